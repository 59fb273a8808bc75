package dev.paddock.benchmarks.suite;

import java.util.Collection;
import java.util.Set;

/**
 * What an operation of a suite belongs to in the field, and what the reader chooses.
 *
 * @param per what has one operation
 * @param choice the factor whose levels are the reader's to choose from, for example {@code parser}
 * @param floors levels that nobody would choose, of whatever factor, for example a raw drain
 */
public record Matter(Per per, String choice, Set<String> floors) {
  private static final String AGAIN = "-again";

  public Matter {
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
  public static Matter perToken(String choice) {
    return new Matter(Per.TOKEN, choice, Set.of());
  }

  /** An operation is done once a request, before its first token. */
  public static Matter perRequest(String choice) {
    return new Matter(Per.REQUEST, choice, Set.of());
  }

  /** The same where these levels are floors: shown, and never called the fastest. */
  public Matter without(String... levels) {
    return new Matter(per, choice, Set.of(levels));
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
