package dev.paddock.calibrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What holds the client up on purpose while it measures. */
enum Disturbance {
  NOTHING("") {
    @Override
    Held begin() {
      return () -> {};
    }
  },
  /** A thread that wants the client's core all the time. */
  NEIGHBOUR("busy neighbour") {
    @Override
    Held begin() {
      return looping(Thread::onSpinWait);
    }
  },
  /** A collection of all of the heap, ten times a second. */
  COLLECTIONS("forced collections") {
    @Override
    Held begin() {
      return looping(
          () -> {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
          });
    }
  },
  /** The whole process stands still for 5 ms, ten times a second, as under a debugger. */
  HALTS("halts of 5 ms") {
    @Override
    Held begin() {
      // Ends by itself where this process is gone.
      String pid = Long.toString(ProcessHandle.current().pid());
      String loop =
          "while kill -STOP %s && sleep 0.005; kill -CONT %s; do sleep 0.1; done"
              .formatted(pid, pid);
      try {
        Process halting = new ProcessBuilder("sh", "-c", loop).inheritIO().start();
        return halting::destroy;
      } catch (IOException e) {
        throw new UncheckedIOException("sh cannot be started", e);
      }
    }
  };

  private final String words;

  Disturbance(String words) {
    this.words = words;
  }

  /** For a person; empty where nothing is held up. */
  Optional<String> words() {
    return Optional.of(words).filter(some -> !some.isEmpty());
  }

  /** Begins it. */
  abstract Held begin();

  /** Ends it. */
  @FunctionalInterface
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  private static Held looping(Runnable step) {
    Thread thread =
        Thread.ofPlatform()
            .name("hold")
            .daemon()
            .start(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    step.run();
                  }
                });
    return thread::interrupt;
  }
}
