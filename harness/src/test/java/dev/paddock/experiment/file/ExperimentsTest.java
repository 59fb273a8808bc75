package dev.paddock.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.paddock.experiment.Experiment;
import dev.paddock.plan.Circumstances;
import dev.paddock.plan.Detectable;
import dev.paddock.plan.Estimate;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlanPage;
import dev.paddock.plan.Planner;
import dev.paddock.settings.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code experiments/}, their reference and their schema. */
class ExperimentsTest {
  private static final Path EXPERIMENTS = Path.of("..", "experiments");
  private static final Path SCHEMA = EXPERIMENTS.resolve("experiment.schema.json");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(EXPERIMENTS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static Experiment parse(Path file) {
    return ExperimentFile.parse(file.toString(), ExperimentFile.text(file), Map.of());
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_file_that_is_shipped_can_be_planned(Path file) {
    Experiment experiment = parse(file);
    Plan plan = Planner.plan(experiment, 7, OptionalLong.of(28));
    String page =
        PlanPage.text(
            experiment,
            plan,
            Estimate.assumed(experiment.target()),
            Circumstances.UNKNOWN,
            Detectable.of(experiment, Map.of()));
    assertThat(page)
        .containsPattern(
            experiment.searched().isPresent()
                ? "Trials +about \\d+\n"
                : "Trials +(\\d+ to )?" + plan.trials().size() + "\n")
        .contains(plan.control());
    if (System.getProperty("pages") != null) {
      System.out.println(page);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_file_that_is_shipped_passes_the_schema(Path file) throws IOException {
    assertThat(ExperimentFile.text(file)).startsWith("# yaml-language-server: $schema=");
    assertThat(schema().validate(json(ExperimentFile.text(file)), InputFormat.JSON)).isEmpty();
  }

  @Test
  void the_schema_sees_an_unknown_key() throws IOException {
    String planted = json("name: e\nfactors: {num_ctx: [1]}\ndesign: {bloks: 3}\n");
    assertThat(schema().validate(planted, InputFormat.JSON)).isNotEmpty();
    String factor = json("name: e\nfactors: {num_ctxx: [1]}\n");
    assertThat(schema().validate(factor, InputFormat.JSON)).isNotEmpty();
  }

  /** {@code mvn test -pl harness -am -Dtest=ExperimentsTest -Dschema} rewrites it. */
  @Test
  void the_schema_is_that_of_the_parser() throws IOException {
    if (System.getProperty("schema") != null) {
      Files.writeString(SCHEMA, ExperimentSchema.text());
    }
    assertThat(Files.readString(SCHEMA))
        .as("rewrite it with: mvn test -pl harness -am -Dtest=ExperimentsTest -Dschema")
        .isEqualTo(ExperimentSchema.text());
  }

  @Test
  void the_reference_holds_every_key() throws IOException {
    JsonNode reference =
        new ObjectMapper(new YAMLFactory())
            .readTree(EXPERIMENTS.resolve("reference.yaml").toFile());
    Map<Section, List<JsonNode>> nodes =
        Map.ofEntries(
            Map.entry(Section.FILE, List.of(reference)),
            Map.entry(Section.TARGET, List.of(reference.path("target"))),
            Map.entry(Section.PACE, List.of(reference.path("target").path("pace"))),
            Map.entry(Section.PROXY, List.of(reference.path("target").path("proxy"))),
            Map.entry(Section.PROXY_SETTINGS, List.of(reference.at("/target/proxy/settings"))),
            Map.entry(Section.LOAD, List.of(reference.path("load"))),
            Map.entry(Section.WORKLOAD, List.of(reference.path("workload"))),
            Map.entry(Section.CHECK, List.of(reference.path("workload").path("check"))),
            Map.entry(Section.DESIGN, List.of(reference.path("design"))),
            Map.entry(Section.HYPOTHESIS, List.of(reference.path("hypotheses").path(0))),
            Map.entry(Section.RANGE, List.of(reference.path("factors").path("num_gpu"))));
    String text = ExperimentFile.text(EXPERIMENTS.resolve("reference.yaml"));
    nodes.forEach(
        (section, of) -> {
          Set<String> there = new HashSet<>();
          of.forEach(node -> node.fieldNames().forEachRemaining(there::add));
          for (Section.Key key : section.keys()) {
            // what cannot stand beside the rest stands there as a comment
            boolean commented = Pattern.compile("# +" + key.name() + ":").matcher(text).find();
            assertThat(there.contains(key.name()) || commented)
                .as("%s of %s in reference.yaml", key.name(), section)
                .isTrue();
          }
        });
    assertThat(nodes).as("every section is looked at").hasSameSizeAs(Section.values());
  }

  @Test
  void the_quickstart_takes_less_than_four_minutes() {
    Experiment quickstart = parse(EXPERIMENTS.resolve("quickstart.yaml"));
    Plan plan = Planner.plan(quickstart, 7, OptionalLong.empty());
    assertThat(plan.cells()).hasSizeGreaterThanOrEqualTo(8);
    assertThat(plan.trials()).hasSizeGreaterThanOrEqualTo(24);
    assertThat(Estimate.assumed(quickstart.target()).whole(quickstart, plan))
        .isLessThan(Duration.ofMinutes(4));
  }

  @Test
  void a_file_that_sets_the_server_starts_it() throws IOException {
    for (Path file : files()) {
      Experiment experiment = parse(file);
      boolean server =
          experiment.factors().stream()
              .anyMatch(factor -> factor.setting().scope() == Scope.SERVER);
      assertThat(experiment.target().managed() || !server).as(file.toString()).isTrue();
    }
  }

  private static String json(String yaml) throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(yaml).toString();
  }

  private static Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(ExperimentSchema.text());
  }
}
