package dev.paddock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.journal.Event;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Quantity;
import dev.paddock.record.Trouble.Kind;
import dev.paddock.record.Troubles;
import dev.paddock.run.TrialSource.Step.Repeat;
import dev.paddock.settings.Configuration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static final Troubles LATE = Troubles.of(Kind.SENT_LATE, "late");
  private static final Troubles SHORT = Troubles.of(Kind.SHORT_ANSWERS, "short");
  private static final Troubles NOISY = Troubles.of(Kind.OTHER_PROGRAMS, "a neighbour");

  /** Two cells, each on a server of its own, in four blocks; c01 is the control. */
  private static final Plan PLAN = plan(4);

  private static Plan plan(int blocks) {
    List<PlannedTrial> trials = new ArrayList<>();
    for (int block = 1; block <= blocks; block++) {
      for (int cell = 1; cell <= 2; cell++) {
        int number = trials.size() + 1;
        trials.add(new PlannedTrial(number, block, number, "c0" + cell));
      }
    }
    List<Cell> cells =
        List.of(new Cell("c01", Configuration.NONE), new Cell("c02", Configuration.NONE));
    return new Plan("e", 1, cells, 0, "c01", trials);
  }

  static Event.Trial ended(PlannedTrial trial, Troubles trouble) {
    return ended(trial, trouble, OptionalInt.empty());
  }

  private static Event.Trial ended(PlannedTrial trial, Troubles trouble, OptionalInt repeatOf) {
    return new Event.Trial(
        Instant.EPOCH,
        trial.number(),
        trial.cell(),
        trial.block(),
        trial.plot(),
        Configuration.NONE,
        new TreeMap<>(),
        trouble,
        16,
        2,
        Optional.empty(),
        repeatOf);
  }

  private static Repeats repeats(List<Event.Trial> journal, boolean anew) {
    return new Repeats(PLAN, EnumSet.of(Quantity.TTFT, Quantity.ITL), cell -> false, journal, anew);
  }

  private static Repeats repeats() {
    return repeats(List.of(), false);
  }

  private static PlannedTrial planned(int number) {
    return PLAN.trials().get(number - 1);
  }

  /** Runs what is asked for, each with the same trouble, and says what it was. */
  private static List<Repeat> all(Repeats repeats, int block, Troubles trouble) {
    List<Repeat> all = new ArrayList<>();
    Optional<Repeat> next = repeats.after(block);
    while (next.isPresent()) {
      all.add(next.get());
      repeats.ended(ended(next.get().trial(), trouble, OptionalInt.of(next.get().of())));
      next = repeats.after(block);
    }
    return all;
  }

  @Test
  void what_the_world_outside_took_is_measured_again_at_the_end_of_its_block() {
    Repeats repeats = repeats();
    repeats.ended(ended(planned(1), LATE));
    repeats.ended(ended(planned(2), Troubles.NONE));
    assertThat(all(repeats, 1, Troubles.NONE))
        .containsExactly(new Repeat(new PlannedTrial(9, 1, 9, "c01"), 1));
  }

  @Test
  void a_server_that_still_runs_with_these_settings_is_not_started_again() {
    Repeats repeats = repeats();
    repeats.ended(ended(planned(1), Troubles.NONE));
    repeats.ended(ended(planned(2), LATE));
    assertThat(repeats.after(1)).get().extracting(one -> one.trial().plot()).isEqualTo(2);
  }

  @Test
  void two_tries_are_made_at_the_end_of_a_block_and_one_after_the_last() {
    Repeats repeats = repeats();
    repeats.ended(ended(planned(1), LATE));
    assertThat(all(repeats, 1, LATE)).hasSize(2);
    Optional<Repeat> last = repeats.afterTheLast();
    assertThat(last).get().extracting(one -> one.trial().block()).isEqualTo(1);
    repeats.ended(ended(last.orElseThrow().trial(), LATE, OptionalInt.of(last.orElseThrow().of())));
    assertThat(repeats.afterTheLast()).isEmpty();
  }

  @Test
  void what_the_cell_itself_took_is_not_measured_again() {
    Repeats repeats = repeats();
    repeats.ended(ended(planned(1), Troubles.of(Kind.CACHED, "a cache")));
    repeats.ended(ended(planned(2), Troubles.of(Kind.FAILED, "9 of 16 failed")));
    assertThat(repeats.after(1)).isEmpty();
    assertThat(repeats.afterTheLast()).isEmpty();
  }

  @Test
  void what_nobody_asked_about_is_not_measured_again() {
    Repeats repeats = new Repeats(PLAN, EnumSet.of(Quantity.VRAM), cell -> false, List.of(), false);
    repeats.ended(ended(planned(1), LATE));
    assertThat(repeats.after(1)).isEmpty();
  }

  @Test
  void a_loss_that_a_repeat_could_not_mend_is_not_measured_again() {
    Repeats repeats = new Repeats(PLAN, EnumSet.of(Quantity.E2E), cell -> false, List.of(), false);
    repeats.ended(ended(planned(1), LATE.and(SHORT)));
    assertThat(repeats.after(1)).isEmpty();
  }

  @Test
  void what_a_repeat_has_is_not_lacking_even_if_the_next_would_lose_it() {
    Repeats repeats = repeats();
    repeats.ended(ended(planned(1), LATE));
    PlannedTrial again = repeats.after(1).orElseThrow().trial();
    repeats.ended(ended(again, NOISY, OptionalInt.of(1)));
    assertThat(repeats.after(1)).isEmpty();
  }

  @Test
  void a_metric_that_a_cell_lost_in_three_blocks_for_one_reason_is_given_up() {
    Repeats repeats = repeats();
    for (int block = 1; block <= 3; block++) {
      repeats.ended(ended(planned(2 * block), LATE));
      assertThat(all(repeats, block, LATE)).hasSize(block < 3 ? 2 : 1);
    }
    repeats.ended(ended(planned(8), LATE));
    assertThat(repeats.after(4)).isEmpty();
    assertThat(repeats.afterTheLast()).isEmpty();
    assertThat(repeats.lacks()).as("what is given up is not promised again").isFalse();
  }

  @Test
  void noisy_trials_are_run_after_the_last_block_beside_the_control_in_a_block_of_their_own() {
    Repeats repeats = repeats();
    for (PlannedTrial trial : PLAN.trials()) {
      repeats.ended(ended(trial, trial.number() == 4 ? NOISY : Troubles.NONE));
      assertThat(repeats.after(trial.block())).isEmpty();
    }
    List<Repeat> all = new ArrayList<>();
    Optional<Repeat> next = repeats.afterTheLast();
    while (next.isPresent()) {
      all.add(next.get());
      repeats.ended(ended(next.get().trial(), NOISY, OptionalInt.of(next.get().of())));
      next = repeats.afterTheLast();
    }
    assertThat(all)
        .extracting(Repeat::trial)
        .containsExactly(new PlannedTrial(9, 5, 9, "c01"), new PlannedTrial(10, 5, 10, "c02"));
  }

  @Test
  void a_machine_that_is_never_quiet_is_not_waited_for() {
    Repeats repeats = repeats();
    PLAN.trials().forEach(trial -> repeats.ended(ended(trial, NOISY)));
    assertThat(repeats.afterTheLast()).isEmpty();
  }

  @Test
  void a_cell_that_cannot_run_here_is_not_tried_again() {
    Repeats repeats = new Repeats(PLAN, EnumSet.of(Quantity.TTFT), "c01"::equals, List.of(), false);
    repeats.ended(ended(planned(1), LATE));
    repeats.ended(ended(planned(2), LATE));
    assertThat(repeats.after(1)).get().extracting(one -> one.trial().cell()).isEqualTo("c02");
  }

  @Test
  void a_run_that_is_resumed_to_repeat_gets_its_tries_again() {
    Repeats first = repeats();
    List<Event.Trial> journal = new ArrayList<>();
    for (PlannedTrial trial : PLAN.trials()) {
      journal.add(ended(trial, trial.number() == 1 ? LATE : Troubles.NONE));
      first.ended(journal.getLast());
      Optional<Repeat> next = first.after(trial.block());
      while (next.isPresent()) {
        journal.add(ended(next.get().trial(), LATE, OptionalInt.of(next.get().of())));
        first.ended(journal.getLast());
        next = first.after(trial.block());
      }
    }
    Repeat last = first.afterTheLast().orElseThrow();
    journal.add(ended(last.trial(), LATE, OptionalInt.of(last.of())));
    assertThat(repeats(journal, false).afterTheLast()).isEmpty();
    assertThat(repeats(journal, true).afterTheLast())
        .get()
        .extracting(one -> one.trial().number())
        .isEqualTo(12);
  }
}
