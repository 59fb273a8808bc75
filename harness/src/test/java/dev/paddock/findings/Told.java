package dev.paddock.findings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.analysis.Figured;
import dev.paddock.journal.Json;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A summary of three cells, the first of which is the control, in which a test says what was found.
 * The time to the first token is 120, 90 and 100 ms, the throughput 40, 30 and 50 tokens/s.
 */
final class Told {
  private final ObjectNode json;

  Told() {
    Figured run = new Figured("2026-03-02T08:00:00Z").metrics("ttft.p50", "throughput.tokens");
    double[] ttft = {120, 90, 100};
    double[] throughput = {40, 30, 50};
    for (int i = 0; i < ttft.length; i++) {
      run.cell(
          Map.of("num_batch", 64 << i),
          Map.of(
              "ttft.p50", Figured.around(ttft[i], 0.02, 6),
              "throughput.tokens", Figured.around(throughput[i], 0.02, 6)));
    }
    json = run.json();
    json.put("control", "c01");
  }

  /** The same with this in place of what stood under a key of the file. */
  Told with(String key, String value) {
    try {
      json.set(key, Json.mapper().readTree(value));
      return this;
    } catch (IOException e) {
      throw new AssertionError(value, e);
    }
  }

  /** The same with lists under a key, each of a line. */
  Told with(String key, List<String> values) {
    return with(key, values.stream().collect(Collectors.joining(",", "[", "]")));
  }

  Told asking(String... metrics) {
    ((ObjectNode) json.get("method")).set("metrics", Json.mapper().valueToTree(metrics));
    return this;
  }

  Told withoutFigures() {
    json.get("cells").forEach(cell -> ((ObjectNode) cell).putObject("metrics"));
    return this;
  }

  /** What each cell is, of a limit to the time to the first token. */
  Told limits(String... met) {
    return with(
        "objectives",
        IntStream.range(0, met.length)
            .mapToObj(i -> limit("ttft.p50", i + 1, met[i], 6 + 3 * i))
            .toList());
  }

  static String limit(String metric, int cell, String met, int needed) {
    return """
    {"metric": "%s", "wanted": "at most", "limit": 110, "cell": "c%02d", "met": "%s"%s}\
    """
        .formatted(
            metric, cell, met, met.equals("undecided") ? ", \"blocks_needed\": " + needed : "");
  }

  /** What is answered, a condition each. */
  Told conditions(String... conditions) {
    return with("conditions", List.of(conditions));
  }

  /** The same of the only one, of all cells. */
  Told answered(String outcome, List<String> named, List<String> beside) {
    return conditions(condition("", "c01", List.of("c01", "c02", "c03"), outcome, named, beside));
  }

  /**
   * A condition.
   *
   * @param clients that make it; empty where none do
   * @param cells the first of which is the control
   */
  static String condition(
      String clients,
      String control,
      List<String> cells,
      String outcome,
      List<String> named,
      List<String> beside) {
    return """
    {"levels": {%s}, "cells": [%s], "control": "%s", "confirmed": false, "outcome": "%s",
     "best": [{"metric": "ttft.p50", "cells": ["c02", "c03"]}], "named": [%s], "beside": [%s],
     "lo": 0.96, "hi": 1.05, "detectable": 1.07, "blocks": 6, "blocks_needed": 10}\
    """
        .formatted(
            clients.isEmpty() ? "" : "\"load.clients\": " + clients,
            quoted(cells),
            control,
            outcome,
            quoted(named),
            String.join(",", beside));
  }

  private static String quoted(List<String> ids) {
    return ids.stream().map("\"%s\""::formatted).collect(Collectors.joining(","));
  }

  static String contrast(String metric, String cell, String verdict) {
    return contrast(metric, cell, verdict, verdict.equals("lower") ? "better" : "");
  }

  static String contrast(String metric, String cell, String verdict, String reads) {
    return """
    {"metric": "%s", "cell": "%s", "versus": "c01", "ratio": 0.75, "lo": 0.7, "hi": 0.8,
     "lo_adjusted": 0.69, "hi_adjusted": 0.81, "verdict": "%s", "reads": "%s",
     "blocks": 6, "requests": 480, "margin": 0.05, "estimator": "t"}\
    """
        .formatted(metric, cell, verdict, reads);
  }

  static String effect(String metric, String factor, double ratio, String verdict) {
    return """
    {"metric": "%s", "factor": "%s", "level": "2", "versus": "1", "ratio": %s,
     "verdict": "%s", "reads": "", "blocks": 6, "pairs": 1, "stratum": "trials",
     "margin": 0.05, "requests": 480, "estimator": "least squares"}\
    """
        .formatted(metric, factor, ratio, verdict);
  }

  Summary summary() {
    return SummaryFile.read(json.toString());
  }

  Headline headline() {
    return Findings.of(summary()).headline();
  }

  List<Found> found() {
    return Findings.of(summary()).sentences();
  }
}
