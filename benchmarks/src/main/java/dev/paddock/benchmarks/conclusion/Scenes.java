package dev.paddock.benchmarks.conclusion;

import dev.paddock.analysis.Summary;
import dev.paddock.analysis.Summary.Estimate;
import dev.paddock.analysis.Summary.OfCell;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The cells of a suite by their circumstances: in each scene the choices that a reader has. */
final class Scenes {
  private static final String TIME = "time.mean";
  private static final String CPU = "cpu";
  private static final double NANOS_A_MICRO = 1e3;

  private final Summary summary;
  private final ReaderChoice matter;
  private final Unit unit;
  private final Map<String, List<Choice>> choices = new LinkedHashMap<>();

  Scenes(Summary summary, ReaderChoice matter) {
    this.summary = summary;
    this.matter = matter;
    this.unit = Unit.of(summary);
    for (OfCell cell : summary.cells()) {
      cell.metric(unit.metric)
          .ifPresent(
              time ->
                  choices
                      .computeIfAbsent(scene(cell), none -> new ArrayList<>())
                      .add(new Choice(cell, level(cell), time)));
    }
  }

  /** A cell's time, and what it is called among the choices. */
  record Choice(OfCell cell, String level, Estimate time) {}

  /** Which metric a suite's time is, and how many ns its unit has. */
  private record Unit(String metric, double nanos) {
    static Unit of(Summary summary) {
      return summary.cells().stream().anyMatch(cell -> cell.metric(TIME).isPresent())
          ? new Unit(TIME, 1)
          : new Unit(CPU, NANOS_A_MICRO);
    }
  }

  /**
   * The fastest and the slowest of the choices in the same circumstances.
   *
   * @param unit of their times, in ns
   */
  record Apart(String scene, Choice fastest, Choice slowest, double unit) {
    /** How many ns an operation they differ by. */
    double nanos() {
      return unit * (slowest.time.value() - fastest.time.value());
    }

    /** The least that they differ by; empty where one has no interval. */
    OptionalDouble least() {
      OptionalDouble least = Scenes.least(slowest.time, fastest.time);
      return least.isPresent() ? OptionalDouble.of(unit * least.getAsDouble()) : least;
    }

    /** The most that they differ by; empty where one has no interval. */
    OptionalDouble most() {
      return slowest.time.hi().isPresent() && fastest.time.lo().isPresent()
          ? OptionalDouble.of(
              unit * (slowest.time.hi().orElseThrow() - fastest.time.lo().orElseThrow()))
          : OptionalDouble.empty();
    }
  }

  /**
   * How far the intervals of a slower and a faster one lie apart: 0 where they meet, empty where
   * one has none.
   */
  static OptionalDouble least(Estimate slower, Estimate faster) {
    return slower.lo().isPresent() && faster.hi().isPresent()
        ? OptionalDouble.of(Math.max(0, slower.lo().getAsDouble() - faster.hi().getAsDouble()))
        : OptionalDouble.empty();
  }

  /** What is called the time: that of an operation, or of a core. */
  String metric() {
    return unit.metric;
  }

  /** How many ns the time's unit has. */
  double nanos() {
    return unit.nanos;
  }

  /** All choices that have figures, by scene. */
  Map<String, List<Choice>> choices() {
    return choices;
  }

  /** The choices in the circumstances of a cell, itself among them. */
  List<Choice> beside(OfCell cell) {
    return choices.getOrDefault(scene(cell), List.of());
  }

  /** How far the choices lie apart in each scene that has two of them. */
  List<Apart> apart() {
    return choices.entrySet().stream()
        .flatMap(scene -> apart(scene.getKey(), scene.getValue()).stream())
        .toList();
  }

  /** The same in the control's scene. */
  Optional<Apart> ofControl() {
    OfCell control =
        summary.cells().stream()
            .filter(cell -> cell.id().equals(summary.control()))
            .findFirst()
            .orElse(summary.cells().getFirst());
    return apart().stream().filter(one -> one.scene.equals(scene(control))).findFirst();
  }

  /** Empty where fewer than two have figures that a reader could choose. */
  private Optional<Apart> apart(String scene, List<Choice> all) {
    Comparator<Choice> byTime = Comparator.comparingDouble(choice -> choice.time.value());
    List<Choice> offered =
        all.stream().filter(choice -> matter.offers(choice.cell.levels().values())).toList();
    return offered.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Apart(
                scene,
                offered.stream().min(byTime).orElseThrow(),
                offered.stream().max(byTime).orElseThrow(),
                unit.nanos));
  }

  private String level(OfCell cell) {
    return String.valueOf(cell.levels().get(Level.factor(matter.factor())));
  }

  private String scene(OfCell cell) {
    return of(cell, Level.factor(matter.factor()));
  }

  /** The levels of all factors but one, for example {@code chunk generate}. */
  static String of(OfCell cell, String without) {
    return new TreeMap<>(cell.levels())
        .entrySet().stream()
            .filter(level -> !level.getKey().equals(without))
            .map(level -> words(Level.parameter(level.getKey())) + " " + level.getValue())
            .collect(Collectors.joining(", "));
  }

  /** A parameter as a reader calls it: {@code firstLine} is {@code first line}. */
  static String words(String parameter) {
    return parameter.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }
}
