package dev.paddock.benchmarks.suite;

import java.util.Collection;
import java.util.Set;

/**
 * What the reader of a suite chooses, and what has one operation of it in the field.
 *
 * @param per what has one operation
 * @param factor whose levels are the reader's to choose from, for example {@code parser}
 * @param floors levels that nobody would choose, of whatever factor, for example a raw drain
 */
public record ReaderChoice(Per per, String factor, Set<String> floors) {
  private static final String AGAIN = "-again";

  public ReaderChoice {
    floors = Set.copyOf(floors);
  }

  /** What an operation is done for. */
  public enum Per {
    /** Each token of an answer. */
    TOKEN,
    /** Each request, before its first token. */
    REQUEST
  }

  /** An operation is done for each token. */
  public static ReaderChoice perToken(String factor) {
    return new ReaderChoice(Per.TOKEN, factor, Set.of());
  }

  /** An operation is done once a request, before its first token. */
  public static ReaderChoice perRequest(String factor) {
    return new ReaderChoice(Per.REQUEST, factor, Set.of());
  }

  /** The same where these levels are floors: shown, and never called the fastest. */
  public ReaderChoice without(String... levels) {
    return new ReaderChoice(per, factor, Set.of(levels));
  }

  /** Whether a level is one to choose: neither a floor nor the same code once more. */
  public boolean offers(String level) {
    return !floors.contains(level) && !level.contains(AGAIN);
  }

  /** Whether none of a cell's levels is a floor or a repeat, its circumstances included. */
  public boolean offers(Collection<?> levels) {
    return levels.stream().map(String::valueOf).allMatch(this::offers);
  }
}
