package dev.paddock.benchmarks.suite;

import dev.paddock.journal.Event;
import dev.paddock.journal.Journal;
import dev.paddock.journal.RunEnd;
import java.time.InstantSource;

/**
 * What happens at Ctrl-C while a suite runs: the fork in hand is stopped, the journal is closed
 * with a word, and nothing is written after that.
 */
final class Interruption implements AutoCloseable {
  private final Journal journal;
  private final InstantSource clock;
  private final SuiteProgress progress;
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private boolean ended;

  Interruption(Journal journal, InstantSource clock, SuiteProgress progress) {
    this.journal = journal;
    this.clock = clock;
    this.progress = progress;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupt() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    unlessInterrupted(
        () -> {
          ends(RunEnd.INTERRUPTED);
          progress.interrupted(journal.directory().path());
        });
  }

  /** Does something to the journal, or nothing where the run was interrupted meanwhile. */
  synchronized void unlessInterrupted(Runnable deed) {
    if (!ended) {
      deed.run();
    }
  }

  /** Writes how the run ended, once. */
  synchronized void ends(RunEnd how) {
    if (!ended) {
      ended = true;
      journal.append(new Event.End(clock.instant(), how));
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook does its work, and the journal must stay open for it.
      join();
    }
  }

  private void join() {
    try {
      hook.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
