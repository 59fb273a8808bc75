package dev.paddock.experiment;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** How requests are sent: in a closed loop, or in an open one. */
public sealed interface LoadSpec {
  /** What leaves in the first second of an open loop is its warm-up, but not more than this. */
  int MOST_WARMUP = 1000;

  /**
   * Each client waits for its answer, thinks, and sends the next.
   *
   * @param clients how many at once, at least 1
   * @param think pause of a client between an answer and its next request
   */
  record Closed(int clients, Duration think) implements LoadSpec {}

  /**
   * Requests leave when they are due and wait for no answer.
   *
   * @param maxConcurrency so many requests are under way at most, at least 1, and one that is due
   *     meanwhile waits its turn; empty: no limit
   */
  record Open(Arrivals arrivals, OptionalInt maxConcurrency) implements LoadSpec {}

  /** Warm-up by rule: every client's first request, or an open loop's first second; at least 2. */
  default int warmup() {
    return switch (this) {
      case Closed(int clients, Duration think) -> Math.max(2, clients);
      case Open(Arrivals arrivals, OptionalInt most) ->
          (int) Math.clamp(Math.ceil(arrivals.firstRate().orElse(0)), 2, MOST_WARMUP);
    };
  }

  /** Requests that can be under way at once, at least 1; empty where nothing limits them. */
  default OptionalInt mostAtOnce() {
    return switch (this) {
      case Closed(int clients, Duration think) -> OptionalInt.of(clients);
      case Open(Arrivals arrivals, OptionalInt most) -> most;
    };
  }

  /** This load, with those of its keys that {@code settings} has. */
  default LoadSpec with(Configuration settings) {
    return switch (this) {
      case Closed(int clients, Duration think) ->
          new Closed(
              settings.orUnset(Known.LOAD_CLIENTS) instanceof Value.Whole(long number)
                  ? (int) number
                  : clients,
              settings.orUnset(Known.LOAD_THINK) instanceof Value.Text(String text)
                  ? Units.duration(text)
                  : think);
      case Open(Arrivals arrivals, OptionalInt most) ->
          new Open(with(arrivals, settings), most(most, settings));
    };
  }

  private static Arrivals with(Arrivals arrivals, Configuration settings) {
    return switch (arrivals) {
      case Arrivals.Constant(double rate) ->
          new Arrivals.Constant(rate(settings, Known.LOAD_RATE, rate));
      case Arrivals.Poisson(double rate) ->
          new Arrivals.Poisson(rate(settings, Known.LOAD_RATE, rate));
      case Arrivals.Ramp(double from, double to, var over) ->
          new Arrivals.Ramp(
              rate(settings, Known.LOAD_FROM, from), rate(settings, Known.LOAD_TO, to), over);
      case Arrivals.Replay same -> same;
    };
  }

  private static double rate(Configuration settings, Setting setting, double otherwise) {
    return settings.orUnset(setting) instanceof Value.Text(String text)
        ? Units.perSecond(text)
        : otherwise;
  }

  private static OptionalInt most(OptionalInt otherwise, Configuration settings) {
    return settings
        .get(Known.LOAD_MAX_CONCURRENCY)
        .map(
            value ->
                switch (value) {
                  case Value.Whole(long number) -> OptionalInt.of((int) number);
                  case Value.Unset() -> OptionalInt.empty();
                  case Value other -> otherwise;
                })
        .orElse(otherwise);
  }

  /** Its keys, as {@link #with} takes them. */
  default Configuration settings() {
    Map<Setting, Value> settings = new LinkedHashMap<>();
    switch (this) {
      case Closed(int clients, Duration think) -> {
        settings.put(Known.LOAD_CLIENTS, new Value.Whole(clients));
        settings.put(Known.LOAD_THINK, new Value.Text(think.toNanos() + " ns"));
      }
      case Open(Arrivals arrivals, OptionalInt most) -> {
        switch (arrivals) {
          case Arrivals.Constant(double rate) -> settings.put(Known.LOAD_RATE, rate(rate));
          case Arrivals.Poisson(double rate) -> settings.put(Known.LOAD_RATE, rate(rate));
          case Arrivals.Ramp(double from, double to, var over) -> {
            settings.put(Known.LOAD_FROM, rate(from));
            settings.put(Known.LOAD_TO, rate(to));
          }
          case Arrivals.Replay same -> {}
        }
        settings.put(
            Known.LOAD_MAX_CONCURRENCY,
            most.isPresent() ? new Value.Whole(most.getAsInt()) : new Value.Unset());
      }
    }
    return new Configuration(settings);
  }

  /** The settings that say how much load there is, along which a configuration has a curve. */
  List<Setting> AMOUNTS = List.of(Known.LOAD_CLIENTS, Known.LOAD_RATE);

  /** A level of a load as a number: clients, or requests per second. */
  static OptionalDouble amount(Value level) {
    return level instanceof Value.Text(String rate)
        ? OptionalDouble.of(Units.perSecond(rate))
        : level.asNumber();
  }

  private static Value rate(double perSecond) {
    return new Value.Text(Units.perSecond(perSecond));
  }

  /** In words, for example "a Poisson process of 2/s, at most 4 at once". */
  default String words() {
    return switch (this) {
      case Closed(int clients, Duration think) ->
          (clients == 1 ? "1 client" : clients + " clients") + " in a closed loop";
      case Open(Arrivals arrivals, OptionalInt most) ->
          (switch (arrivals) {
                case Arrivals.Constant(double rate) ->
                    "an open loop at a constant " + Units.perSecond(rate);
                case Arrivals.Poisson(double rate) ->
                    "an open loop, a Poisson process of " + Units.perSecond(rate);
                case Arrivals.Ramp(double from, double to, var over) ->
                    "an open loop that goes from %s to %s"
                        .formatted(Units.perSecond(from), Units.perSecond(to));
                case Arrivals.Replay(String trace) -> "an open loop at the times of a trace";
              })
              + (most.isPresent() ? ", at most %d at once".formatted(most.getAsInt()) : "");
    };
  }
}
