package dev.paddock.readback;

import dev.paddock.fuzz.Fuzzing;
import dev.paddock.readback.trouble.LoadFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogFuzz {
  private static final List<String> VERSIONS = List.of("0.1.48", "0.5.11", "0.13.0", "0.33.0", "?");

  @Test
  void a_spoiled_log_is_read_for_what_it_still_says() {
    Fuzzing.of("log")
        .samples(Path.of("src", "test", "resources"), ".log")
        .words("msg=\"", "level=WARN", "offloaded ", "/31 layers", "n_ctx = ", "MiB", "time=")
        .against(
            Fuzzing.Never.class,
            input -> {
              String log = new String(input, StandardCharsets.UTF_8);
              ServerStart start = ServerStart.of(log);
              LoadFailure.in(log);
              for (String version : VERSIONS) {
                ReadBack.of(
                    new Evidence(version, Optional.empty(), start, log, log, Duration.ZERO));
              }
            });
  }
}
