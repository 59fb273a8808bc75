package dev.paddock.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.paddock.client.Access;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedTargetIT {
  @TempDir private Path folder = Path.of("");

  private TargetException start(String command) {
    try (ManagedTarget target =
        new ManagedTarget(
            Dialect.OPENAI,
            command,
            Set.of(),
            Optional.empty(),
            folder,
            ProcessBuilder::start,
            Access.OPEN)) {
      return catchThrowableOfType(TargetException.class, () -> target.up(new TreeMap<>()));
    }
  }

  @Test
  void the_cause_of_a_failed_start_is_named_though_other_words_come_last() {
    TargetException failure =
        start(
            "echo 'ValueError: No available memory for the cache blocks.';"
                + " for i in 1 2 3 4 5; do echo \"goodbye $i\"; done; exit 3");
    assertThat(failure)
        .hasMessageContaining(
            "ended before it answered: ValueError: No available memory for the cache blocks. Lower"
                + " vllm.max_model_len")
        .hasMessageNotContaining("goodbye 5");
  }

  @Test
  void the_whole_log_of_a_failed_start_is_there_to_be_kept() {
    TargetException failure = start("echo first; seq 5000; echo last; exit 3");
    assertThat(failure).hasMessageContaining("Its last words: 4999 | 5000 | last");
    String log = LogTail.whole(failure.log().orElseThrow());
    assertThat(log).startsWith("first").endsWith("last\n").contains("\n2500\n");
    assertThat(failure.log().orElseThrow()).as("nobody else needs it").doesNotExist();
  }
}
