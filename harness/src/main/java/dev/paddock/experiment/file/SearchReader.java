package dev.paddock.experiment.file;

import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.Objective;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.Units;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.experiment.yaml.Place;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a load that is looked for: {@code clients: search 1..64}, {@code rate: search 1/s..20/s}.
 */
final class SearchReader {
  /** What may be written in place of one load. */
  static final String PATTERN = "^search\\s+\\S.*\\.\\..*\\S$";

  private static final Pattern RANGE = Pattern.compile("search\\s+(\\S.*?)\\s*\\.\\.\\s*(\\S.*)");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,5}");

  /** Clients of a closed loop. */
  static final int MOST_CLIENTS = 10_000;

  /** The first looks, two give an interval. */
  private static final int LEAST_BLOCKS = 3;

  private SearchReader() {}

  /** Whether a value is a search, well written or not. */
  static boolean asks(Node node) {
    return node instanceof Node.Scalar scalar && scalar.text().strip().matches("search\\b.*");
  }

  /**
   * The file, in which each load that is looked for is a factor: where it is written as the load's
   * own key, it stands among the factors instead.
   */
  static Node.Mapping amongFactors(Node.Mapping file) {
    if (!(value(file, "load") instanceof Node.Mapping load)) {
      return file;
    }
    Map<String, Node.Entry> kept = new LinkedHashMap<>(load.entries());
    Map<String, Node.Entry> factors = new LinkedHashMap<>();
    Node.Entry before = file.entries().get("factors");
    if (before != null && before.value() instanceof Node.Mapping mapping) {
      factors.putAll(mapping.entries());
    } else if (before != null && !(before.value() instanceof Node.Nothing)) {
      return file; // which is refused as it is
    }
    for (Setting setting : LoadSpec.AMOUNTS) {
      String key = setting.name().substring("load.".length());
      Node.Entry entry = load.entries().get(key);
      if (entry != null && asks(entry.value()) && !factors.containsKey(setting.name())) {
        kept.remove(key);
        factors.put(setting.name(), entry);
      }
    }
    if (kept.size() == load.entries().size()) {
      return file;
    }
    Map<String, Node.Entry> whole = new LinkedHashMap<>(file.entries());
    whole.put("load", new Node.Entry(load.place(), new Node.Mapping(load.place(), kept)));
    Place place = before == null ? load.place() : before.place();
    whole.put("factors", new Node.Entry(place, new Node.Mapping(place, factors)));
    return new Node.Mapping(file.place(), whole);
  }

  private static Node value(Node.Mapping file, String key) {
    Node.Entry entry = file.entries().get(key);
    return entry == null ? new Node.Nothing(file.place()) : entry.value();
  }

  /** The loads of a factor among which is looked. */
  static Factor.Levels read(Setting setting, Node.Scalar scalar) {
    if (!LoadSpec.AMOUNTS.contains(setting)) {
      throw new Refused(
          "only a load is looked for, load.clients or load.rate",
          "List the levels: [first, second]");
    }
    boolean clients = setting.equals(Known.LOAD_CLIENTS);
    String example = clients ? "search 1..64" : "search 0.5/s..20/s";
    Matcher range = RANGE.matcher(scalar.text().strip());
    if (!range.matches()) {
      throw new Refused(scalar.words() + " is no range to look in", "Write " + example + ".");
    }
    double from = load(clients, range.group(1), example);
    double to = load(clients, range.group(2), example);
    if (to <= from) {
      throw new Refused(
          "a search goes up, from %s to %s does not".formatted(range.group(1), range.group(2)),
          "Write " + example + ".");
    }
    return new Factor.Levels.Search(from, to);
  }

  private static double load(boolean clients, String text, String example) {
    if (!clients) {
      return Units.perSecond(text.matches("[\\d.]+") ? text + "/s" : text);
    }
    if (!WHOLE.matcher(text).matches()) {
      throw new Refused(text + " is no number of clients", "Write " + example + ".");
    }
    int number = Integer.parseInt(text);
    if (number < 1 || number > MOST_CLIENTS) {
      throw new Refused("clients are between 1 and %d, found %s".formatted(MOST_CLIENTS, text));
    }
    return number;
  }

  /** Writes down what a search lacks, and what cannot stand beside one. */
  static void check(
      Fields file, DesignSpec design, FactorsReader.Varied varied, List<Objective> objectives) {
    List<Factor> searched = varied.factors().stream().filter(Factor::searched).toList();
    if (searched.isEmpty()) {
      return;
    }
    Optional<Objective.AtMost> limit = Objective.ofLatency(objectives);
    if (limit.isEmpty()) {
      refuse(
          file,
          "objectives",
          "a search looks for the largest load that meets a limit, and no latency has one",
          "Give one: objectives: {ttft.p50: <= 2 s}.");
    } else if (design.requests() < limit.get().metric().statistic().least()) {
      refuse(
          file,
          "design",
          "%s needs %d requests a trial for an interval, there are %d"
              .formatted(
                  limit.get().metric().name(),
                  limit.get().metric().statistic().least(),
                  design.requests()),
          "Give design.requests: %d, or limit a lower quantile."
              .formatted(limit.get().metric().statistic().least()));
    }
    if (design.open()) {
      refuse(
          file,
          "design",
          "a search takes a fixed number of blocks, not %d..%d"
              .formatted(design.minBlocks(), design.maxBlocks()),
          "Write blocks: %d.".formatted(Math.max(LEAST_BLOCKS, design.minBlocks())));
    } else if (design.maxBlocks() < LEAST_BLOCKS) {
      refuse(
          file,
          "design",
          "the first block of a search finds where to look, and an interval takes two more",
          "Write blocks: %d, or more.".formatted(LEAST_BLOCKS));
    }
    if (design.screen() || design.sample().isPresent() || design.drop() != DesignSpec.Drop.NONE) {
      refuse(
          file,
          "design",
          "a search decides by itself which cells run",
          "Leave screen, sample and drop out.");
    }
    if (file.node("hypotheses").isPresent()) {
      refuse(
          file,
          "hypotheses",
          "a hypothesis names two cells, and which loads a search runs is not known beforehand",
          "Leave hypotheses out, or list the loads.");
    }
  }

  private static void refuse(Fields file, String path, String message, String fix) {
    Place place = file.node(path).map(Node::place).orElse(file.place());
    file.problems().add(place, path, message, fix);
  }
}
