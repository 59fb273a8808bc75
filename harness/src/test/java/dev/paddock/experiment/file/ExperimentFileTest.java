package dev.paddock.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.experiment.Arrivals;
import dev.paddock.experiment.Constraint;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.PaceSpec;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.record.Metric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import dev.paddock.target.OllamaBody;
import dev.paddock.workload.Prompt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExperimentFileTest {
  /** The sample of the design, without what is not built yet (command, proxy). */
  private static final String SAMPLE =
      """
      name: context-and-parallelism
      question: What do context length and parallel slots cost?
      target:
        kind: embedded
        environment: {OLLAMA_KEEP_ALIVE: 30m}
      model: llama3.2:3b
      factors:
        num_ctx: [2048, 4096, 8192]
        num_gpu: {from: 0, to: max, levels: 5}
        OLLAMA_NUM_PARALLEL: [1, 2, 4]
        OLLAMA_FLASH_ATTENTION: [unset, "false", "true"]
        load.clients: [1, 4]
      constants: {temperature: 0, num_batch: 512, OLLAMA_KV_CACHE_TYPE: f16}
      where: [num_ctx * OLLAMA_NUM_PARALLEL <= 16384]
      load: {schedule: closed, think: 500 ms}
      workload: {prompt_tokens: 512, output_tokens: 128, prefix: unique}
      design: {blocks: 5..12, requests: 80, warmup: auto, precision: 5%, budget: 8h, seed: 7, control: {num_ctx: 2048, OLLAMA_FLASH_ATTENTION: true}}
      metrics: [ttft.p50, ttft.p95, itl.p99, throughput.tokens, vram]
      objectives: {ttft.p95: <= 500 ms, throughput.tokens: max, vram: <= 2 GiB}
      hypotheses:
        - {id: H1, claim: halving num_ctx shortens the first token, metric: ttft.p50, when: {num_ctx: 2048}, versus: {num_ctx: 4096}, expect: lower, margin: 3%}
      """;

  @Test
  void everything_of_the_design_is_read() {
    Experiment experiment = ExperimentFile.parse("e.yaml", SAMPLE, Map.of());

    assertThat(experiment.name()).isEqualTo("context-and-parallelism");
    assertThat(experiment.target().managed()).isTrue();
    assertThat(experiment.target().environment())
        .containsExactly(
            Map.entry("OLLAMA_KEEP_ALIVE", "30m"), Map.entry("OLLAMA_KV_CACHE_TYPE", "f16"));
    assertThat(experiment.constants().named())
        .containsExactly(
            Map.entry("model", new Value.Text("llama3.2:3b")),
            Map.entry("temperature", new Value.Whole(0)),
            Map.entry("num_batch", new Value.Whole(512)));
    assertThat(experiment.factors()).hasSize(5);
    assertThat(experiment.factors().get(3).resolve(OptionalLong.empty()))
        .containsExactly(new Value.Unset(), new Value.Flag(false), new Value.Flag(true));
    assertThat(experiment.load()).isEqualTo(new LoadSpec.Closed(1, Duration.ofMillis(500)));
    assertThat(experiment.design().minBlocks()).isEqualTo(5);
    assertThat(experiment.design().maxBlocks()).isEqualTo(12);
    assertThat(experiment.design().budget()).contains(Duration.ofHours(8));
    assertThat(experiment.design().seed()).hasValue(7);
    assertThat(experiment.design().control().named())
        .containsEntry("OLLAMA_FLASH_ATTENTION", new Value.Flag(true));
    assertThat(experiment.metrics()).extracting(Metric::name).contains("itl.p99", "vram");
    assertThat(experiment.objectives()).hasSize(3);
    assertThat(experiment.hypotheses().getFirst().margin()).isEqualTo(0.03);
  }

  private static Experiment open(String load) {
    return ExperimentFile.parse(
        "e.yaml", "name: e\nfactors: {num_ctx: [1024, 2048]}\nload: " + load + "\n", Map.of());
  }

  @Test
  void every_schedule_of_an_open_loop_is_read() {
    OptionalInt none = OptionalInt.empty();
    assertThat(open("{schedule: constant, rate: 20/s, max_concurrency: 4}").load())
        .isEqualTo(new LoadSpec.Open(new Arrivals.Constant(20), OptionalInt.of(4)));
    assertThat(open("{schedule: poisson, rate: 30/min}").load())
        .isEqualTo(new LoadSpec.Open(new Arrivals.Poisson(0.5), none));
    assertThat(open("{schedule: ramp, from: 1/s, to: 20/s, over: 60s}").load())
        .isEqualTo(
            new LoadSpec.Open(new Arrivals.Ramp(1, 20, Optional.of(Duration.ofMinutes(1))), none));
    assertThat(open("{schedule: replay, trace: requests.csv}").load())
        .isEqualTo(new LoadSpec.Open(new Arrivals.Replay("requests.csv"), none));
  }

  @Test
  void levels_of_a_factor_change_the_load() {
    Experiment experiment =
        ExperimentFile.parse(
            "e.yaml",
            """
            name: e
            factors: {load.rate: [5/s, 90/min], load.max_concurrency: [unset, 4]}
            load: {schedule: poisson}
            """,
            Map.of());
    assertThat(
            experiment
                .load()
                .with(
                    Configuration.of(Known.LOAD_RATE, new Value.Text("90/min"))
                        .with(Known.LOAD_MAX_CONCURRENCY, new Value.Unset())))
        .isEqualTo(new LoadSpec.Open(new Arrivals.Poisson(1.5), OptionalInt.empty()));
    assertThat(experiment.settings(Configuration.NONE).named())
        .containsEntry("load.rate", new Value.Text("5/s"))
        .containsEntry("load.max_concurrency", new Value.Unset());
  }

  @Test
  void a_condition_compares_rates_by_the_second() {
    Experiment experiment =
        ExperimentFile.parse(
            "e.yaml",
            """
            name: e
            factors: {load.rate: [5/s, 600/min]}
            load: {schedule: constant}
            where: [load.rate * workload.output_tokens < 1000]
            """,
            Map.of());
    Constraint where = experiment.where().getFirst();
    assertThat(
            where.admits(
                experiment.settings(Configuration.of(Known.LOAD_RATE, new Value.Text("5/s")))))
        .isTrue();
    assertThat(
            where.admits(
                experiment.settings(Configuration.of(Known.LOAD_RATE, new Value.Text("600/min")))))
        .isFalse();
  }

  @Test
  void an_open_loop_shows_both_latencies() {
    assertThat(open("{schedule: constant, rate: 20/s}").metrics())
        .extracting(Metric::name)
        .contains("ttft.p50", "ttft.service.p50", "e2e.p50", "e2e.service.p50");
  }

  @Test
  void the_pace_of_the_reference_server_is_read() {
    TargetSpec target =
        ExperimentFile.parse(
                "e.yaml",
                """
                name: e
                target: {engine: pace, pace: {ttft: 5ms, prefill: 20us, itl: "lognormal:2ms,0.3", freeze: 1s/5s, slots: 3, cache: true, wrong: 7%}}
                factors: {load.clients: [1, 2]}
                """,
                Map.of())
            .target();
    assertThat(target.engine())
        .isEqualTo(
            new TargetSpec.Engine.Pace(
                new PaceSpec(
                    "5ms",
                    Duration.ofNanos(20_000),
                    "lognormal:2ms,0.3",
                    1,
                    Optional.of("1s/5s"),
                    OptionalInt.of(3),
                    OptionalInt.empty(),
                    0,
                    true,
                    0.07)));
    assertThat(target.managed()).isTrue();
  }

  /** As {@code POST /api/generate} of Ollama takes it. */
  @Test
  void a_format_can_be_a_schema_and_is_sent_as_one() {
    Experiment experiment =
        ExperimentFile.parse(
            "e.yaml",
            """
            name: e
            model: qwen3:4b
            factors:
              format: [unset, json, {type: object, properties: {city: {type: string}}}]
            """,
            Map.of());
    List<Value> levels = experiment.factors().getFirst().resolve(OptionalLong.empty());
    assertThat(levels).hasSize(3);
    byte[] sent =
        new OllamaBody(WorkloadSpec.Api.CHAT, Configuration.of(Known.FORMAT, levels.getLast()), 16)
            .stream(Prompt.of("hi"));
    assertThat(new String(sent, StandardCharsets.UTF_8))
        .contains(
            """
            "format":{"type":"object","properties":{"city":{"type":"string"}}}\
            """);
  }

  @Test
  void a_load_that_is_looked_for_is_a_ladder_of_levels() {
    String file =
        """
        name: s
        factors: {num_ctx: [1024, 2048]}
        load: {clients: search 1..40}
        objectives: {ttft.p50: <= 1 s}
        design: {blocks: 6}
        """;
    Experiment experiment = ExperimentFile.parse("s.yaml", file, Map.of());
    assertThat(experiment.searched()).contains(Known.LOAD_CLIENTS);
    assertThat(experiment.factors().getLast().resolve(OptionalLong.empty()))
        .extracting(level -> level.asNumber().orElseThrow())
        .startsWith(1.0, 2.0, 3.0)
        .contains(15.0, 16.0, 18.0)
        .endsWith(38.0, 40.0);
    assertThat(
            ExperimentFile.parse(
                    "s.yaml",
                    file.replace(
                        "clients: search 1..40", "schedule: poisson, rate: search 0.5/s..2/s"),
                    Map.of())
                .factors()
                .getLast()
                .resolve(OptionalLong.empty()))
        .extracting(Value::toString)
        .startsWith("0.5/s", "0.55/s")
        .endsWith("2/s");
    assertThat(
            ExperimentFile.parse("s.yaml", file, Map.of("load.clients", "search 2..4"))
                .factors()
                .getLast()
                .resolve(OptionalLong.empty()))
        .hasSize(3);
  }
}
