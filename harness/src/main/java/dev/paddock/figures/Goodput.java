package dev.paddock.figures;

import dev.paddock.experiment.Objective;
import dev.paddock.experiment.Objective.AtMost;
import dev.paddock.record.Formula.OfRequest;
import dev.paddock.record.Request;
import dev.paddock.stats.Quantile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether one request met the objectives that can be asked of one: a limit on its own time to first
 * token, its end-to-end time, its time per output token, or the same quantile of its own gaps.
 */
final class Goodput {
  private Goodput() {}

  /** Whether a request met all of them; empty where none can be asked of a single request. */
  public static Optional<Predicate<Request>> good(List<Objective> objectives) {
    return asked(objectives).stream()
        .<Predicate<Request>>map(limit -> request -> meets(request, limit))
        .reduce(Predicate::and);
  }

  /** These, as a trial's summary names them: any other set may give another goodput. */
  public static List<String> words(List<Objective> objectives) {
    return asked(objectives).stream()
        .map(limit -> limit.metric().name() + " <= " + limit.limit())
        .sorted()
        .toList();
  }

  private static List<AtMost> asked(List<Objective> objectives) {
    return objectives.stream()
        .filter(AtMost.class::isInstance)
        .map(AtMost.class::cast)
        .filter(limit -> limit.metric().quantity().distribution())
        .filter(limit -> !limit.metric().quantity().part())
        .toList();
  }

  /** A request that has no such value did not meet the limit. */
  private static boolean meets(Request request, AtMost objective) {
    if (!(objective.metric().quantity().formula() instanceof OfRequest(var of))) {
      return false;
    }
    double[] values = of.apply(request).toArray();
    if (values.length == 0) {
      return false;
    }
    double figure =
        switch (objective.metric().statistic()) {
          case P50, P90, P95, P99 -> Quantile.of(values, objective.metric().statistic().quantile());
          case MEAN, WHOLE -> Arrays.stream(values).average().orElseThrow();
        };
    return figure <= objective.limit();
  }
}
