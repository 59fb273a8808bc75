package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.record.Numerals;
import dev.paddock.report.markup.Markdown;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Setting;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings, wanted beside got: what holds in all cells once, what differs a row per cell. */
final class SettingsTable {
  private static final Set<String> IN_BYTES = Set.of("size", "vram", "kv.size");
  private static final String UNSAID = "–";
  private static final String FLAGS = "flags";

  private final List<OfCell> cells;
  private final List<String> unread;
  private final Markdown page;

  SettingsTable(Summary summary, Markdown page) {
    List<OfCell> all = summary.cells().stream().filter(cell -> !cell.settings().isEmpty()).toList();
    boolean any = all.stream().anyMatch(SettingsTable::wasReadBack);
    this.cells = any ? all.stream().filter(SettingsTable::wasReadBack).toList() : all;
    this.unread = all.stream().filter(cell -> any && !wasReadBack(cell)).map(OfCell::id).toList();
    this.page = page;
  }

  /** A cell whose model was never loaded differs from all others in everything. */
  private static boolean wasReadBack(OfCell cell) {
    return cell.settings().stream()
        .anyMatch(setting -> setting.wanted().isEmpty() && !setting.got().isEmpty());
  }

  void write() {
    page.heading(2, "Settings, wanted beside got");
    if (!unread.isEmpty()) {
      page.paragraph(
          "Nothing was read back of %s, which never ran.".formatted(String.join(", ", unread)));
    }
    if (cells.isEmpty()) {
      page.paragraph("No trial has ended, so none was read back.");
      return;
    }
    Set<String> names = new TreeSet<>();
    cells.forEach(cell -> cell.settings().forEach(setting -> names.add(setting.name())));
    List<String> same = names.stream().filter(name -> !differs(name)).toList();
    Set<String> different = new LinkedHashSet<>();
    names.stream().filter(name -> differs(name) && !inBytes(name)).forEach(different::add);
    names.stream().filter(name -> differs(name) && inBytes(name)).forEach(different::add);
    if (different.remove(FLAGS)) {
      different.add(FLAGS); // so long that what stands behind it is not found
    }
    if (!different.isEmpty()) {
      page.paragraph(
          "What differs between the cells, as wanted → as the server reports it; \"not visible\" is"
              + " what no server shows, and so is not confirmed:");
      page.table(
          Stream.concat(Stream.of("cell"), different.stream().map(name -> title(name))).toList(),
          cells.stream()
              .map(
                  cell ->
                      Stream.concat(
                              Stream.of(cell.id()),
                              different.stream().map(name -> escape(both(cell, name))))
                          .toList())
              .toList());
    }
    if (!same.isEmpty()) {
      page.paragraph("The same in all cells and trials, unless trials are named:");
      List<List<String>> rows = new ArrayList<>();
      for (String name : same) {
        OfCell one = cells.getFirst();
        String got = of(one, name, Setting::got);
        rows.add(
            List.of(title(name), wanted(one, name), got.isEmpty() ? "not visible" : escape(got)));
      }
      page.table(List.of("all cells", "wanted", "got"), rows);
    }
  }

  private static boolean inBytes(String name) {
    return IN_BYTES.contains(name) || name.startsWith("buffer.");
  }

  private static String title(String name) {
    return escape(inBytes(name) ? name + ", MiB" : name);
  }

  private boolean differs(String name) {
    return cells.stream()
            .map(cell -> of(cell, name, Setting::wanted) + "\n" + of(cell, name, Setting::got))
            .distinct()
            .count()
        > 1;
  }

  private static String wanted(OfCell cell, String name) {
    String wanted = of(cell, name, Setting::wanted);
    return wanted.isEmpty() ? UNSAID : escape(wanted);
  }

  /** Both values of a setting; the one got alone where none was wanted. */
  private static String both(OfCell cell, String name) {
    String wanted = of(cell, name, Setting::wanted);
    String got = of(cell, name, Setting::got);
    if (wanted.isEmpty()) {
      return got.isEmpty() ? UNSAID : got;
    }
    return wanted + " → " + (got.isEmpty() ? "not visible" : got);
  }

  private static String of(OfCell cell, String name, Function<Setting, String> which) {
    Optional<String> value =
        cell.settings().stream()
            .filter(setting -> setting.name().equals(name))
            .findFirst()
            .map(which);
    return inBytes(name) ? value.map(SettingsTable::mebibytes).orElse("") : value.orElse("");
  }

  /** Numbers of bytes within a text, in MiB, each once. */
  private static String mebibytes(String bytes) {
    return Arrays.stream(bytes.split(", ", -1))
        .map(
            each ->
                each.matches("\\d{1,18}")
                    ? Numerals.number(Long.parseLong(each) / 1048576.0)
                    : each)
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
