package dev.paddock.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.journal.Json;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import dev.paddock.wording.Answers;
import java.util.List;

/** A summary in which something stands everywhere that a decision can leave something. */
public final class Decided {
  private Decided() {}

  /** The summary with a cell to use, odd trials, cells that left early, and the answer anew. */
  public static Summary of(Summary summary) throws Exception {
    ObjectNode json = (ObjectNode) Json.mapper().readTree(SummaryFile.write(summary));
    String best = json.at("/cells/1/id").asText();
    ObjectNode condition = (ObjectNode) json.at("/conditions/0");
    condition.put("outcome", "use").put("confirmed", true).putArray("named").add(best);
    ArrayNode beside = condition.putArray("beside");
    for (JsonNode contrast : json.withArray("contrasts")) {
      ((ObjectNode) contrast).put("shift", 0.93).put("superiority", 0.125).put("sign_flip", false);
      if (contrast.path("cell").asText().equals(best)
          && List.of("ttft.p50", "throughput.tokens").contains(contrast.path("metric").asText())) {
        beside.add(better(contrast.deepCopy()));
      }
    }
    ArrayNode sets = condition.putArray("best");
    ObjectNode set = sets.addObject().put("metric", "ttft.p50");
    set.putArray("cells").add(best).add(json.at("/cells/2/id").asText());
    json.putArray("interactions")
        .add(
            parse(
                """
                {"metric": "ttft.p50", "factor": "OLLAMA_NUM_PARALLEL", "level": "2", "versus": "1",
                 "other": "num_ctx", "other_level": "4096", "other_versus": "2048",
                 "ratio": 1.32, "lo": 1.21, "hi": 1.44, "lo_adjusted": 1.17, "hi_adjusted": 1.49,
                 "verdict": "higher", "blocks": 5, "stratum": "trials", "requests": 640,
                 "estimator": "least squares of the logarithms"}\
                """));
    json.putArray("outliers")
        .add(
            parse(
                """
                {"trial": 7, "cell": "c03", "block": 2, "metric": "ttft.p50", "value": 512.5,
                 "unit": "ms", "ratio": 3.25}\
                """));
    json.putArray("dropped")
        .add(
            parse(
                """
                {"cell": "c04", "after": 3, "rule": "dominated with 99 %, errs in 1 of 100",
                 "why": "c02 is better on both"}\
                """));
    json.set(
        "stop",
        parse(
            """
            {"blocks": 5, "widest": 0.043, "wanted": 0.05, "metric": "ttft.p50", "cell": "c02"}\
            """));
    for (JsonNode drift : json.withArray("drift")) {
      ((ObjectNode) drift).putArray("changes").add(parse("{\"before\": 3, \"ratio\": 1.27}"));
    }
    Summary decided = SummaryFile.read(json.toString());
    return decided.with(Answers.of(decided));
  }

  private static ObjectNode better(ObjectNode contrast) {
    return contrast
        .put("verdict", "lower")
        .put("reads", "better")
        .put("ratio", 0.66)
        .put("lo_adjusted", 0.51)
        .put("hi_adjusted", 0.79);
  }

  private static JsonNode parse(String json) throws Exception {
    return Json.mapper().readTree(json);
  }
}
