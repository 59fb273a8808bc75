package dev.paddock.experiment;

import dev.paddock.settings.Configuration;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the question is put to the machine.
 *
 * @param minBlocks each block runs every cell once; at least 1
 * @param maxBlocks at least {@code minBlocks}
 * @param requests measured requests a trial, at least 1
 * @param warmup requests before them in each trial that do not count; empty: by rule
 * @param precision wanted half width of a ratio's interval, as a fraction
 * @param budget no trial is begun after this time
 * @param seed of every random choice; empty: drawn and recorded
 * @param control levels of the cell that all others are compared with; factors that it leaves out
 *     take their first level
 * @param timeout of a whole request
 * @param drop which cells need not be measured to the end
 * @param screen whether a fraction of the cells finds out which others are worth their time
 * @param sample how many cells are drawn beside the control; empty: every combination of levels is
 *     one
 */
public record DesignSpec(
    int minBlocks,
    int maxBlocks,
    int requests,
    OptionalInt warmup,
    double precision,
    Optional<Duration> budget,
    OptionalLong seed,
    Configuration control,
    Duration timeout,
    Drop drop,
    boolean screen,
    OptionalInt sample) {

  /** Blocks that screening takes: some to screen, one to narrow, some to confirm. */
  public static final int LEAST_TO_SCREEN = 9;

  /** Which cells need not be measured to the end. */
  public enum Drop {
    /** Every cell is measured in every block. */
    NONE,
    /** A cell that another one clearly beats at everything that is wanted. */
    DOMINATED
  }

  /** Whether the file leaves open how many blocks there are. */
  public boolean open() {
    return minBlocks < maxBlocks;
  }

  /** Whether what the blocks show decides what is run next. */
  public boolean adapts() {
    return open() || screen || drop != Drop.NONE;
  }
}
