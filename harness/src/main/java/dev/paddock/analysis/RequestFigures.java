package dev.paddock.analysis;

import dev.paddock.experiment.Metric;
import dev.paddock.experiment.Metric.Quantity;
import dev.paddock.experiment.Metric.Statistic;
import dev.paddock.experiment.Objective;
import dev.paddock.record.Figure;
import dev.paddock.record.Request;
import dev.paddock.record.Sample;
import dev.paddock.record.ServerTimes;
import dev.paddock.record.Sketch;
import dev.paddock.stats.OrderStatistics;
import dev.paddock.stats.Quantile;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * The figures of one trial, made from its requests and telemetry by the definitions of
 * measurement.md. Only measured requests that ended well count in a latency; one without a token is
 * counted, but has no first one.
 */
final class RequestFigures {
  private static final double MILLI = 1e6;

  private final List<Request> counted;
  private final Map<Metric, Measured.One> figures = new LinkedHashMap<>();
  private final Map<Quantity, Sketch> shapes = new EnumMap<>(Quantity.class);

  private RequestFigures(List<Request> counted) {
    this.counted = counted;
  }

  /** The figures of a trial that sent requests. */
  static Measured of(List<Request> requests, List<Sample> telemetry, List<Objective> objectives) {
    RequestFigures trial = new RequestFigures(requests.stream().filter(Request::counts).toList());
    trial.latencies();
    trial.anatomy();
    Window.of(requests).ifPresent(window -> trial.rates(window, requests, objectives));
    trial.most(Quantity.MEMORY, telemetry, Sample::memory);
    trial.most(Quantity.MAPPED, telemetry, Sample::mapped);
    trial.most(Quantity.VRAM, telemetry, Sample::vram);
    trial.most(Quantity.VRAM_DRIVER, telemetry, RequestFigures::inUse);
    Window.of(requests).ifPresent(window -> trial.energy(window, requests, telemetry));
    return new Measured(trial.figures, trial.shapes);
  }

  /** The figures of a trial that something else measured; names that are no metric are skipped. */
  static Measured of(SortedMap<String, Figure> written) {
    Map<Metric, Measured.One> figures = new LinkedHashMap<>();
    written.forEach(
        (name, figure) ->
            Metric.named(name)
                .filter(metric -> Double.isFinite(figure.value()))
                .ifPresent(
                    metric ->
                        figures.put(
                            metric, new Measured.One(figure.value(), figure.n(), figure.n()))));
    return new Measured(figures, Map.of());
  }

  private void latencies() {
    each(Quantity.TTFT, Request::timeToFirstToken);
    each(Quantity.TTFT_SERVICE, Request::serviceTimeToFirstToken);
    distribution(
        Quantity.ITL,
        counted.stream()
            .flatMapToDouble(r -> Arrays.stream(r.stamps().gaps()).mapToDouble(gap -> gap / MILLI)),
        counted.stream().filter(request -> request.stamps().size() > 1).count());
    values(Quantity.TPOT, RequestFigures::timePerOutputToken);
    each(Quantity.E2E, Request::endToEnd);
    each(Quantity.E2E_SERVICE, Request::done);
  }

