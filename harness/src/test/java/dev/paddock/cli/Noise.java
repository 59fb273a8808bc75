package dev.paddock.cli;

import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import java.util.List;

/**
 * Reasons that a trial may rightly have on a machine that is busy with something else, such as the
 * rest of a build: tests of anything but the instrument do not judge them.
 */
final class Noise {
  private static final List<String> STARTS =
      List.of(
          "schedule lag",
          "delivered concurrency",
          "garbage collection stopped the client",
          "the client used",
          "the client saw a probe stream",
          "other programs on this machine",
          "the processor slowed down",
          "a CPU quota");

  private Noise() {}

  /** The trials of the plan; what noise had measured again stands beside it. */
  static List<Event.Trial> planned(RunDirectory run) {
    return run.trials().stream().filter(trial -> trial.repeatOf().isEmpty()).toList();
  }

  static boolean explains(String reason) {
    return STARTS.stream().anyMatch(reason::startsWith)
        || reason.contains("shared a read that the client came to")
        || reason.contains("answers came in one piece and the others streamed");
  }
}
