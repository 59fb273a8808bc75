package dev.paddock.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DetectableTest {
  private static final Experiment EXPERIMENT =
      ExperimentFile.parse(
          "e.yaml",
          """
          name: e
          factors: {num_ctx: [1024, 2048]}
          metrics: [ttft.p50, throughput.tokens]
          design: {blocks: 5..12}
          hypotheses:
            - {metric: ttft.p50, when: {num_ctx: 2048}, versus: {}, expect: higher, margin: 5%}
          """,
          Map.of());

  /**
   * R: {@code expm1(power.t.test(n = 5, sd = 0.02, power = .8, type = "paired", strict =
   * TRUE)$delta)}, and with n = 12; {@code power.t.test(n = 5, delta = log(1.05), sd = 0.02, type =
   * "paired", strict = TRUE)$power}.
   */
  @Test
  void what_is_promised_agrees_with_R() {
    Detectable found = Detectable.of(EXPERIMENT, Map.of("ttft.p50", 0.02));
    Detectable.Effect effect = Objects.requireNonNull(found.metrics().get("ttft.p50"));
    assertThat(effect.measured()).isTrue();
    assertThat(effect.atLeast().orElseThrow()).isCloseTo(0.034212161, within(1e-6));
    assertThat(effect.atMost().orElseThrow()).isCloseTo(0.017931966, within(1e-6));
    assertThat(Objects.requireNonNull(found.hypotheses().get("H1")).atLeast().orElseThrow())
        .isCloseTo(0.977265030, within(1e-6));
  }

  /**
   * Two hypotheses: R, {@code power.t.test(n = 5, delta = log(1.05), sd = 0.02, sig.level = 0.025,
   * type = "paired", strict = TRUE)$power}.
   */
  @Test
  void the_power_of_a_hypothesis_pays_for_its_family() {
    Experiment two =
        ExperimentFile.parse(
            "e.yaml",
            """
            name: e
            factors: {num_ctx: [1024, 2048]}
            metrics: [ttft.p50, throughput.tokens]
            design: {blocks: 5..12}
            hypotheses:
              - {metric: ttft.p50, when: {num_ctx: 2048}, versus: {}, expect: higher, margin: 5%}
              - {metric: ttft.p50, when: {num_ctx: 2048}, versus: {}, expect: lower, margin: 5%}
            """,
            Map.of());
    Detectable found = Detectable.of(two, Map.of("ttft.p50", 0.02));
    assertThat(Objects.requireNonNull(found.hypotheses().get("H1")).atLeast().orElseThrow())
        .isCloseTo(0.9139906437, within(1e-6));
  }

  @Test
  void an_assumption_is_said_as_such() {
    assertThat(Detectable.of(EXPERIMENT, Map.of("ttft.p50", 0.02)).lines(EXPERIMENT))
        .anyMatch(line -> line.startsWith("ttft.p50: ") && line.contains("noise floor"))
        .anyMatch(line -> line.startsWith("throughput.tokens: ") && line.contains("assumes 5 %"));
  }

  private static List<String> powerless(String blocks, String margin) {
    return Detectable.powerless(
        ExperimentFile.parse(
            "e.yaml",
            """
            name: e
            factors: {num_ctx: [1024, 2048]}
            metrics: [ttft.p50]
            design: {blocks: %s}
            hypotheses:
              - {id: H1, metric: ttft.p50, when: {num_ctx: 2048}, versus: {}, expect: equivalent, margin: %s}
            """
                .formatted(blocks, margin),
            Map.of()));
  }

  /**
   * R: 2 * power.t.test(n = 12, delta = log(1.05), sd = .05*sqrt(2), type = "paired", strict =
   * TRUE)$power - 1 is 0.16.
   */
  @Test
  void a_hypothesis_that_the_blocks_cannot_decide_is_told_with_a_margin_that_they_can() {
    assertThat(powerless("6..12", "5%"))
        .singleElement()
        .asString()
        .startsWith("H1: equal cells are shown to be so within 5.0 % in only 1")
        .contains("with 12 blocks")
        .endsWith("a margin of 10 % would do, or more blocks.");
    assertThat(powerless("6..12", "10%")).isEmpty();
    assertThat(powerless("3", "3%")).singleElement().asString().contains("3 blocks");
  }
}
