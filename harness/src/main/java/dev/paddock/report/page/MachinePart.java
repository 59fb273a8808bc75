package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.record.Numerals;
import dev.paddock.report.markup.EstimateText;
import dev.paddock.report.markup.Markdown;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.OfInstrument;
import dev.paddock.summary.OfInstrument.Held;
import dev.paddock.summary.OfMachine;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The part of a page that says what each cell took of the machine: memory beside what of it is
 * mapped, GPU memory as the server says beside what the driver says, clocks, swap and energy.
 */
final class MachinePart {
  private static final String NOBODY = "–";
  private static final String SERVER = "vram";
  private static final String DRIVER = "vram.driver";

  private final Summary summary;
  private final Markdown page;

  MachinePart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  /** Columns that no cell has are left out, and the whole where only one is left. */
  void write() {
    Map<String, Function<OfCell, String>> columns = new LinkedHashMap<>();
    columns.put("memory", cell -> EstimateText.value(summary, cell.id(), "memory"));
    columns.put("of it mapped", cell -> EstimateText.value(summary, cell.id(), "memory.mapped"));
    columns.put("GPU memory, by the server", this::byTheServer);
    columns.put("by the driver", cell -> EstimateText.value(summary, cell.id(), DRIVER));
    columns.put("driver − server", MachinePart::difference);
    columns.put("GPU use", cell -> share(of(cell, OfMachine::gpuBusy)));
    columns.put("GPU clock", cell -> with(of(cell, OfMachine::gpuClock), " MHz"));
    columns.put("GPU heat", cell -> with(of(cell, OfMachine::gpuCelsius), " °C"));
    columns.put("CPU clock", cell -> with(of(cell, OfMachine::clock), " MHz"));
    columns.put("swapped", this::swapped);
    columns.put("energy", cell -> EstimateText.value(summary, cell.id(), "energy"));
    columns
        .values()
        .removeIf(column -> summary.cells().stream().map(column).allMatch(NOBODY::equals));
    if (columns.size() < 2) {
      return;
    }
    page.heading(2, "What it took of the machine");
    List<String> head = new ArrayList<>(List.of("cell"));
    head.addAll(columns.keySet());
    page.table(
        head,
        summary.cells().stream()
            .map(
                cell -> {
                  List<String> line = new ArrayList<>(List.of(cell.id()));
                  columns.values().forEach(column -> line.add(column.apply(cell)));
                  return line;
                })
            .toList());
    page.paragraph(legend());
  }

  /** Worth a column only where a card is used, or a driver tells of one. */
  private String byTheServer(OfCell cell) {
    return summary.cells().stream()
            .anyMatch(
                one ->
                    one.metric(DRIVER).isPresent()
                        || one.metric(SERVER).map(Estimate::value).orElse(0.0) > 0)
        ? EstimateText.value(summary, cell.id(), SERVER)
        : NOBODY;
  }

  private static String difference(OfCell cell) {
    Optional<Estimate> driver = cell.metric(DRIVER);
    Optional<Estimate> server = cell.metric(SERVER);
    return driver.isEmpty() || server.isEmpty()
        ? NOBODY
        : Numerals.figure(driver.get().value() - server.get().value(), "bytes");
  }

  private Optional<OfMachine> machine(OfCell cell) {
    return summary
        .instrument()
        .map(OfInstrument::cells)
        .flatMap(cells -> Optional.ofNullable(cells.get(cell.id())))
        .flatMap(Held::machine);
  }

  private OptionalDouble of(OfCell cell, Function<OfMachine, OptionalDouble> figure) {
    return machine(cell).map(figure).orElse(OptionalDouble.empty());
  }

  private static String with(OptionalDouble value, String unit) {
    return value.isEmpty() ? NOBODY : Numerals.number(value.getAsDouble()) + unit;
  }

  private static String share(OptionalDouble share) {
    return share.isEmpty() ? NOBODY : Numerals.number(100 * share.getAsDouble()) + " %";
  }

  private String swapped(OfCell cell) {
    return machine(cell)
        .map(OfMachine::swapped)
        .filter(bytes -> bytes.orElse(0) > 0)
        .map(bytes -> Numerals.figure((double) bytes.orElseThrow(), "bytes"))
        .orElse(NOBODY);
  }

  private String legend() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Memory is the most that was seen in a trial, as the tables of every cell have it. Mapped"
            + " are pages of files, such as weights, and shared ones; what two processes map counts"
            + " twice.");
    if (summary.cells().stream().anyMatch(cell -> cell.metric(DRIVER).isPresent())) {
      sentences.add(
          "The driver counts everything on the machine's cards, other programs and its own context"
              + " included; the server what it asked for.");
    }
    summary
        .instrument()
        .flatMap(instrument -> instrument.run().machine())
        .map(OfMachine::energyOf)
        .filter(of -> !of.isEmpty())
        .ifPresent(
            of ->
                sentences.add(
                    "Energy is of the %s, over the window of throughput.".formatted(escape(of))));
    sentences.add("Clocks are the least of any trial, heat and swap the most.");
    return String.join(" ", sentences);
  }
}
