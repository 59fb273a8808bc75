package dev.paddock.steer;

import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.Experiment;
import dev.paddock.journal.Event;
import dev.paddock.journal.Wanted;
import dev.paddock.plan.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** How a run goes about its question: what its next block runs, by the figures of those before. */
sealed interface Strategy permits Fixed, Adaptive, Screening, Searching {

  /** The strategy that a design asks for. */
  static Strategy of(Experiment experiment, Plan plan) {
    DesignSpec design = experiment.design();
    if (experiment.searched().isPresent()) {
      return Searching.of(experiment, plan);
    }
    if (design.screen()) {
      return new Screening(experiment, plan);
    }
    return design.adapts() ? Adaptive.of(experiment, plan) : new Fixed();
  }

  /** Whether what follows a block is decided trial by trial, each by those before it. */
  default boolean byTrial(int block) {
    return false;
  }

  /** How many trials are probably to come; empty where that is those that are wanted already. */
  default OptionalInt toCome(Seen seen, Wanted until) {
    return OptionalInt.empty();
  }

  /** Whether figures of trials decide anything, so that they are worth reading back. */
  boolean looks();

  /**
   * What comes after a block.
   *
   * @param block that ended with all its trials; 0 before the first
   * @param until what was decided until now
   * @return empty where nothing is decided there: then the next block runs as the last one did
   */
  Optional<Event.Course> after(int block, Instant now, Seen seen, Wanted until);

  /**
   * What more blocks will bring.
   *
   * @param most blocks in all that can be had
   * @return empty where that cannot be told, or more blocks make nothing narrower
   */
  Optional<Steering.Outlook> outlook(int most, Seen seen, Wanted until);
}
