package dev.paddock.benchmarks.conclusion;

import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The cells of a suite that have figures, by their circumstances: what a reader chooses from. */
final class Candidates {
  private static final String TIME = "time.mean";
  private static final String CPU = "cpu";
  private static final double NANOS_A_MICRO = 1e3;

  private final Summary summary;
  private final ReaderChoice choice;
  private final Unit unit;
  private final Map<String, List<Candidate>> byCircumstances = new LinkedHashMap<>();

  Candidates(Summary summary, ReaderChoice choice) {
    this.summary = summary;
    this.choice = choice;
    this.unit = Unit.of(summary);
    for (OfCell cell : summary.cells()) {
      cell.metric(unit.metric)
          .ifPresent(
              time ->
                  byCircumstances
                      .computeIfAbsent(circumstances(cell), none -> new ArrayList<>())
                      .add(new Candidate(cell, level(cell), time)));
    }
  }

  /** A cell's time, and what it is called among the candidates. */
  record Candidate(OfCell cell, String level, Estimate time) {}

  /** Which metric a suite's time is, and how many ns its unit has. */
  private record Unit(String metric, double nanos) {
    static Unit of(Summary summary) {
      return summary.cells().stream().anyMatch(cell -> cell.metric(TIME).isPresent())
          ? new Unit(TIME, 1)
          : new Unit(CPU, NANOS_A_MICRO);
    }
  }

  /** What is called the time: that of an operation, or of a core. */
  String metric() {
    return unit.metric;
  }

  /** How many ns the time's unit has. */
  double nanos() {
    return unit.nanos;
  }

  /** All of them, by circumstances. */
  Map<String, List<Candidate>> byCircumstances() {
    return byCircumstances;
  }

  /** Those in the circumstances of a cell, itself among them. */
  List<Candidate> beside(OfCell cell) {
    return byCircumstances.getOrDefault(circumstances(cell), List.of());
  }

  /** How far they lie apart in all circumstances that have two of them. */
  List<SpeedRange> ranges() {
    return byCircumstances.entrySet().stream()
        .flatMap(one -> spread(one.getKey(), one.getValue()).stream())
        .toList();
  }

  /** The same in the control's circumstances. */
  Optional<SpeedRange> ofControl() {
    OfCell control =
        summary.cells().stream()
            .filter(cell -> cell.id().equals(summary.control()))
            .findFirst()
            .orElse(summary.cells().getFirst());
    return ranges().stream()
        .filter(one -> one.circumstances().equals(circumstances(control)))
        .findFirst();
  }

  /** Empty where fewer than two have figures that a reader could choose. */
  private Optional<SpeedRange> spread(String circumstances, List<Candidate> all) {
    Comparator<Candidate> byTime = Comparator.comparingDouble(one -> one.time.value());
    List<Candidate> offered =
        all.stream().filter(one -> choice.offers(one.cell.levels().values())).toList();
    return offered.size() < 2
        ? Optional.empty()
        : Optional.of(
            new SpeedRange(
                circumstances,
                offered.stream().min(byTime).orElseThrow(),
                offered.stream().max(byTime).orElseThrow(),
                unit.nanos));
  }

  private String level(OfCell cell) {
    return String.valueOf(cell.levels().get(Level.factor(choice.factor())));
  }

  private String circumstances(OfCell cell) {
    return circumstances(cell, Level.factor(choice.factor()));
  }

  /** The levels of all factors but one, for example {@code chunk generate}. */
  static String circumstances(OfCell cell, String without) {
    return new TreeMap<>(cell.levels())
        .entrySet().stream()
            .filter(level -> !level.getKey().equals(without))
            .map(level -> Level.words(Level.parameter(level.getKey())) + " " + level.getValue())
            .collect(Collectors.joining(", "));
  }
}
