package dev.paddock.cli;

import dev.paddock.record.Calibration;
import dev.paddock.record.Calibration.Phase;
import dev.paddock.record.StampClock;
import java.util.Locale;

/** A calibration as a table for a terminal. */
final class CalibrationText {
  private static final String HEAD =
      """
                          stamped alone   stamp error us, alone  of all   TTFT error ms  ITL error ms  lag ms  delay us     CPU us  bytes
      streams tokens/s phase   by     %    p50   p90    p99     p99     p50    p99     p50    p99    p99   p50    p99  a tok. a tok.\
      """;

  private CalibrationText() {}

  private static String note(Calibration.Rung rung) {
    String failed = rung.failed() == 0 ? "" : rung.failed() + " failed ";
    return failed + rung.held().orElse("");
  }

  static String of(Calibration calibration) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s; warm after %.1f s (%d rounds)",
        calibration.pinned(),
        calibration.warmUp().seconds(),
        calibration.warmUp().rounds());
    line(text, "");
    line(text, "%s", HEAD);
    for (Calibration.Rung rung : calibration.rungs()) {
      line(
          text,
          "%7d %8.0f %5s %7s %5.1f %6.1f %5.1f %6.0f %7.0f %7.2f %6.2f %7.3f %6.3f %6.2f %5.0f"
              + " %6.0f %6.1f %6.0f  %s",
          rung.streams(),
          rung.delivered(),
          rung.phase() == Phase.IN ? "in" : "out",
          rung.clock() == StampClock.KERNEL ? "kernel" : "client",
          rung.alone() * 100,
          rung.stampErrorAloneUs().p50(),
          rung.stampErrorAloneUs().p90(),
          rung.stampErrorAloneUs().p99(),
          rung.stampErrorUs().p99(),
          rung.ttftErrorMs().p50(),
          rung.ttftErrorMs().p99(),
          rung.itlErrorMs().p50(),
          rung.itlErrorMs().p99(),
          rung.lagMs().p99(),
          rung.delayUs().p50(),
          rung.delayUs().p99(),
          rung.cpuUsPerToken(),
          rung.bytesPerToken(),
          note(rung));
    }
    line(text, "");
    line(
        text,
        "highest rate with a p99 of the stamp error under 1 ms: %d tokens/s",
        calibration.highestRate());
    for (Calibration.Ratio ratio : calibration.ratios()) {
      line(
          text,
          "%s beside a raw drain, streams %s phase: %.1f / %.1f = %.2f (%d pairs: %.2f to %.2f)",
          ratio.what().equals("highest_rate") ? "tokens/s" : "CPU us a token",
          ratio.phase() == Phase.IN ? "in" : "out of",
          ratio.client(),
          ratio.drain(),
          ratio.ratio(),
          ratio.pairs(),
          ratio.lo(),
          ratio.hi());
    }
    line(text, "");
    calibration
        .noiseFloor()
        .forEach(
            (metric, noise) ->
                line(
                    text,
                    "A/A %-8s two trials of the same differ by %.2f %% (sd, %d pairs); 5 blocks"
                        + " find %.2f %%",
                    metric,
                    noise.sd() * 100,
                    noise.pairs(),
                    noise.detectable() * 100));
    return text.toString().stripTrailing();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more library
  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
