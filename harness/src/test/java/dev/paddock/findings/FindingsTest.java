package dev.paddock.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.paddock.findings.Found.Drifted.Move;
import dev.paddock.findings.Found.Indifferent;
import dev.paddock.findings.Found.Limit.Group;
import dev.paddock.summary.OfObjective.Met;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FindingsTest {
  @Test
  void a_run_in_which_nothing_was_found_has_no_sentences() {
    assertThat(new Told().found()).isEmpty();
  }

  @Test
  void a_cell_to_use_tells_what_it_stands_beside_and_what_may_be_as_good() {
    Told run =
        new Told()
            .answered("use", List.of("c02"), List.of(Told.contrast("ttft.p50", "c02", "lower")))
            .with(
                "contrasts",
                List.of(
                    Told.contrast("ttft.p50", "c02", "lower"),
                    Told.contrast("memory", "c02", "lower"),
                    Told.contrast("itl.p99", "c02", "inconclusive")));
    assertThat(run.found().getLast()).isEqualTo(new Found.AsGood("ttft.p50", List.of("c03")));
    assertThat(run.found().getFirst())
        .isInstanceOfSatisfying(
            Found.BesideControl.class,
            beside -> {
              assertThat(beside.versus()).isEqualTo("c01");
              assertThat(beside.also())
                  .extracting(one -> one.contrast().at())
                  .containsExactly("/contrasts/1");
            });
  }

  /** Of 6 blocks; the second cell would need 9 in all, the third 12. */
  @Test
  void cells_are_grouped_by_what_they_are_of_a_limit_and_all_that_is_open_decides_what_is_needed() {
    Found.Limit limit =
        (Found.Limit) new Told().limits("met", "undecided", "undecided").found().getFirst();
    assertThat(limit.cells())
        .containsExactly(
            new Group(Met.MET, List.of("c01")), new Group(Met.UNDECIDED, List.of("c02", "c03")));
    assertThat(limit.more()).isEqualTo(OptionalInt.of(6));
    assertThat(limit.limit().at()).isEqualTo("/objectives/0");
    assertThat(((Found.Limit) new Told().limits("met", "missed").found().getFirst()).more())
        .isEmpty();
  }

  @Test
  void two_limits_have_a_sentence_each() {
    assertThat(
            new Told()
                .with(
                    "objectives",
                    List.of(
                        Told.limit("ttft.p50", 1, "met", 0),
                        Told.limit("itl.p99", 1, "missed", 0),
                        Told.limit("ttft.p50", 2, "met", 0)))
                .found())
        .hasSize(2)
        .allSatisfy(one -> assertThat(one).isInstanceOf(Found.Limit.class));
  }

  @Test
  void three_hypotheses_are_told_and_of_the_others_how_many() {
    List<Found> found =
        new Told()
            .with(
                "hypotheses",
                List.of(
                    hypothesis("supported", ""),
                    hypothesis("inconclusive", ", \"blocks_needed\": 10"),
                    hypothesis("inconclusive", ", \"blocks_needed\": 5"),
                    hypothesis("refuted", ""),
                    hypothesis("refuted", "")))
            .found();
    assertThat(found).hasSize(4);
    assertThat(found.subList(0, 3))
        .extracting(one -> ((Found.Judged) one).more())
        .containsExactly(OptionalInt.empty(), OptionalInt.of(4), OptionalInt.of(0));
    assertThat(found.getLast()).isEqualTo(new Found.MoreHypotheses(2));
  }

  private static String hypothesis(String verdict, String more) {
    return """
    {"id": "H", "claim": "c", "metric": "ttft.p50", "when": "c02", "versus": "c01",
     "expect": "lower", "margin": 0.03, "ratio": 0.9, "verdict": "%s", "blocks": 6%s,
     "requests": 480}\
    """
        .formatted(verdict, more);
  }

  /** Halving is as strong as doubling. */
  @Test
  void the_strongest_two_factors_are_told_and_of_each_four_metrics() {
    List<Found> found =
        new Told()
            .with(
                "effects",
                List.of(
                    Told.effect("ttft.p50", "weak", 1.1, "higher"),
                    Told.effect("ttft.p50", "strong", 0.4, "lower"),
                    Told.effect("ttft.p90", "strong", 0.5, "lower"),
                    Told.effect("ttft.p95", "strong", 2.1, "higher"),
                    Told.effect("itl.p50", "strong", 1.5, "higher"),
                    Told.effect("itl.p99", "strong", 1.2, "higher"),
                    Told.effect("ttft.p50", "middle", 1.6, "higher")))
            .found();
    assertThat(found)
        .allSatisfy(one -> assertThat(one).isInstanceOf(Found.Effective.class))
        .hasSize(2);
    Found.Effective first = (Found.Effective) found.getFirst();
    assertThat(first.on())
        .extracting(Cited::at)
        .containsExactly("/effects/1", "/effects/3", "/effects/2", "/effects/4");
    assertThat(first.more()).isZero();
    Found.Effective last = (Found.Effective) found.getLast();
    assertThat(last.lead().factor()).isEqualTo("middle");
    assertThat(last.more()).isEqualTo(2);
  }

  @Test
  void cells_that_were_not_measured_to_the_end_are_told_with_the_reason_why() {
    assertThat(
            new Told()
                .with(
                    "infeasible",
                    List.of("{\"cell\": \"c03\", \"why\": \"out of memory\", \"skipped\": 6}"))
                .with(
                    "dropped",
                    List.of("{\"cell\": \"c02\", \"after\": 3, \"rule\": \"r\", \"why\": \"w\"}"))
                .found())
        .containsExactly(new Found.Unmeasured(3, List.of("c03"), List.of("c02")));
  }

  @Test
  void a_factor_is_indifferent_where_every_level_is_and_the_metrics_are_named_where_not_on_all() {
    Told run =
        new Told()
            .with(
                "effects",
                List.of(
                    Told.effect("itl.p99", "first", 1.5, "higher"),
                    Told.effect("ttft.p50", "second", 1.01, "equivalent"),
                    Told.effect("ttft.p50", "first", 1.01, "equivalent"),
                    Told.effect("memory", "first", 1.01, "equivalent"),
                    Told.effect("memory", "first", 1.2, "inconclusive")));
    assertThat(factors(run))
        .extracting(Indifferent.Factor::name, one -> one.within().at(), Indifferent.Factor::metrics)
        .containsExactly(
            tuple("second", "/effects/1", List.of()),
            tuple("first", "/effects/2", List.of("ttft.p50")));
  }

  private static List<Indifferent.Factor> factors(Told run) {
    return run.found().stream()
        .filter(Indifferent.class::isInstance)
        .flatMap(one -> ((Indifferent) one).factors().stream())
        .toList();
  }

  @Test
  void of_interactions_the_strongest_that_was_found_is_told() {
    assertThat(
            new Told()
                .with(
                    "interactions",
                    List.of(
                        interaction(3.0, "inconclusive"),
                        interaction(1.4, "higher"),
                        interaction(0.6, "lower")))
                .found())
        .singleElement()
        .isInstanceOfSatisfying(
            Found.Depends.class,
            one -> {
              assertThat(one.strongest().at()).isEqualTo("/interactions/2");
              assertThat(one.more()).isEqualTo(1);
            });
  }

  private static String interaction(double ratio, String verdict) {
    return """
    {"metric": "ttft.p50", "factor": "a", "level": "2", "versus": "1", "other": "b",
     "other_level": "2", "other_versus": "1", "ratio": %s, "verdict": "%s", "blocks": 6,
     "stratum": "trials", "requests": 480, "estimator": "t"}\
    """
        .formatted(ratio, verdict);
  }

  @Test
  void what_is_undecided_is_counted_among_all_and_its_factors_are_named_once() {
    assertThat(
            new Told()
                .with(
                    "effects",
                    List.of(
                        Told.effect("ttft.p50", "a", 1.1, "inconclusive"),
                        Told.effect("itl.p99", "a", 1.1, "inconclusive"),
                        Told.effect("itl.p99", "b", 1.1, "higher")))
                .found())
        .contains(new Found.Undecided(6, 2, 3, List.of("a")));
  }

  @Test
  void a_control_that_drifts_or_jumps_is_told_and_one_that_may_have_stayed_is_not() {
    List<Found> found =
        new Told()
            .with(
                "drift",
                List.of(
                    drift("ttft.p50", "0.97", "1.02", ""),
                    drift("ttft.p95", "1.03", "1.2", ""),
                    drift("itl.p99", "0.9", "1.1", "{\"before\": 4, \"ratio\": 1.3}")))
            .found();
    assertThat(found).hasSize(1);
    List<Move> moves = ((Found.Drifted) found.getFirst()).moves();
    assertThat(moves).hasSize(2);
    assertThat(moves.getFirst())
        .isInstanceOfSatisfying(
            Move.Along.class, along -> assertThat(along.drift().at()).isEqualTo("/drift/1"));
    assertThat(moves.getLast()).isEqualTo(new Move.Jump("itl.p99", 4));
  }

  private static String drift(String metric, String lo, String hi, String change) {
    return """
    {"metric": "%s", "unit": "ms", "moments": [], "ratio": 1.05, "lo": %s, "hi": %s,
     "changes": [%s], "estimator": "t"}\
    """
        .formatted(metric, lo, hi, change);
  }

  @Test
  void limits_come_first_and_no_more_than_eight_sentences_stand() {
    List<String> limits = new ArrayList<>();
    for (String metric :
        List.of("ttft.p50", "ttft.p90", "ttft.p95", "itl.p50", "itl.p90", "itl.p99")) {
      limits.add(Told.limit(metric, 1, "met", 0));
    }
    List<Found> found =
        new Told()
            .with("objectives", limits)
            .with("hypotheses", List.of(hypothesis("refuted", ""), hypothesis("refuted", "")))
            .with("effects", List.of(Told.effect("ttft.p50", "a", 1.1, "inconclusive")))
            .found();
    assertThat(found).hasSize(8);
    assertThat(found.subList(0, 6))
        .allSatisfy(one -> assertThat(one).isInstanceOf(Found.Limit.class));
    assertThat(found.subList(6, 8))
        .allSatisfy(one -> assertThat(one).isInstanceOf(Found.Judged.class));
  }
}
