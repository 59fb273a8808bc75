package dev.paddock.run;

import dev.paddock.load.Sleeper;
import dev.paddock.telemetry.Gauges;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a run needs of the machine and a test replaces.
 *
 * @param nanos the monotonic clock
 * @param clock the time of day, for the journal
 * @param gauges what the watch on the instrument reads
 */
public record Surroundings(
    LongSupplier nanos, InstantSource clock, Sleeper sleeper, Gauges gauges) {
  /** The real one. */
  public static Surroundings real() {
    return new Surroundings(
        System::nanoTime, InstantSource.system(), TimeUnit.NANOSECONDS::sleep, Gauges.real());
  }
}
