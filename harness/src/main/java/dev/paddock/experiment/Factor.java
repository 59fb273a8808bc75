package dev.paddock.experiment;

import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * A setting that the experiment varies, with the levels that it takes.
 *
 * @param setting what is varied
 * @param levels at least one
 */
public record Factor(Setting setting, Levels levels) {

  /** The name of the setting, as in the file. */
  public String name() {
    return setting.name();
  }

  /** The levels of a factor: listed, or spread over a range. */
  public sealed interface Levels {
    /** Levels as the file lists them, in its order; {@link Value.Max} may be among them. */
    record Listed(List<Value> values) implements Levels {
      public Listed {
        values = List.copyOf(values);
      }
    }

    /**
     * {@code count} whole numbers, evenly spread from {@code from} to {@code to}, both included.
     */
    record Range(long from, Value to, int count) implements Levels {}

    /**
     * Numbers from {@code from} to {@code to}, of which {@code design.sample} draws some.
     *
     * @param from above 0 where {@code log}
     * @param to more than {@code from}
     * @param step only {@code from} and numbers so many steps above it are drawn; empty: 1 of whole
     *     numbers, and of others as fine as it takes
     * @param log whether equal factors are equally far apart, not equal differences
     */
    record Span(double from, double to, OptionalDouble step, boolean log) implements Levels {
      /** Where a number stands: 0 at the one end, 1 at the other. */
      public double place(double number) {
        return log ? Math.log(number / from) / Math.log(to / from) : (number - from) / (to - from);
      }

      /** The number at a place. */
      public double at(double place) {
        return log ? from * Math.pow(to / from, place) : from + (to - from) * place;
      }

      /** Whether a value is a number between the ends. */
      public boolean holds(Value value) {
        OptionalDouble number = value.asNumber();
        return number.isPresent() && number.getAsDouble() >= from && number.getAsDouble() <= to;
      }
    }

    /**
     * Loads among which a run looks for the largest one that meets a limit. They are a ladder: each
     * is a tenth above the one below, of whole numbers at least one more.
     *
     * @param from above 0
     * @param to more than {@code from}
     */
    record Search(double from, double to) implements Levels {
      private static final double RUNG = 1.1;

      /** The rungs, rising, at least two. */
      private List<Double> rungs(boolean whole) {
        List<Double> rungs = new ArrayList<>(List.of(from));
        while (rungs.getLast() < to) {
          double last = rungs.getLast();
          double next =
              whole
                  ? Math.max(last + 1, Math.rint(RUNG * last))
                  : new BigDecimal(RUNG * last).round(new MathContext(3)).doubleValue();
          rungs.add(Math.min(next, to));
        }
        return List.copyOf(rungs);
      }
    }
  }

  /** Whether a run looks for a load among its levels. */
  public boolean searched() {
    return levels instanceof Levels.Search;
  }

  /** Whether {@code design.sample} draws its levels. */
  public boolean drawn() {
    return levels instanceof Levels.Span;
  }

  /** A number as a level of this factor. */
  public Value level(BigDecimal number) {
    return setting.kind() == Setting.Kind.WHOLE
        ? new Value.Whole(number.setScale(0, RoundingMode.HALF_EVEN).longValueExact())
        : setting.canonical(new Value.Decimal(number.doubleValue()));
  }

  /** Whether a level is "max", which only a server can tell. */
  public boolean needsMax() {
    return switch (levels) {
      case Levels.Listed(List<Value> values) -> values.contains(new Value.Max());
      case Levels.Range(long from, Value to, int count) -> to instanceof Value.Max;
      case Levels.Span span -> false;
      case Levels.Search search -> false;
    };
  }

  /**
   * The levels in order, without repeats; of numbers that are to be drawn, the two ends.
   *
   * @param max what "max" stands for; where it is empty, "max" stays in a list, and a range to max
   *     keeps its first level and "max"
   */
  public List<Value> resolve(OptionalLong max) {
    return switch (levels) {
      case Levels.Listed(List<Value> values) ->
          values.stream().map(value -> resolve(value, max)).distinct().toList();
      case Levels.Range(long from, Value to, int count) ->
          switch (resolve(to, max)) {
            case Value.Whole(long last) -> spread(from, last, count);
            case Value unknown -> List.of(new Value.Whole(from), unknown);
          };
      case Levels.Span span ->
          List.of(level(BigDecimal.valueOf(span.from())), level(BigDecimal.valueOf(span.to())));
      case Levels.Search search ->
          search.rungs(setting.kind() == Setting.Kind.WHOLE).stream().map(this::load).toList();
    };
  }

  private Value load(double rung) {
    return setting.kind() == Setting.Kind.WHOLE
        ? new Value.Whole(Math.round(rung))
        : setting.canonical(new Value.Text(Units.perSecond(rung)));
  }

  private static Value resolve(Value value, OptionalLong max) {
    return value instanceof Value.Max && max.isPresent() ? new Value.Whole(max.getAsLong()) : value;
  }

  private static List<Value> spread(long from, long to, int count) {
    if (count == 1) {
      return List.of(new Value.Whole(from));
    }
    return LongStream.range(0, count)
        .map(i -> Math.round(from + (to - from) * (double) i / (count - 1)))
        .distinct()
        .<Value>mapToObj(Value.Whole::new)
        .toList();
  }
}
