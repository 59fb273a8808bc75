package dev.paddock.experiment;

import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import java.util.List;
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
  }

  /** Whether a level is "max", which only a server can tell. */
  public boolean needsMax() {
    return switch (levels) {
      case Levels.Listed(List<Value> values) -> values.contains(new Value.Max());
      case Levels.Range(long from, Value to, int count) -> to instanceof Value.Max;
    };
  }

  /**
   * The levels in order, without repeats.
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
    };
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
