package dev.paddock.analysis;

import dev.paddock.experiment.Metric;
import dev.paddock.experiment.Metric.Statistic;
import dev.paddock.experiment.Objective;
import dev.paddock.record.Request;
import dev.paddock.stats.Quantile;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Whether one request met the objectives that can be asked of one: a limit on its own time to first
 * token, its end-to-end time, its time per output token, or the same quantile of its own gaps.
 */
final class Goodput {
  private Goodput() {}

  /** Whether any objective can be asked of a single request. */
  static boolean asks(List<Objective> objectives) {
    return objectives.stream().anyMatch(Goodput::perRequest);
  }

  /** Whether the request met all of them. */
  static boolean meets(Request request, List<Objective> objectives) {
    return objectives.stream()
        .filter(Goodput::perRequest)
        .allMatch(
            objective ->
                objective instanceof Objective.AtMost(Metric metric, double limit)
                    && figure(request, metric).orElse(Double.POSITIVE_INFINITY) <= limit);
  }

  /** These, as a trial's summary names them: any other set may give another goodput. */
  static List<String> words(List<Objective> objectives) {
    return objectives.stream()
        .filter(Goodput::perRequest)
        .flatMap(
            objective ->
                objective instanceof Objective.AtMost(Metric metric, double limit)
                    ? Stream.of(metric.name() + " <= " + limit)
                    : Stream.empty())
        .sorted()
        .toList();
  }

  private static boolean perRequest(Objective objective) {
    return objective instanceof Objective.AtMost(Metric metric, double ignored)
        && metric.quantity().distribution()
        && !metric.quantity().part();
  }

  private static OptionalDouble figure(Request request, Metric metric) {
    return switch (metric.quantity()) {
      case TTFT -> milliseconds(request.timeToFirstToken());
      case TTFT_SERVICE -> milliseconds(request.serviceTimeToFirstToken());
      case E2E -> milliseconds(request.endToEnd());
      case E2E_SERVICE -> milliseconds(request.done());
      case TPOT -> RequestFigures.timePerOutputToken(request);
      case ITL -> gap(request, metric.statistic());
      case LAG,
          LOAD,
          SLOT_WAIT,
          PREFILL,
          DECODE,
          REST,
          THROUGHPUT_TOKENS,
          THROUGHPUT_REQUESTS,
          GOODPUT,
          MEMORY,
          MAPPED,
          VRAM,
          VRAM_DRIVER,
          ENERGY,
          TIME,
          ALLOCATION,
          STAMP_ERROR,
          ALONE,
          CPU_PER_TOKEN,
          CPU_PER_REQUEST ->
          OptionalDouble.empty();
    };
  }

  private static OptionalDouble milliseconds(OptionalLong nanos) {
    return nanos.isPresent() ? OptionalDouble.of(nanos.getAsLong() / 1e6) : OptionalDouble.empty();
  }

  private static OptionalDouble gap(Request request, Statistic statistic) {
    double[] gaps = Arrays.stream(request.stamps().gaps()).mapToDouble(gap -> gap / 1e6).toArray();
    if (gaps.length == 0) {
      return OptionalDouble.empty();
    }
    return switch (statistic) {
      case P50, P90, P95, P99 -> OptionalDouble.of(Quantile.of(gaps, statistic.quantile()));
      case MEAN, WHOLE -> Arrays.stream(gaps).average();
    };
  }
}
