package dev.paddock.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.record.Accounting;
import dev.paddock.record.Sample;
import dev.paddock.record.Sketch;
import dev.paddock.record.TrialSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Records as JSON and back. */
class RecordsTest {
  private static final TrialSummary SUMMARY =
      new TrialSummary(
          new TrialSummary.Recipe(3, 40, List.of("ttft.p95 <= 500 ms")),
          new TreeMap<>(
              Map.of(
                  "ttft.p50",
                  new TrialSummary.OfMetric(
                      1.0 / 3, 80, 79, OptionalDouble.of(0.1), OptionalDouble.of(Math.PI)),
                  "vram",
                  new TrialSummary.OfMetric(
                      9_007_199_254_740_991.0,
                      1,
                      1,
                      OptionalDouble.empty(),
                      OptionalDouble.empty()))),
          new TreeMap<>(
              Map.of(TrialSummary.CLIENT_DELAY, Sketch.of(3, 5, 8_000_000_000L).orElseThrow())),
          new Accounting(80, 76, 1, 1, 1, 1, 0),
          2,
          new TreeMap<>(Map.of("kernel", 78, "user", 2)),
          640,
          OptionalLong.of(0),
          Optional.of(false));

  private static <T> T again(T value, Class<T> type) throws Exception {
    return Json.mapper().readValue(Json.line(value), type);
  }

  @Test
  void a_trial_summary_comes_back_to_the_last_bit() throws Exception {
    assertThat(again(SUMMARY, TrialSummary.class)).isEqualTo(SUMMARY);
  }

  /** A count of 0 is a count; nobody counted is something else. */
  @Test
  void what_an_older_summary_does_not_say_is_empty() throws Exception {
    ObjectNode older = Json.mapper().valueToTree(SUMMARY);
    older.remove(List.of("shared", "moved"));
    TrialSummary read = Json.mapper().treeToValue(older, TrialSummary.class);
    assertThat(read.shared()).isEmpty();
    assertThat(read.moved()).isEmpty();
    assertThat(read.figures()).isEqualTo(SUMMARY.figures());
  }

  @Test
  void a_sample_comes_back_with_what_it_lacks_still_lacking() throws Exception {
    Sample model = Sample.ofModel(12, OptionalLong.of(4_000_000_000L), 0);
    assertThat(again(model, Sample.class)).isEqualTo(model);
    assertThat(model.vram()).hasValue(0);
    assertThat(model.machine()).isEmpty();
    Sample whole =
        new Sample(
            13,
            OptionalLong.of(1),
            OptionalLong.of(2),
            OptionalLong.empty(),
            OptionalDouble.of(0.1),
            OptionalDouble.of(0.2),
            OptionalDouble.of(0.3),
            Optional.of(
                new Sample.Machine(
                    OptionalDouble.of(7.25),
                    OptionalLong.of(0),
                    OptionalLong.empty(),
                    OptionalLong.of(4096),
                    OptionalLong.of(2400),
                    OptionalLong.empty(),
                    OptionalDouble.of(1e-3))),
            Optional.of(
                List.of(
                    new Sample.Gpu(
                        OptionalDouble.of(0.5),
                        OptionalLong.of(1L << 37),
                        OptionalDouble.of(312.5),
                        OptionalDouble.empty(),
                        OptionalLong.of(1980),
                        OptionalLong.of(3201),
                        OptionalDouble.of(61),
                        Optional.of("heat")))));
    assertThat(again(whole, Sample.class)).isEqualTo(whole);
  }
}
