package dev.paddock.report;

import dev.paddock.compare.Compared;
import dev.paddock.compare.Compared.Beyond;
import dev.paddock.compare.Compared.Statement;
import dev.paddock.record.Metric;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.Contrast.Reads;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The statements of a comparison in the order in which they are read: the worst first. */
final class ComparedOrder {
  private static final int UNDECIDED = 3;
  private static final int EXCLUDED = 4;

  private static final Comparator<Statement> WORST_FIRST =
      Comparator.comparingInt(ComparedOrder::rank)
          .thenComparing(Comparator.comparingDouble(ComparedOrder::badness).reversed())
          .thenComparing(Statement::metric)
          .thenComparing(Statement::baselineCell);

  private final List<Statement> statements;

  ComparedOrder(Compared compared) {
    this.statements = compared.statements();
  }

  /** What is worth a row of its own: a change, or something undecided; the worst first. */
  List<Statement> changed() {
    return statements.stream()
        .filter(one -> rank(one) != EXCLUDED)
        .filter(one -> rank(one) != UNDECIDED)
        .sorted(WORST_FIRST)
        .toList();
  }

  List<Statement> undecided() {
    return statements.stream().filter(one -> rank(one) == UNDECIDED).sorted(WORST_FIRST).toList();
  }

  /** Everything else. */
  List<Statement> unchanged() {
    return statements.stream().filter(one -> rank(one) == EXCLUDED).sorted(WORST_FIRST).toList();
  }

  private static int rank(Statement one) {
    return switch (one.beyond()) {
      case REGRESSION -> 0;
      case IMPROVEMENT -> 2;
      case EXCLUDED, UNDECIDED, NO_MARGIN ->
          switch (one.verdict()) {
            case LOWER, HIGHER -> one.reads() == Reads.WORSE ? 1 : 2;
            case EQUIVALENT -> EXCLUDED;
            case INCONCLUSIVE, OPEN -> one.beyond() == Beyond.EXCLUDED ? EXCLUDED : UNDECIDED;
          };
    };
  }

  /** How much worse it is, by estimate. */
  private static double badness(Statement one) {
    if (one.ratio().isEmpty()) {
      return 0;
    }
    double log = Math.log(one.ratio().getAsDouble());
    boolean worse = one.reads() == Reads.WORSE;
    boolean better = one.reads() == Reads.BETTER;
    return worse ? Math.abs(log) : better ? -Math.abs(log) : lowerIsBetter(one) ? log : -log;
  }

  private static boolean lowerIsBetter(Statement one) {
    return Metric.named(one.metric()).map(metric -> metric.quantity().lowerIsBetter()).orElse(true);
  }

  /** The unchanged, by metric. */
  String rest() {
    return unchanged().stream()
        .collect(
            Collectors.groupingBy(Statement::metric, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(one -> "%s in %s".formatted(one.getKey(), Text.count(one.getValue(), "cell")))
        .collect(Collectors.joining(", "));
  }
}
