package dev.paddock.experiment.file;

import dev.paddock.experiment.Constraint;
import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Hypothesis;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.Objective;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.experiment.yaml.Overrides;
import dev.paddock.experiment.yaml.Place;
import dev.paddock.experiment.yaml.Problems;
import dev.paddock.experiment.yaml.YamlTree;
import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import dev.paddock.settings.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The experiment file: YAML in, an {@link Experiment} or everything that is wrong with it out. */
public final class ExperimentFile {
  private final Problems problems;

  private ExperimentFile(Problems problems) {
    this.problems = problems;
  }

  /**
   * The text of a file on disk.
   *
   * @throws ExperimentFileException where it is not there, cannot be read or is not UTF-8
   */
  public static String text(Path file) {
    Problems problems = new Problems();
    Place place = new Place(file.toString(), 0);
    try {
      byte[] bytes = Files.readAllBytes(file);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      problems.add(place, "", "there is no such file", "The directory experiments/ has some.");
    } catch (CharacterCodingException e) {
      problems.add(place, "", "is not UTF-8 text", "Save it as UTF-8.");
    } catch (IOException e) {
      boolean directory = Files.isDirectory(file);
      problems.add(
          place, "", directory ? "is a directory" : "cannot be read: " + e.getMessage(), "");
    }
    throw new ExperimentFileException(problems.inOrder());
  }

  /**
   * The experiment that a file says.
   *
   * @param fileName as the user gave it, for messages
   * @param overrides values by dotted key that replace those of the file ({@code --set})
   * @throws ExperimentFileException with everything that is wrong, by line
   */
  public static Experiment parse(String fileName, String text, Map<String, String> overrides) {
    Problems problems = new Problems();
    Optional<Node> tree = YamlTree.ofFile(fileName, text, problems);
    if (tree.isEmpty()) {
      throw new ExperimentFileException(problems.inOrder());
    }
    if (!(tree.get() instanceof Node.Mapping mapping)) {
      String found =
          switch (tree.get()) {
            case Node.Nothing nothing -> "is empty";
            case Node.Sequence list -> "should be a mapping (key: value), found a list";
            case Node.Scalar scalar -> "should be a mapping (key: value), found " + scalar.words();
            case Node.Mapping same -> throw new AssertionError(same);
          };
      problems.add(
          tree.get().place(),
          "",
          found,
          "Begin with name:, model: and factors:; see experiments/.");
      throw new ExperimentFileException(problems.inOrder());
    }
    Node.Mapping whole = SearchReader.amongFactors(Overrides.apply(mapping, overrides, problems));
    Optional<Experiment> experiment =
        new ExperimentFile(problems).read(Fields.of(whole, Section.FILE, "", problems));
    if (!problems.none() || experiment.isEmpty()) {
      throw new ExperimentFileException(problems.inOrder());
    }
    return experiment.get();
  }

  private Optional<Experiment> read(Fields file) {
    if (file.node("name").isEmpty()) {
      file.missing("name", "Give it one of letters, digits and hyphens: name: my-experiment");
    }
    Optional<String> name = file.words("name");
    Optional<String> question = file.words("question");
    TargetSpec target = TargetReader.read(section(file, "target", Section.TARGET));
    FactorsReader.Varied varied = new FactorsReader(file, target).read();
    LoadSpec load = load(section(file, "load", Section.LOAD), varied);
    Fields says = section(file, "workload", Section.WORKLOAD);
    WorkloadSpec workload = workload(says, varied);
    DesignSpec design = DesignReader.read(section(file, "design", Section.DESIGN), varied);
    Map<String, String> environment = new LinkedHashMap<>(target.environment());
    environment.putAll(varied.variables());
    List<Metric> metrics = MetricReader.metrics(file, target.kind(), load, workload.api());
    List<Objective> objectives = MetricReader.objectives(file);
    goodputHasLimits(file, metrics, objectives);
    WorkloadReader.check(says, varied, workload, design, load);
    SampleRules.check(file, design, varied);
    SearchReader.check(file, design, varied, objectives);
    DesignReader.screeningHasAnAim(file, design, objectives);
    List<Constraint> where = where(file, varied, environment.keySet());
    List<Hypothesis> hypotheses = hypotheses(file, varied);
    return name.map(
        known ->
            new Experiment(
                known,
                question,
                target.with(environment),
                varied.factors(),
                varied.constants(),
                where,
                load,
                workload,
                design,
                metrics,
                objectives,
                hypotheses));
  }

