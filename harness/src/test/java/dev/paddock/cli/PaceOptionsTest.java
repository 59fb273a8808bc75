package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.engine.pace.Freeze;
import dev.paddock.engine.pace.Gap;
import dev.paddock.engine.pace.Pace;
import dev.paddock.experiment.PaceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PaceOptionsTest {
  private static Pace pace(String... words) {
    return CommandLine.populateCommand(new PaceOptions(), words).pace();
  }

  @Test
  void what_a_file_says_of_the_pace_reaches_the_server() {
    PaceSpec spec =
        new PaceSpec(
            "5ms",
            Duration.ofNanos(20_000),
            "lognormal:2ms,0.3",
            4,
            Optional.of("1s/5s"),
            OptionalInt.of(3),
            OptionalInt.of(16),
            -7,
            true,
            0.57);
    assertThat(pace(PaceOptions.words(spec).toArray(String[]::new)))
        .isEqualTo(
            new Pace(
                new Gap.Fixed(5_000_000),
                20_000,
                new Gap.Lognormal(2_000_000, 0.3),
                4,
                new Freeze(1_000_000_000L, 5_000_000_000L),
                3,
                OptionalInt.of(16),
                -7,
                true,
                57 * 0.01,
                List.of()));
  }

  @Test
  void without_options_nothing_is_cached_and_nothing_wrong() {
    assertThat(pace().cache()).isFalse();
    assertThat(pace().wrong()).isZero();
  }

  @Test
  void the_help_says_what_they_do() {
    assertThat(new CommandLine(new ServeCommand()).getUsageMessage())
        .containsIgnoringWhitespaces("--cache", "--wrong=SHARE", "such as 10% (default: none)");
  }

  @Test
  void a_share_that_is_none_is_refused_with_one_that_is() {
    assertThatThrownBy(() -> pace("--wrong", "0.1"))
        .hasMessageContaining("--wrong:")
        .hasMessageContaining("10%");
    assertThatThrownBy(() -> pace("--wrong", "200%")).hasMessageContaining("100%");
  }
}
