package dev.paddock.readback;

import dev.paddock.readback.trouble.PlainLog;
import java.time.Duration;
import java.util.Optional;

/**
 * All that a read-back rests on.
 *
 * @param version as the server says it
 * @param loaded what its API says of the model, after the trial
 * @param start what it said when it started
 * @param load its log from just before it loaded the model, up to the trial's first request
 * @param trial its log from there on
 * @param idle time between the end of the last request and the answer in {@code loaded}
 */
public record Evidence(
    String version,
    Optional<LoadedModel> loaded,
    ServerStart start,
    String load,
    String trial,
    Duration idle) {
  public Evidence {
    load = PlainLog.of(load);
    trial = PlainLog.of(trial);
  }

  /** Ollama hands on its child's lines a little later than it answers. */
  public static final int LATE_BYTES = 1 << 13;
}
