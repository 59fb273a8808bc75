package dev.paddock.analysis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.compare.Runs.Placed;
import dev.paddock.figures.CellEstimate;
import dev.paddock.figures.Observed;
import dev.paddock.record.Fingerprint;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Student;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A summary.json of a run that never happened, of which a test says every trial's figure. */
public final class Figured {
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ArrayNode cells = json.putArray("cells");
  private final ArrayNode infeasible = json.putArray("infeasible");
  private final ObjectNode method = json.putObject("method");
  private final SortedMap<String, String> facts = new TreeMap<>();
  private boolean older;

  /** A run that began then, ISO 8601. */
  public Figured(String at) {
    json.put("experiment", "figured").put("at", at).put("machine", "a machine");
    json.put("server", "ollama 0.33.0").put("kind", "load").put("ended", "done");
    json.putObject("answer").put("headline", "Nothing.").putArray("sentences");
    List.of("contrasts", "effects", "hypotheses", "objectives", "front", "points", "distributions")
        .forEach(json::putArray);
    List.of("drift", "excluded").forEach(json::putArray);
    method.put("blocks", 6).put("precision", 0.05).put("requests_per_trial", 80);
    method.put("load", "1 client in a closed loop").putObject("clocks");
    method.putObject("constants").put("workload.prompt_tokens", 128).put("load.clients", 1);
    metrics("ttft.p50");
    facts.put("cpu.model", "Example CPU");
    facts.put("server.version", "0.33.0");
  }

  public Figured metrics(String... names) {
    ArrayNode metrics = method.putArray("metrics");
    Arrays.stream(names).forEach(metrics::add);
    return this;
  }

  public Figured fact(String name, String value) {
    facts.put(name, value);
    return this;
  }

  public Figured constant(String name, Object value) {
    ((ObjectNode) method.get("constants")).putPOJO(name, value);
    return this;
  }

  /** So many requests a trial. */
  public Figured requests(int each) {
    method.put("requests_per_trial", each);
    return this;
  }

  /** As a Paddock wrote it that knew neither spreads nor constants. */
  public Figured older() {
    older = true;
    method.remove(List.of("constants", "metrics"));
    return this;
  }

  /** The next cell, and what each of its trials measured, by metric. */
  public Figured cell(Map<String, ?> levels, Map<String, double[]> figures) {
    int trials = figures.values().stream().mapToInt(values -> values.length).max().orElse(0);
    ObjectNode cell = cells.addObject();
    cell.put("id", "c%02d".formatted(cells.size())).put("name", levels.toString());
    cell.put("trials", Math.max(trials, 1)).put("invalid", trials == 0 ? 1 : 0);
    ObjectNode of = cell.putObject("levels");
    levels.forEach(of::putPOJO);
    ObjectNode metrics = cell.putObject("metrics");
    figures.forEach((name, values) -> estimate(metrics.putObject(name), values));
    cell.putObject("anatomy");
    cell.put("memory_is", "").putArray("settings");
    cell.putObject("requests").put("planned", 0);
    return this;
  }

  /** The cell of this id cannot run. */
  public Figured cannotRun(String id) {
    infeasible.addObject().put("cell", id).put("why", "out of memory").put("skipped", 6);
    return this;
  }

  private void estimate(ObjectNode one, double[] values) {
    boolean logs = Arrays.stream(values).allMatch(value -> value > 0);
    Student student = Student.of(Arrays.stream(values).map(v -> logs ? Math.log(v) : v).toArray());
    one.put("value", logs ? Math.exp(student.mean()) : student.mean()).put("unit", "ms");
    student
        .interval(Observed.CONFIDENCE)
        .map(interval -> logs ? interval.map(Math::exp) : interval)
        .ifPresent(interval -> interval(one, interval, student.sd()));
    one.put("trials", values.length).put("requests", 480).put("n", 480);
    one.put(
        "estimator",
        values.length < 2
            ? CellEstimate.DESCRIPTIVE
            : logs ? CellEstimate.GEOMETRIC : CellEstimate.MEAN);
  }

  private void interval(ObjectNode one, Interval interval, double sd) {
    one.put("lo", interval.low()).put("hi", interval.high());
    if (!older) {
      one.put("spread", sd);
    }
  }

  public ObjectNode json() {
    int trials = 0;
    int invalid = 0;
    for (var cell : cells) {
      trials += cell.get("trials").asInt();
      invalid += cell.get("invalid").asInt();
    }
    json.put("trials", trials).put("invalid", invalid).put("planned", trials);
    json.put("fingerprint", new Fingerprint(facts).id());
    ObjectNode environment = json.putObject("environment");
    facts.forEach(environment::put);
    return json;
  }

  public Summary summary() {
    return SummaryFile.read(json().toString());
  }

  public Placed placed(String place) {
    return new Placed(place, summary());
  }

  /** Writes it into this directory. */
  public Path write(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(SummaryFile.NAME), json().toString());
      return directory;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** So many figures whose geometric mean and spread are these to the last digit. */
  public static double[] around(double mean, double spread, int n) {
    double[] z = new double[n];
    for (int i = 0; i < n; i++) {
      z[i] = i - (n - 1) / 2.0;
    }
    double sd = Student.of(z).sd();
    return Arrays.stream(z).map(x -> mean * Math.exp(spread * x / sd)).toArray();
  }
}
