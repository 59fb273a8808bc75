package dev.paddock.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.summary.OfObjective.Met;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadlinesTest {
  @Test
  void a_run_of_which_no_trial_has_ended_says_so_and_nothing_else() {
    Findings findings =
        Findings.of(new Told().withoutFigures().with("trials", "0").limits("met", "met").summary());
    assertThat(findings.headline()).isEqualTo(new Headline.NothingEnded());
    assertThat(findings.sentences()).isEmpty();
  }

  @Test
  void trials_of_which_none_is_valid_are_counted() {
    assertThat(new Told().withoutFigures().headline()).isEqualTo(new Headline.NoneValid(18));
  }

  @Test
  void the_control_is_kept_with_its_figure_its_limit_and_what_makes_no_difference() {
    Headline said =
        new Told()
            .recommending("c01", true, List.of(), "[]")
            .limits("missed", "met", "met")
            .with("effects", List.of(Told.effect("ttft.p50", "num_batch", 1.01, "equivalent")))
            .headline();
    assertThat(said)
        .isInstanceOfSatisfying(
            Headline.Keep.class,
            keep -> {
              assertThat(keep.control().figure().orElseThrow().at())
                  .isEqualTo("/cells/0/metrics/ttft.p50");
              assertThat(keep.control().limit().orElseThrow().record().met()).isEqualTo(Met.MISSED);
              assertThat(keep.without())
                  .singleElement()
                  .satisfies(one -> assertThat(one.name()).isEqualTo("num_batch"));
            });
  }

  @Test
  void a_cell_that_shares_no_block_with_the_control_is_the_best_without_gains() {
    assertThat(new Told().recommending("c02", true, List.of(), "[]").headline())
        .isInstanceOfSatisfying(
            Headline.UseBest.class,
            use -> {
              assertThat(use.best().cell()).isEqualTo("c02");
              assertThat(use.best().figure().orElseThrow().record().value())
                  .isCloseTo(90, within(1e-9));
            });
  }

  @Test
  void gains_begin_with_the_lead_metric_then_limits_then_what_was_told_apart() {
    Told run =
        new Told()
            .recommending(
                "c02",
                true,
                List.of(
                    Told.contrast("itl.p99", "c02", "inconclusive"),
                    Told.contrast("memory", "c02", "lower"),
                    Told.contrast("throughput.tokens", "c02", "inconclusive"),
                    Told.contrast("ttft.p50", "c02", "inconclusive")),
                "[]")
            .with("objectives", List.of(Told.limit("throughput.tokens", 2, "undecided", 9)));
    assertThat(run.headline())
        .isInstanceOfSatisfying(
            Headline.Use.class,
            use ->
                assertThat(use.gains())
                    .extracting(one -> one.contrast().at())
                    .containsExactly(
                        "/recommendation/beside/3",
                        "/recommendation/beside/2",
                        "/recommendation/beside/1"));
    assertThat(run.found().getFirst())
        .isInstanceOfSatisfying(
            Found.BesideControl.class,
            beside ->
                assertThat(beside.also())
                    .extracting(one -> one.contrast().record().metric())
                    .containsExactly("itl.p99"));
  }

  @Test
  void limits_that_no_cell_is_shown_to_meet_come_before_any_choice() {
    assertThat(new Told().front("c02", "c03").limits("missed", "undecided", "missed").headline())
        .isEqualTo(new Headline.NoneMeetsLimits());
  }

  @Test
  void a_front_of_cells_that_meet_no_limit_is_said() {
    assertThat(new Told().front("c02", "c03").limits("met", "missed", "undecided").headline())
        .isEqualTo(new Headline.NoneOnFront());
  }

  @Test
  void a_run_that_asks_about_nothing_has_no_best() {
    assertThat(new Told().asking().headline()).isEqualTo(new Headline.NothingAsked());
    assertThat(new Told().asking("no.metric").headline()).isEqualTo(new Headline.NothingAsked());
  }

  @Test
  void a_metric_that_no_valid_trial_has_is_named() {
    assertThat(new Told().asking("energy").headline()).isEqualTo(new Headline.NoTrialOf("energy"));
  }

  @Test
  void of_a_bench_the_best_of_the_first_metric_is_said_beside_the_control() {
    Headline said =
        new Told()
            .with("kind", "\"bench\"")
            .front("c01", "c03")
            .with(
                "contrasts",
                List.of(
                    Told.contrast("ttft.p50", "c03", "lower"),
                    Told.contrast("ttft.p50", "c02", "lower")))
            .headline();
    assertThat(said)
        .isInstanceOfSatisfying(
            Headline.BestOf.class,
            best -> {
              assertThat(best.best().cell()).isEqualTo("c02");
              assertThat(best.beside().orElseThrow().at()).isEqualTo("/contrasts/1");
              assertThat(best.limited()).isFalse();
            });
  }

  @Test
  void the_best_is_the_highest_where_more_is_better_and_only_of_cells_that_meet_limits() {
    assertThat(new Told().asking("throughput.tokens").limits("met", "met", "undecided").headline())
        .isInstanceOfSatisfying(
            Headline.BestOf.class,
            best -> {
              assertThat(best.best().cell()).isEqualTo("c01");
              assertThat(best.isControl()).isTrue();
              assertThat(best.beside()).isEqualTo(Optional.empty());
              assertThat(best.limited()).isTrue();
            });
  }

  @Test
  void a_front_of_one_cell_has_both_ends_there() {
    assertThat(new Told().front("c03").headline())
        .isInstanceOfSatisfying(
            Headline.OneEnd.class,
            one -> {
              assertThat(one.latency().standing().metric()).isEqualTo("ttft.p50");
              assertThat(one.throughput().standing().metric()).isEqualTo("throughput.tokens");
              assertThat(one.latency().standing().cell()).isEqualTo("c03");
            });
  }

  /** Where the limit leaves the first of three out, its place in the file still counts. */
  @Test
  void the_ends_of_the_front_are_cited_by_their_place_in_the_whole_front() {
    assertThat(new Told().front("c02", "c01", "c03").limits("met", "missed", "met").headline())
        .isInstanceOfSatisfying(
            Headline.TwoEnds.class,
            two -> {
              assertThat(two.latency().point().at()).isEqualTo("/front/1");
              assertThat(two.throughput().point().at()).isEqualTo("/front/2");
              assertThat(two.between()).isEmpty();
              assertThat(two.limited()).isTrue();
            });
    assertThat(new Told().front("c02", "c01", "c03").headline())
        .isInstanceOfSatisfying(
            Headline.TwoEnds.class, two -> assertThat(two.between()).containsExactly("c01"));
  }
}
