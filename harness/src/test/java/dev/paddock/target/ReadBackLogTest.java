package dev.paddock.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadBackLogTest {
  @TempDir private Path folder = Path.of("");

  private Path say(String words) throws Exception {
    return Files.writeString(
        folder.resolve("log"), words, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void the_load_that_is_read_back_does_not_grow_with_the_trials() throws Exception {
    ReadBackLog log = new ReadBackLog(Optional.of(say("start\n")));
    log.loading();
    say("the load\n");
    assertThat(log.load(log.mark())).isEqualTo("the load\n");
    say("a late line of the load\n");
    say("a trial\n".repeat(10_000));
    String later = log.load(log.mark());
    assertThat(later).startsWith("the load\na late line of the load\n");
    assertThat(later.length()).isLessThan(10_000);
    log.loading();
    say("another load\n");
    assertThat(log.load(log.mark())).isEqualTo("another load\n");
  }
}