  /** (last token − first token) / (eval_count − 1), in milliseconds. */
  static OptionalDouble timePerOutputToken(Request request) {
    int tokens = request.outputTokens().orElse(request.stamps().size());
    return request.stamps().isEmpty() || tokens < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            (request.stamps().last() - request.stamps().first()) / MILLI / (tokens - 1));
  }

  /** The parts sum to the end-to-end time exactly, so all are of the same requests. */
  private void anatomy() {
    part(Quantity.LAG, (request, server) -> request.lag());
    part(Quantity.LOAD, (request, server) -> server.load());
    part(
        Quantity.SLOT_WAIT,
        (request, server) -> server.total() - server.load() - server.prefill() - server.decode());
    part(Quantity.PREFILL, (request, server) -> server.prefill());
    part(Quantity.DECODE, (request, server) -> server.decode());
    part(Quantity.REST, (request, server) -> request.done().orElseThrow() - server.total());
  }

  private interface Part {
    long nanos(Request request, ServerTimes server);
  }

  private void part(Quantity quantity, Part part) {
    values(
        quantity,
        request ->
            request.server().isEmpty() || request.done().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(part.nanos(request, request.server().get()) / MILLI));
  }

  private void each(Quantity quantity, Function<Request, OptionalLong> nanos) {
    values(
        quantity,
        request -> {
          OptionalLong time = nanos.apply(request);
          return time.isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of(time.getAsLong() / MILLI);
        });
  }

  private void values(Quantity quantity, Function<Request, OptionalDouble> value) {
    double[] values = counted.stream().flatMapToDouble(r -> value.apply(r).stream()).toArray();
    distribution(quantity, Arrays.stream(values), values.length);
  }

  private void distribution(Quantity quantity, DoubleStream stream, long requests) {
    double[] values = stream.toArray();
    if (values.length == 0) {
      return;
    }
    if (Shapes.SHOWN.contains(quantity)) {
      Sketch.of(Arrays.stream(values).mapToLong(value -> Math.round(value * MILLI)).toArray())
          .ifPresent(shape -> shapes.put(quantity, shape));
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(values).average().orElseThrow();
    for (Statistic statistic : Statistic.values()) {
      switch (statistic) {
        case P50, P90, P95, P99 ->
            figures.put(
                new Metric(quantity, statistic),
                new Measured.One(
                    Quantile.ofSorted(sorted, statistic.quantile()),
                    values.length,
                    requests,
                    OrderStatistics.interval(values, statistic.quantile(), Observed.CONFIDENCE)));
        case MEAN -> put(new Metric(quantity, statistic), mean, values.length, requests);
        case WHOLE -> {
          if (quantity.part()) {
            put(new Metric(quantity, statistic), mean, values.length, requests);
          }
        }
      }
    }
  }

  private void rates(Window window, List<Request> requests, List<Objective> objectives) {
    long completed = window.completed(requests);
    whole(Quantity.THROUGHPUT_TOKENS, window.tokens(requests) / window.seconds(), completed);
    whole(Quantity.THROUGHPUT_REQUESTS, completed / window.seconds(), completed);
    if (Goodput.asks(objectives)) {
      long good =
          window.completed(requests.stream().filter(r -> Goodput.meets(r, objectives)).toList());
      whole(Quantity.GOODPUT, good / window.seconds(), completed);
    }
  }

  /** Joules over tokens of the window in which throughput is counted. */
  private void energy(Window window, List<Request> requests, List<Sample> telemetry) {
    double tokens = window.tokens(requests);
    OptionalDouble joules = Energy.joules(telemetry, window);
    if (joules.isPresent() && tokens > 0) {
      whole(Quantity.ENERGY, joules.getAsDouble() / tokens, window.completed(requests));
    }
  }

  /** Of all cards together, as the server's own figure is. */
  private static OptionalLong inUse(Sample sample) {
    long[] used =
        sample.gpus().stream()
            .flatMap(List::stream)
            .flatMapToLong(gpu -> gpu.used().stream())
            .toArray();
    return used.length == 0 ? OptionalLong.empty() : OptionalLong.of(Arrays.stream(used).sum());
  }

  private void most(
      Quantity quantity, List<Sample> telemetry, Function<Sample, OptionalLong> bytes) {
    telemetry.stream()
        .flatMapToLong(sample -> bytes.apply(sample).stream())
        .max()
        .ifPresent(most -> whole(quantity, (double) most, counted.size()));
  }

  private void whole(Quantity quantity, double value, long requests) {
    put(new Metric(quantity, Statistic.WHOLE), value, requests, requests);
  }

  private void put(Metric metric, double value, long n, long requests) {
    figures.put(metric, new Measured.One(value, n, requests));
  }
}
