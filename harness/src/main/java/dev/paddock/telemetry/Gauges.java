package dev.paddock.telemetry;

import dev.paddock.telemetry.meter.Cards;
import dev.paddock.telemetry.meter.ServerTree;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where the watch on the instrument reads; a test plants its faults here.
 *
 * @param root where {@code proc} and {@code sys} lie
 * @param cores that this process may use, by its affinity and its control group
 * @param pauses opens a log of the collector's pauses
 * @param probed the clock that a probe stream's reader reads, in nanoseconds
 * @param cards the machine's graphics cards
 * @param facts of the machine that may change while a run goes on, as the fingerprint has them
 */
public record Gauges(
    Path root,
    IntSupplier cores,
    Supplier<PauseLog> pauses,
    LongSupplier probed,
    Supplier<Cards> cards,
    Supplier<SortedMap<String, String>> facts) {

  /** Those of this machine and this JVM. */
  public static Gauges real() {
    return new Gauges(
        Path.of("/"),
        Runtime.getRuntime()::availableProcessors,
        CollectorLog::new,
        System::nanoTime,
        Cards::real,
        Environment::readAgain);
  }

  /** The process tree that begins with this process. */
  ServerTree tree(long pid) {
    return ServerTree.of(root, pid);
  }
}
