package dev.paddock.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.findings.Headline.ToDoThere;
import dev.paddock.summary.OfObjective.Met;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
  void a_run_before_its_end_has_no_verdict_and_no_sentence_however_much_it_shows() {
    Findings findings =
        Findings.of(
            new Told()
                .with("so_far", "{\"blocks\": 3, \"least\": 5, \"most\": 8, \"over\": true}")
                .answered("use", List.of("c02"), List.of(better("ttft.p50")))
                .limits("met", "met", "met")
                .summary());
    assertThat(findings.headline()).isEqualTo(new Headline.SoFar(3, 5, 8, true));
    assertThat(findings.sentences()).isEmpty();
  }

  @Test
  void a_run_that_asks_about_nothing_or_an_older_file_has_no_answer() {
    assertThat(new Told().headline()).isEqualTo(new Headline.NothingAsked());
    assertThat(new Told().asking("no.metric").answered("keep", List.of(), List.of()).headline())
        .isEqualTo(new Headline.NothingAsked());
  }

  @Test
  void a_metric_that_no_valid_trial_has_is_named() {
    Told run =
        new Told()
            .with(
                "conditions",
                List.of(
                    Told.condition("", "c01", ALL, "nothing", List.of(), List.of())
                        .replace("ttft.p50", "energy")));
    assertThat(run.headline()).isEqualTo(new Headline.NoTrialOf("energy"));
  }

  @Test
  void conditions_alone_leave_nothing_to_choose() {
    assertThat(
            new Told()
                .conditions(
                    Told.condition("1", "c01", List.of("c01"), "nothing", List.of(), List.of()),
                    Told.condition("2", "c02", List.of("c02"), "nothing", List.of(), List.of()))
                .headline())
        .isEqualTo(new Headline.NothingToChoose());
  }

  private static String serving(String beside) {
    return """
    {"levels": {"OLLAMA_NUM_PARALLEL": 4}, "load": "load.clients", "points": [], "doubled": true,
     "capacity": {"metric": "ttft.p50", "limit": 400, "value": 6, "least": 1, "most": 8,
                  "reach": "within", "lo": 5, "hi": 7, "blocks": 6}%s}\
    """
        .formatted(beside);
  }

  private static final String TWICE =
      ", \"beside\": {\"than\": {}, \"ratio\": 2, \"lo\": 1.6, \"hi\": 2.5, \"blocks\": 6}";

  private static final String SAME =
      ", \"beside\": {\"than\": {}, \"ratio\": 1, \"lo\": 0.8, \"hi\": 1.2, \"blocks\": 6}";

  private static Headline.Serves served(Told told, String beside) {
    return (Headline.Serves) told.with("curves", List.of(serving(beside))).headline();
  }

  @Test
  void where_a_configuration_bears_more_nothing_says_keep_what_you_have() {
    Told keep = new Told().answered("keep", List.of(), List.of());
    assertThat(served(keep, TWICE).then()).isEmpty();
    assertThat(served(keep, SAME).then()).isPresent();
    assertThat(served(keep, "").then()).isPresent();
    Told use = new Told().answered("use", List.of("c02"), List.of(better("ttft.p50")));
    assertThat(served(use, TWICE).then()).isPresent();
  }

  @Test
  void a_search_says_first_what_it_looked_for_and_no_more() {
    assertThat(served(new Told().conditions(), SAME).then()).isEmpty();
    assertThat(new Told().conditions().headline()).isEqualTo(new Headline.NothingAsked());
  }

  @Test
  void a_limit_of_which_it_is_said_up_to_which_load_it_holds_is_not_said_again() {
    Told keep = new Told().answered("keep", List.of(), List.of()).limits("missed");
    assertThat(served(keep, "").then())
        .hasValueSatisfying(
            then ->
                assertThat(((Headline.ToDo) then).clauses())
                    .extracting(Headline.Clause::answer)
                    .allSatisfy(
                        answer -> assertThat(((ToDoThere.Keep) answer).limits()).isEmpty()));
  }

  @Test
  void the_control_is_kept_with_all_that_differences_lie_in_and_the_limit_that_it_misses() {
    ToDoThere said = only(new Told().answered("keep", List.of(), List.of()).limits("missed"));
    assertThat(said)
        .isInstanceOfSatisfying(
            ToDoThere.Keep.class,
            keep -> {
              assertThat(keep.apart()).isFalse();
              assertThat(keep.conditions()).extracting(Cited::at).containsExactly("/conditions/0");
              assertThat(keep.limits().getFirst().record().met()).isEqualTo(Met.MISSED);
            });
    assertThat(only(new Told().answered("keep", List.of(), List.of()).limits("met")))
        .isInstanceOfSatisfying(ToDoThere.Keep.class, keep -> assertThat(keep.limits()).isEmpty());
  }

  @Test
  void a_cell_that_is_worse_is_no_sign_that_nothing_differs() {
    Told run =
        new Told()
            .answered("keep", List.of(), List.of())
            .with("contrasts", List.of(Told.contrast("ttft.p50", "c02", "higher", "worse")));
    assertThat(only(run))
        .isInstanceOfSatisfying(ToDoThere.Keep.class, keep -> assertThat(keep.apart()).isTrue());
  }

  @Test
  void of_the_cell_to_use_what_is_better_goes_first_and_what_is_open_is_left_out() {
    Told run =
        new Told()
            .answered(
                "use",
                List.of("c02"),
                List.of(
                    Told.contrast("memory", "c02", "equivalent"),
                    Told.contrast("itl.p99", "c02", "inconclusive"),
                    better("ttft.p50")));
    assertThat(only(run))
        .isInstanceOfSatisfying(
            ToDoThere.Use.class,
            use ->
                assertThat(use.cells().getFirst().gains())
                    .extracting(one -> one.contrast().at())
                    .containsExactly("/conditions/0/beside/2", "/conditions/0/beside/0"));
  }

  @Test
  void what_is_better_without_a_name_says_how_many_blocks_more_it_takes() {
    assertThat(only(new Told().answered("which", List.of(), List.of())))
        .isEqualTo(new ToDoThere.Which(List.of("ttft.p50"), OptionalInt.of(4)));
  }

  @Test
  void conditions_with_one_answer_share_a_clause_and_others_have_their_own() {
    List<String> first = List.of("c01", "c02");
    String keep = Told.condition("1", "c01", first, "keep", List.of(), List.of());
    String same = Told.condition("8", "c03", List.of("c03", "c02"), "keep", List.of(), List.of());
    assertThat(((Headline.ToDo) new Told().conditions(keep, same).headline()).clauses())
        .singleElement()
        .satisfies(one -> assertThat(one.under()).isEmpty());
    String use =
        Told.condition(
            "8", "c03", List.of("c03", "c02"), "use", List.of("c02"), List.of(better("ttft.p50")));
    assertThat(((Headline.ToDo) new Told().conditions(keep, use).headline()).clauses())
        .extracting(Headline.Clause::under)
        .containsExactly(List.of(Map.of("load.clients", 1)), List.of(Map.of("load.clients", 8)));
  }

  private static final List<String> ALL = List.of("c01", "c02", "c03");

  private static String better(String metric) {
    return Told.contrast(metric, "c02", "lower");
  }

  private static ToDoThere only(Told run) {
    return ((Headline.ToDo) run.headline()).clauses().getFirst().answer();
  }
}
