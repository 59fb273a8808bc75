package dev.paddock.engine.llama;

import dev.paddock.engine.EngineException;
import dev.paddock.engine.KeepAlive;
import dev.paddock.engine.Log;
import dev.paddock.engine.ServerVariables;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which load of the model is up: loads it when a request comes, again when a request wants it
 * otherwise, and lets go of it when none has come for a while.
 *
 * <p>Requests pass a fair door one after the other. One that needs another load waits inside until
 * those before it have been answered, so nobody overtakes it.
 */
final class Scheduler {
  private final ServedModel model;
  private final ServerVariables variables;
  private final Map<String, String> environment;
  private final ReentrantLock door = new ReentrantLock(true);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("keep-alive").daemon().factory());

  private Optional<Loaded> loaded = Optional.empty();
  private long generation;

  Scheduler(ServedModel model, ServerVariables variables, Map<String, String> environment) {
    this.model = model;
    this.variables = variables;
    this.environment = Map.copyOf(environment);
  }

  /**
   * What is loaded.
   *
   * @param users requests that are being answered
   * @param expires when it is let go of if no request comes; counts while there are no users
   */
  record Loaded(
      RunnerProcess runner, LoadOptions options, int users, Duration keepAlive, Instant expires) {
    private Loaded with(int users, Duration keepAlive) {
      Instant expires =
          keepAlive.equals(KeepAlive.FOREVER)
              ? Instant.parse("2300-01-01T00:00:00Z")
              : Instant.now().plus(keepAlive);
      return new Loaded(runner, options, users, keepAlive, expires);
    }
  }

  /** A loaded model that stays loaded until this is closed. */
  record Lease(Scheduler scheduler, RunnerProcess runner) implements AutoCloseable {
    @Override
    public void close() {
      scheduler.release(runner);
    }
  }

  /** Hands out a model that is loaded with {@code wanted}, loading it if need be. */
  Lease acquire(LoadOptions wanted, Duration keepAlive)
      throws EngineException, InterruptedException {
    LoadOptions fitting = wanted.clampedTo(model.file().trainedContext());
    door.lockInterruptibly();
    try {
      Optional<Lease> lease = lease(fitting, keepAlive);
      if (lease.isPresent()) {
        return lease.get();
      }
      unloadWhenFree();
      RunnerProcess runner =
          RunnerProcess.start(
              LoadPlan.of(model.path(), fitting, variables), environment, model.file().layers());
      return put(new Loaded(runner, fitting, 0, keepAlive, Instant.now()), keepAlive);
    } finally {
      door.unlock();
    }
  }

  /** What is loaded now. */
  synchronized Optional<Loaded> loaded() {
    return loaded.filter(now -> now.runner().isAlive());
  }

  /** Lets go of the model as soon as nobody uses it. */
  synchronized void expire() {
    loaded = loaded.map(now -> now.with(now.users(), Duration.ZERO));
    stopIfUnused();
  }

  /** Ends every process that was started. */
  synchronized void shutdown() {
    clock.shutdownNow();
    loaded.ifPresent(now -> stop(now.runner()));
    loaded = Optional.empty();
  }

  private synchronized Optional<Lease> lease(LoadOptions wanted, Duration keepAlive) {
    return loaded()
        .filter(now -> !now.options().needsReload(wanted))
        .map(now -> put(now, keepAlive));
  }

  private synchronized Lease put(Loaded now, Duration keepAlive) {
    loaded = Optional.of(now.with(now.users() + 1, keepAlive));
    return new Lease(this, now.runner());
  }

  private synchronized void unloadWhenFree() throws InterruptedException {
    while (loaded.isPresent() && loaded.get().users() > 0) {
      wait();
    }
    loaded.ifPresent(now -> stop(now.runner()));
    loaded = Optional.empty();
  }

  private synchronized void release(RunnerProcess runner) {
    loaded =
        loaded.map(
            now -> now.runner() == runner ? now.with(now.users() - 1, now.keepAlive()) : now);
    notifyAll();
    if (loaded.isPresent() && loaded.get().users() == 0) {
      Duration keepAlive = loaded.get().keepAlive();
      long mine = ++generation;
      if (keepAlive.isZero()) {
        stopIfUnused();
      } else if (!keepAlive.equals(KeepAlive.FOREVER)) {
        var _ = clock.schedule(() -> timeOut(mine), keepAlive.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private synchronized void timeOut(long mine) {
    if (mine == generation) {
      stopIfUnused();
    }
  }

  private void stopIfUnused() {
    if (loaded.isPresent() && loaded.get().users() == 0) {
      stop(loaded.get().runner());
      loaded = Optional.empty();
    }
  }

  private static void stop(RunnerProcess runner) {
    try {
      runner.stop();
      Log.line("unloaded");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
