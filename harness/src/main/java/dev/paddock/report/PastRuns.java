package dev.paddock.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.compare.Runs;
import dev.paddock.compare.Runs.Placed;
import dev.paddock.journal.Json;
import dev.paddock.journal.RunDirectoryException;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is left of a run when a later one is published in its place: a line in {@code
 * history/runs.jsonl} beside the page, which is its summary without all but the cells' figures that
 * the experiment asks about.
 */
public final class PastRuns {
  /** The directory beside a page that holds them, and the page about them. */
  static final String DIRECTORY = "history";

  private static final String FILE = "runs.jsonl";
  private static final int DEEPEST = 4;
  private static final Set<String> KEPT_OBJECTS = Set.of("answer", "method", "environment");

  private PastRuns() {}

  /**
   * Every run that stands below {@code docs}, on a page or as a line, the oldest first.
   *
   * @throws RunDirectoryException where a file cannot be read
   */
  public static List<Placed> in(Path docs) {
    SortedMap<String, Placed> runs = new TreeMap<>();
    if (!Files.isDirectory(docs)) {
      throw new RunDirectoryException(
          "%s: there is no such directory. Name the one that `paddock publish` wrote to."
              .formatted(docs));
    }
    try (Stream<Path> files = Files.walk(docs, DEEPEST)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path directory = Optional.ofNullable(file.getParent()).orElse(docs);
        if (file.endsWith(DIRECTORY + "/" + FILE)) {
          Path page = Optional.ofNullable(directory.getParent()).orElse(docs);
          lines(file).forEach(one -> runs.putIfAbsent(key(one), new Placed(page.toString(), one)));
        } else if (file.endsWith(SummaryFile.NAME)) {
          Summary one = SummaryFile.in(directory);
          runs.put(key(one), new Placed(directory.toString(), one));
        }
      }
    } catch (IOException e) {
      throw new RunDirectoryException("%s: cannot be read: %s".formatted(docs, e.getMessage()), e);
    }
    return List.copyOf(runs.values());
  }

  /**
   * Keeps a run that is about to be published on a page, and the one that stands there now. A run
   * that is kept already is replaced, so that publishing twice changes nothing.
   */
  static void keep(Path page, Summary now) throws IOException {
    SortedMap<String, Summary> runs = new TreeMap<>();
    Path file = page.resolve(DIRECTORY).resolve(FILE);
    lines(file).forEach(one -> runs.put(key(one), one));
    if (Files.exists(page.resolve(SummaryFile.NAME))) {
      Summary before = SummaryFile.in(page);
      runs.putIfAbsent(key(before), before);
    }
    runs.put(key(now), now);
    StringBuilder text = new StringBuilder();
    for (Summary one : runs.values()) {
      if (!one.at().isEmpty()) {
        text.append(line(one)).append('\n');
      }
    }
    Files.createDirectories(page.resolve(DIRECTORY));
    Files.write(file, Reports.utf8(text.toString()));
  }

  private static String key(Summary run) {
    return "%s %s %s".formatted(run.at(), run.experiment(), run.fingerprint());
  }

  private static List<Summary> lines(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<Summary> runs = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        runs.add(SummaryFile.read(line));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new RunDirectoryException(
          "%s:%d: %s. Delete that line; the run that it was of is lost to the history."
              .formatted(file, runs.size() + 1, e.getMessage()),
          e);
    }
    runs.sort(Comparator.comparing(Summary::at));
    return runs;
  }

  /** One line that reads as a summary. */
  private static String line(Summary run) {
    ObjectNode tree = Json.mapper().valueToTree(run);
    for (String field : List.copyOf(fields(tree))) {
      JsonNode value = tree.get(field);
      if (value.isArray() && !field.equals("cells")) {
        tree.set(field, tree.arrayNode());
      } else if (value.isObject() && !KEPT_OBJECTS.contains(field)) {
        tree.remove(field);
      }
    }
    List<String> asked = Runs.asked(run);
    boolean matched = !run.method().constants().isEmpty();
    for (JsonNode cell : (ArrayNode) tree.get("cells")) {
      ObjectNode one = (ObjectNode) cell;
      ((ObjectNode) one.get("metrics")).retain(asked);
      ((ObjectNode) one.get("anatomy")).removeAll();
      if (matched) {
        one.set("settings", one.arrayNode());
      }
    }
    try {
      return Json.mapper().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON is JSON", e);
    }
  }

  private static List<String> fields(ObjectNode tree) {
    List<String> fields = new ArrayList<>();
    tree.fieldNames().forEachRemaining(fields::add);
    return fields;
  }
}