  private Fields section(Fields file, String key, Section section) {
    return file.node(key)
        .map(node -> Fields.of(node, section, key, problems))
        .orElseGet(() -> Fields.none(section, key, file.place(), problems));
  }

  private static LoadSpec load(Fields fields, FactorsReader.Varied varied) {
    constantOnly(fields, varied);
    return LoadReader.read(fields, varied);
  }

  private static WorkloadSpec workload(Fields fields, FactorsReader.Varied varied) {
    constantOnly(fields, varied);
    return WorkloadReader.read(fields, varied);
  }

  /** A key that is a factor too would be two values for one thing. */
  private static void constantOnly(Fields fields, FactorsReader.Varied varied) {
    for (String name : varied.named()) {
      int dot = name.indexOf('.');
      if (dot > 0 && fields.path("").equals(name.substring(0, dot + 1))) {
        fields
            .nodeIfKnown(name.substring(dot + 1))
            .ifPresent(
                node ->
                    fields
                        .problems()
                        .add(node.place(), name, "is a factor too", "Keep it in one place."));
      }
    }
  }

  private void goodputHasLimits(Fields file, List<Metric> metrics, List<Objective> objectives) {
    boolean asked = metrics.stream().anyMatch(one -> one.quantity() == Quantity.GOODPUT);
    boolean limits =
        objectives.stream()
            .anyMatch(one -> one instanceof Objective.AtMost || one instanceof Objective.AtLeast);
    if (asked && !limits) {
      problems.add(
          file.node("metrics").map(Node::place).orElse(file.place()),
          "metrics",
          "goodput counts the requests that met every objective, and there is no limit to meet",
          "Give one: objectives: {ttft.p95: <= 500 ms}");
    }
  }

  private List<Constraint> where(Fields file, FactorsReader.Varied varied, Set<String> variables) {
    Optional<Node> node = file.node("where");
    if (node.isEmpty()) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>(varied.named());
    varied.constants().settings().forEach(setting -> names.add(setting.name()));
    names.addAll(variables);
    LoadReader.schedule(file).keys().forEach(key -> addKnown(names, "load." + key));
    Section.WORKLOAD.names().forEach(key -> addKnown(names, "workload." + key));
    List<Node> items =
        node.get() instanceof Node.Sequence list ? list.items() : List.of(node.get());
    List<Constraint> where = new ArrayList<>();
    for (Node item : items) {
      problems
          .attempt(
              item.place(),
              "where",
              () -> {
                Constraint constraint = new Constraint(Fields.text(item));
                constraint.check(names);
                return constraint;
              })
          .ifPresent(where::add);
    }
    return where;
  }

  private static void addKnown(Set<String> names, String name) {
    Settings.find(name).ifPresent(setting -> names.add(setting.name()));
  }

  private List<Hypothesis> hypotheses(Fields file, FactorsReader.Varied varied) {
    Optional<Node> node = file.node("hypotheses");
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof Node.Sequence list)) {
      problems.add(
          node.get().place(), "hypotheses", "should be a list, found " + node.get().words(), "");
      return List.of();
    }
    Set<String> ids = new HashSet<>();
    List<Hypothesis> hypotheses = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      String path = "hypotheses[" + (i + 1) + "]";
      Fields fields = Fields.of(list.items().get(i), Section.HYPOTHESIS, path, problems);
      String id = fields.words("id").orElse("H" + (i + 1));
      if (!ids.add(id)) {
        problems.add(fields.place(), fields.path("id"), id + " is there twice", "Name it anew.");
      }
      HypothesisReader.read(fields, id, new CellReader(varied)).ifPresent(hypotheses::add);
    }
    return hypotheses;
  }
}
