package dev.paddock.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedFilesTest {
  private static final String GOOD =
      """
      name: e
      factors:
        num_ctx: [1024, 2048]
      """;

  private static final String SEARCH =
      """
      name: e
      factors: {num_ctx: [1024]}
      load: {clients: search 1..64}
      objectives: {ttft.p50: <= 1 s}
      design: {blocks: 6, requests: 40}
      """;

  private static ExperimentFileException refused(String text, Map<String, String> overrides) {
    ExperimentFileException refusal =
        catchThrowableOfType(
            ExperimentFileException.class, () -> ExperimentFile.parse("e.yaml", text, overrides));
    assertThat(refusal).as("this must be refused:\n%s", text).isNotNull();
    return refusal;
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        // file, line, key, a piece of the letter
        arguments("", 1, "", "is empty"),
        arguments(SEARCH.replace("1..64", "9..2"), 3, "factors.load.clients", "goes up"),
        arguments(SEARCH.replace("1..64", "64"), 3, "factors.load.clients", "search 1..64"),
        arguments(SEARCH.replace("1..64", "0..8"), 3, "factors.load.clients", "between 1 and"),
        arguments(SEARCH.replace("<= 1 s", "min"), 4, "objectives", "no latency has one"),
        arguments(SEARCH.replace("p50", "p95"), 5, "design", "needs 72 requests"),
        arguments(SEARCH.replace("blocks: 6", "blocks: 3..9"), 5, "design", "fixed number"),
        arguments(SEARCH.replace("blocks: 6", "blocks: 2"), 5, "design", "two more"),
        arguments(SEARCH.replace("blocks: 6", "screen: true"), 5, "design", "by itself"),
        arguments(GOOD + "  num_gpu: search 1..64\n", 4, "factors.num_gpu", "only a load"),
        arguments("# only a comment\n", 1, "", "is empty"),
        arguments("- a\n- b\n", 1, "", "found a list"),
        arguments("just text\n", 1, "", "found just text"),
        arguments("name: e\nfactors:\n\tnum_ctx: [1]\n", 3, "", "spaces, never with tabs"),
        arguments("name: e\nfactors: {num_ctx: [1024\n", 3, "", "not YAML"),
        arguments("name: e: f\n", 1, "", "not YAML"),
        arguments(GOOD + "---\nname: f\n", 5, "", "a second document"),
        arguments("name: e\nfactors:\n  num_ctx: &a [1]\n  num_gpu: *a\n", 4, "", "aliases"),
        arguments(GOOD + "name: f\n", 4, "name", "given twice, first on line 1"),
        arguments("factors: {num_ctx: [1024]}\n", 1, "name", "is missing"),
        arguments("name: a b\nfactors: {num_ctx: [1]}\n", 1, "name", "does not fit: a b"),
        arguments("name: e\n", 1, "factors", "nothing to vary"),
        arguments(
            "name: e\nfactors: {keep_alive: [2 hrs, 5m]}\n", 2, "factors.keep_alive", "Write 2h."),
        arguments(GOOD + "target: {kind: sglang}\n", 4, "target.kind", "Write kind: openai."),
        arguments("name: e\nfactors: {num_gpu: [0, all]}\n", 2, "factors.num_gpu", "Write max."),
        arguments(
            GOOD + "target: {kind: openai, url: \"http://h:1/v1/chat/completions\"}\n",
            4,
            "target.url",
            "Write where the server is: http://h:1"),
        arguments(
            GOOD + "target: {kind: ollama, url: \"gpu.lan:11434\"}\n",
            4,
            "target.url",
            "Write http://gpu.lan:11434"),
        arguments("name: e\nfactors: {}\n", 2, "factors", "nothing to vary"),
        arguments("name: e\nfactors: [num_ctx]\n", 2, "factors", "should be a mapping"),
        arguments("name: e\nfactors: {num_ctx: 4096}\n", 2, "factors.num_ctx", "a list of levels"),
        arguments("name: e\nfactors: {num_ctx: []}\n", 2, "factors.num_ctx", "has no levels"),
        arguments("name: e\nfactors: {num_ctx: [9, 9]}\n", 2, "factors.num_ctx", "9 twice"),
        arguments("name: e\nfactors: {num_ctx: [0]}\n", 2, "factors.num_ctx", "at least 4"),
        arguments("name: e\nfactors: {num_ctx: [big]}\n", 2, "factors.num_ctx", "a whole number"),
        arguments("name: e\nfactors: {num_ctx: [2k, 32K]}\n", 2, "factors.num_ctx", "Write 2048"),
        arguments("name: e\nfactors: {num_ctx: [2k, 32K]}\n", 2, "factors.num_ctx", "Write 32768"),
        arguments(
            GOOD + "constants:\n  num_batch: 1 KiB\n", 5, "constants.num_batch", "Write 1024."),
        arguments(GOOD + "design: {requests: 2k}\n", 4, "design.requests", "or 2000 (in 1000s)"),
        arguments(
            GOOD + "workload: {prompt_tokens: 3 500}\n", 4, "workload.prompt_tokens", "3500."),
        arguments(
            GOOD + "where: num_ctx <= 8k\n",
            4,
            "where",
            "8k is not read in a condition. Write 8192"),
        arguments(
            GOOD + "objectives: {memory: <= 3gb}\n", 4, "objectives.memory", "Write 3 GB or 3 GiB"),
        arguments(GOOD + "constants: {format: xml}\n", 4, "constants.format", "as a mapping"),
        arguments(
            GOOD + "constants: {num_batch: {of: 3}}\n", 4, "constants.num_batch", "a whole number"),
        arguments("name: e\nfactors: {num_ctx: [max]}\n", 2, "factors.num_ctx", "num_gpu only"),
        arguments("name: e\nfactors: {num_ctxx: [1]}\n", 2, "factors.num_ctxx", "mean num_ctx?"),
        arguments(
            "name: e\nfactors:\n  OLLAMA_NUM_GPU_LAYERS: [1]\n",
            3,
            "factors.OLLAMA_NUM_GPU_LAYERS",
            "Ollama never had this variable, setting it does nothing.\n  Use num_gpu"),
        arguments(GOOD + "constants: {f16_kv: true}\n", 4, "constants.f16_kv", "removed this"),
        arguments(
            GOOD + "target: {environment: {OLLAMA_MAX_VRAM: 1}}\n",
            4,
            "target.environment.OLLAMA_MAX_VRAM",
            "no longer reads"),
        arguments(
            "name: e\nfactors: {OLLAMA_KV_CACHE_TYPE: [f16, q9]}\n",
            2,
            "factors.OLLAMA_KV_CACHE_TYPE",
            "one of f32, f16"),
        arguments(
            "name: e\nfactors: {num_gpu: {from: 0, to: max}}\n",
            2,
            "factors.num_gpu.to",
            "or levels: 5"),
        arguments(
            "name: e\nfactors: {num_ctx: {from: 512, to: 4096}}\n",
            2,
            "factors.num_ctx",
            "design: {sample: 16}"),
        arguments(
            "name: e\nfactors: {num_ctx: {from: 512, levels: 3}}\n",
            2,
            "factors.num_ctx.to",
            "is missing"),
        arguments(
            "name: e\nfactors: {num_ctx: {from: 512, to: 4096, levels: 3, step: 512}}\n",
            2,
            "factors.num_ctx",
            "Keep levels or step"),
        arguments(
            "name: e\nfactors: {temperature: {from: 0, to: 1, levels: 3}}\n",
            2,
            "factors.temperature",
            "List them"),
        arguments(
            "name: e\nfactors: {OLLAMA_KEEP_ALIVE: {from: 0, to: 1}}\n",
            2,
            "factors.OLLAMA_KEEP_ALIVE",
            "a range is for numbers"),
        arguments(
            "name: e\nfactors: {temperature: {from: 0, to: 1, scale: log}}\ndesign: {sample: 9}\n",
            2,
            "factors.temperature",
            "begins above 0"),
        arguments(
            "name: e\nfactors: {num_ctx: {from: 1, to: 9, step: 0.5}}\ndesign: {sample: 9}\n",
            2,
            "factors.num_ctx.step",
            "Give a whole number above 0"),
        arguments(
            "name: e\nfactors: {num_ctx: {from: 512, to: 4096}}\ndesign: {sample: 2}\n",
            3,
            "design.sample",
            "Draw 3 or more"),
        arguments(GOOD + "design: {sample: 9}\n", 4, "design.sample", "leave sample out"),
        arguments(
            """
            name: e
            factors: {num_ctx: {from: 512, to: 4096}}
            design: {sample: 9, screen: true}
            objectives: {ttft.p50: min}
            """,
            3,
            "design.sample",
            "Keep design.sample or design.screen"),
        arguments(
            """
            name: e
            factors: {num_ctx: {from: 512, to: 4096}}
            design: {sample: 9}
            hypotheses:
              - {metric: ttft.p50, when: {num_ctx: 512}, versus: {num_ctx: 1024}, expect: lower}
            """,
            3,
            "design.sample",
            "Leave hypotheses out"),
        arguments(
            """
            name: e
            factors: {num_ctx: {from: 512, to: 4096}}
            design: {sample: 9, control: {num_ctx: 5000}}
            """,
            3,
            "design.control.num_ctx",
            "It goes from 512 to 4096"),
        arguments(
            "name: e\nfactors: {num_gpu: {from: 9, to: 3, levels: 2}}\n",
            2,
            "factors.num_gpu",
            "goes up"),
        arguments("name: e\nfactors: {bench.size: [1]}\n", 2, "factors.bench.size", "JMH suites"),
        arguments(
            "name: e\ntarget: {kind: jmh}\nfactors: {num_ctx: [1]}\n",
            3,
            "factors.num_ctx",
            "a JMH suite has no such setting"),
        arguments(
            "name: e\nmodel: m\ntarget: {kind: ollama}\nfactors:\n  OLLAMA_NUM_PARALLEL: [1, 2]\n",
            5,
            "factors.OLLAMA_NUM_PARALLEL",
            "never restarts it"),
        arguments(
            GOOD + "model: m\ntarget: {kind: ollama}\nconstants: {OLLAMA_NUM_PARALLEL: 2}\n",
            6,
            "constants.OLLAMA_NUM_PARALLEL",
            "attached"),
        arguments(GOOD + "target: {kind: ollama}\n", 1, "model", "is missing"),
        arguments(GOOD + "target: {kind: openai}\n", 4, "target.url", "is missing"),
        arguments(
            GOOD + "target: {kind: openai, url: http://h:1}\n",
            3,
            "factors.num_ctx",
            "LLAMA_ARG_CTX_SIZE"),
        arguments(GOOD + "target: {kind: olama}\n", 4, "target.kind", "Did you mean ollama?"),
        arguments(GOOD + "target: {pace: {slots: 1}}\n", 4, "target.pace", "engine pace only"),
        arguments(
            GOOD + "target: {engine: pace, pace: {itl: fast}}\n", 4, "target.pace.itl", "not fit"),
        arguments(
            GOOD + "target: {engine: pace, pace: {freeze: 5s/1s}}\n",
            4,
            "target.pace.freeze",
            "no time to answer"),
        arguments(
            GOOD + "target: {engine: pace, pace: {wrong: 110%}}\n",
            4,
            "target.pace.wrong",
            "more than all answers"),
        arguments(
            GOOD + "target: {engine: pace, pace: {wrong: 0.1}}\n",
            4,
            "target.pace.wrong",
            "has no unit"),
        arguments(
            GOOD + "target: {engine: pace, pace: {cache: yes}}\n",
            4,
            "target.pace.cache",
            "true or false"),
        arguments(
            GOOD + "  OLLAMA_NUM_PARALLEL: [1, 2]\ntarget: {engine: pace}\n",
            4,
            "factors.OLLAMA_NUM_PARALLEL",
            "reads none"),
        arguments(
            GOOD + "  OLLAMA_NUM_PARALLEL: [1, 2]\nmodel: m\ntarget: {kind: ollama}\n",
            4,
            "factors.OLLAMA_NUM_PARALLEL",
            "systemctl edit ollama"),
        arguments(
            GOOD + "target: {proxy: {settings: {engine: ola}}}\n",
            4,
            "target.proxy.settings.engine",
            "sherpa, olla"),
        arguments(
            GOOD + "target: {proxy: {backends: [http://h:1]}}\n",
            4,
            "target.proxy.backends",
            "Write how many"),
        arguments(
            "name: e\nfactors: {proxy: [direct, olla]}\n", 2, "factors.proxy", "there is none"),
        arguments(GOOD + "target: {url: localhost}\n", 4, "target.url", "does not fit"),
        arguments(GOOD + "target: {url: 'http://a b'}\n", 4, "target.url", "not an address"),
        arguments(GOOD + "load: {schedule: poison}\n", 4, "load.schedule", "mean poisson?"),
        arguments(GOOD + "load: {schedule: poisson}\n", 4, "load.rate", "is missing"),
        arguments(GOOD + "load: {schedule: ramp, from: 1/s}\n", 4, "load.to", "is missing"),
        arguments(GOOD + "load: {schedule: replay}\n", 4, "load.trace", "is missing"),
        arguments(GOOD + "load: {rate: 2/s}\n", 4, "load.rate", "add one of schedule: constant"),
        arguments(
            GOOD + "load: {schedule: constant, rate: 2/s, clients: 3}\n",
            4,
            "load.clients",
            "which has: rate, max_concurrency"),
        arguments(GOOD + "load: {schedule: constant, rate: 2}\n", 4, "load.rate", "2 has no unit"),
        arguments(
            GOOD + "load: {schedule: constant, rate: 0/s}\n", 4, "load.rate", "more than nothing"),
        arguments(
            GOOD + "load: {schedule: constant, rate: 2/d}\n", 4, "load.rate", "/d is not a unit"),
        arguments(
            GOOD + "load: {schedule: constant, rate: 2/s, max_concurrency: 0}\n",
            4,
            "load.max_concurrency",
            "between 1 and"),
        arguments(
            GOOD + "load: {schedule: ramp, from: 1/s, to: 2/s, over: 0s}\n",
            4,
            "load.over",
            "more than nothing"),
        arguments(GOOD + "  load.rate: [1/s, 2/s]\n", 4, "factors.load.rate", "clients, think"),
        arguments(
            GOOD + "  load.clients: [1]\nload: {schedule: constant, rate: 1/s}\n",
            4,
            "factors.load.clients",
            "no meaning in the schedule constant"),
        arguments(
            GOOD + "  load.rate: [1, 2]\nload: {schedule: constant}\n",
            4,
            "factors.load.rate",
            "a rate, such as 2/s"),
        arguments(GOOD + "load: {clients: 0}\n", 4, "load.clients", "between 1 and"),
        arguments(GOOD + "load: {think: 500}\n", 4, "load.think", "has no unit"),
        arguments(GOOD + "load:\n", 4, "load", "found nothing"),
        arguments(GOOD + "constants: {load.clients: 2}\n", 4, "constants.load.clients", "section"),
        arguments(GOOD + "constants: {num_ctx: 2}\n", 4, "constants.num_ctx", "is a factor too"),
        arguments(GOOD + "constants: {num_predict: 9}\n", 4, "constants.num_predict", "output_tok"),
        arguments(
            GOOD + "workload: {prompt_token: 9}\n", 4, "workload.prompt_token", "prompt_tokens"),
        arguments(GOOD + "design: {blocks: 9..3}\n", 4, "design.blocks", "largest number last"),
        arguments(GOOD + "design: {drop: all}\n", 4, "design.drop", "none, dominated"),
        arguments(
            GOOD + "design: {screen: true}\n", 4, "design.screen", "nothing is to be best at"),
        arguments(
            GOOD + "objectives: {ttft.p50: min}\ndesign: {blocks: 5..8, screen: true}\n",
            5,
            "design.blocks",
            "at most 8 blocks are too few"),
        arguments(GOOD + "design: {requests: many}\n", 4, "design.requests", "a whole number"),
        arguments(GOOD + "design: {precision: 0.05}\n", 4, "design.precision", "Write it as 5%"),
        arguments(GOOD + "design: {budget: 8 hours}\n", 4, "design.budget", "hours is not a unit"),
        arguments(GOOD + "design: {budget: 0h}\n", 4, "design.budget", "more than nothing"),
        arguments(GOOD + "design: {control: {num_ctx: 5}}\n", 4, "design.control.num_ctx", "level"),
        arguments(
            GOOD + "design: {control: {num_gpu: 3}}\n", 4, "design.control.num_gpu", "no fac"),
        arguments(GOOD + "where: [num_ctx <]\n", 4, "where", "not a condition"),
        arguments(GOOD + "where: [num_cxt <= 4096]\n", 4, "where", "Did you mean num_ctx?"),
        arguments(GOOD + "metrics: [ttft]\n", 4, "metrics", "which part of it"),
        arguments(GOOD + "metrics:\n  - ttft.p50\n  - ttft.p98\n", 6, "metrics", "mean ttft.p"),
        arguments(GOOD + "metrics: [energi]\n", 4, "metrics", "Did you mean energy?"),
        arguments(GOOD + "metrics: [goodput]\n", 4, "metrics", "no limit to meet"),
        arguments(
            GOOD + "objectives: {ttft.p95: fast}\n", 4, "objectives.ttft.p95", "says not what"),
        arguments(GOOD + "objectives: {ttft.p95: <= 5}\n", 4, "objectives.ttft.p95", "has no unit"),
        arguments(GOOD + "objectives:\n  goodput: >= 2/s\n", 5, "", "must stand in quotes"),
        arguments(
            GOOD + "hypotheses:\n  - {metric: ttft.p50, when: {num_ctx: 1024}, expect: lower}\n",
            5,
            "hypotheses[1].versus",
            "is missing"),
        arguments(
            GOOD
                + "hypotheses:\n"
                + "  - {metric: ttft.p50, when: {}, versus: {}, expect: lower, over: some}\n",
            5,
            "hypotheses[1].over",
            "all"),
        arguments(GOOD + "num_batch: 512\n", 4, "num_batch", "write it under factors"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void a_malformed_file_is_refused_at_its_line(String text, int line, String key, String fragment) {
    ExperimentFileException refusal = refused(text, Map.of());
    assertThat(refusal.problems())
        .as("%s", refusal.getMessage())
        .anySatisfy(
            problem -> {
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.key()).isEqualTo(key);
              assertThat(problem.letter()).startsWith("e.yaml:" + line + ": ").contains(fragment);
            });
  }

  @Test
  void all_errors_are_told_at_once() {
    ExperimentFileException refusal =
        refused(
            """
            name: e
            factors:
              num_ctxx: [1]
            load: {clients: none}
            design:
              blocks: few
              control: {num_ctxx: 1}
            """,
            Map.of());
    assertThat(refusal.problems())
        .extracting(Problem::key)
        .containsExactly("factors.num_ctxx", "load.clients", "design.blocks");
    assertThat(refusal.getMessage().lines().filter(line -> !line.startsWith("  "))).hasSize(3);
  }

  @Test
  void an_error_in_an_override_is_told_of_the_command_line() {
    ExperimentFileException refusal =
        refused(
            GOOD,
            Map.of(
                "design.blocks", "few", "factors.num_ctxx", "[1]", "load.clients", "[", "x", "1"));
    assertThat(refusal.problems())
        .extracting(problem -> problem.letter().lines().findFirst().orElse(""))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("--set design.blocks: few is no number"),
            line -> assertThat(line).startsWith("--set factors.num_ctxx: there is no such setting"),
            line -> assertThat(line).startsWith("--set load.clients: not YAML"),
            line -> assertThat(line).startsWith("--set x: there is no such key"));
  }

  @Test
  void an_override_replaces_what_the_file_says() {
    Map<String, String> overrides = new LinkedHashMap<>();
    overrides.put("design.blocks", "2");
    overrides.put("load.clients", "8");
    overrides.put("factors.num_ctx", "[512]");
    overrides.put("factors.load.think", "[0 ms, 5 ms]");
    overrides.put("target.url", "http://127.0.0.1:1");
    Experiment experiment = ExperimentFile.parse("e.yaml", GOOD, overrides);
    assertThat(experiment.design().minBlocks()).isEqualTo(2);
    assertThat(experiment.load()).isEqualTo(new LoadSpec.Closed(8, Duration.ZERO));
    assertThat(experiment.factors())
        .extracting(Factor::name)
        .containsExactly("num_ctx", "load.think");
    assertThat(experiment.target().managed()).isFalse();
  }

  @Test
  void a_file_that_is_not_there_or_not_text_ends_in_a_letter(@TempDir Path directory)
      throws IOException {
    Path latin = directory.resolve("latin.yaml");
    Files.write(latin, "name: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ExperimentFile.text(latin))
        .isInstanceOf(ExperimentFileException.class)
        .hasMessageContaining("latin.yaml: is not UTF-8 text");
    assertThatThrownBy(() -> ExperimentFile.text(directory.resolve("none.yaml")))
        .isInstanceOf(ExperimentFileException.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> ExperimentFile.text(directory))
        .isInstanceOf(ExperimentFileException.class)
        .hasMessageContaining("is a directory");
  }

  @Property(tries = 1500)
  void a_damaged_file_is_read_or_ends_in_a_letter(
      @ForAll @IntRange(min = 0, max = 5) int file,
      @ForAll @IntRange(min = 0, max = 2500) int at,
      @ForAll @IntRange(min = 0, max = 40) int length,
      @ForAll @IntRange(min = 0, max = 13) int patch)
      throws IOException {
    List<String> patches =
        List.of(
            "",
            ":",
            "\t",
            "{",
            "]",
            "*a",
            "\u0000",
            "9".repeat(30),
            "- ",
            "\"",
            "unset",
            "null",
            "1e999",
            "\n");
    String text = ExperimentFile.text(ExperimentsTest.files().get(file));
    int from = Math.min(at, text.length());
    int to = Math.min(from + length, text.length());
    String damaged = text.substring(0, from) + patches.get(patch) + text.substring(to);
    try {
      ExperimentFile.parse("e.yaml", damaged, Map.of());
    } catch (ExperimentFileException e) {
      assertThat(e.problems()).isNotEmpty();
    }
  }
}
