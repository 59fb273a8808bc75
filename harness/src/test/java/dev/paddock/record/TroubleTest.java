package dev.paddock.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Trouble.Cause;
import dev.paddock.record.Trouble.Degree;
import dev.paddock.record.Trouble.Kind;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TroubleTest {
  private static final Set<Quantity> OF_THE_MODEL =
      Set.of(Quantity.MEMORY, Quantity.MAPPED, Quantity.VRAM);

  @ParameterizedTest
  @EnumSource
  void a_degree_takes_as_much_as_it_says(Kind kind) {
    switch (kind.degree()) {
      case OUTCOME -> assertThat(kind.lost()).isEmpty();
      case NOISY ->
          assertThat(kind.lost()).containsExactlyInAnyOrder(Quantity.ENERGY, Quantity.VRAM_DRIVER);
      case SCOPED -> assertThat(kind.lost()).isNotEmpty().doesNotContainAnyElementsOf(OF_THE_MODEL);
      case VOID -> assertThat(kind.lost()).containsAll(Set.of(Quantity.values()));
    }
  }

  @Test
  void every_kind_has_its_row() {
    Map<Degree, Set<Kind>> rows =
        Arrays.stream(Kind.values())
            .collect(Collectors.groupingBy(Kind::degree, Collectors.toUnmodifiableSet()));
    assertThat(rows)
        .isEqualTo(
            Map.of(
                Degree.VOID,
                    Set.of(
                        Kind.SETTING,
                        Kind.ENVIRONMENT,
                        Kind.SERVER_LOST,
                        Kind.NOT_RUN,
                        Kind.NOTHING_ANSWERED,
                        Kind.ACCOUNTING,
                        Kind.INVALID),
                Degree.SCOPED,
                    Set.of(
                        Kind.SHORT_ANSWERS,
                        Kind.FEW_TOKENS,
                        Kind.LENGTH_NOT_PROVEN,
                        Kind.PIECES,
                        Kind.PROMPT_LENGTH,
                        Kind.OTHER_VECTORS,
                        Kind.CACHED,
                        Kind.SENT_LATE,
                        Kind.STAMPED_LATE,
                        Kind.LOAD_SHORT),
                Degree.NOISY, Set.of(Kind.OTHER_PROGRAMS),
                Degree.OUTCOME, Set.of(Kind.FAILED, Kind.GIVEN_UP, Kind.SLOWED)));
  }

  @Test
  void an_outcome_never_comes_from_outside() {
    assertThat(Kind.values())
        .filteredOn(kind -> kind.degree() == Degree.OUTCOME)
        .allMatch(kind -> kind.cause() == Cause.CELL);
  }

  @Test
  void a_trial_is_as_bad_as_its_worst_trouble_and_says_that_first() {
    Troubles both =
        Troubles.of(Kind.OTHER_PROGRAMS, "noise").and(Troubles.of(Kind.CACHED, "cached"));
    assertThat(both.validity()).isEqualTo(Validity.SCOPED);
    assertThat(both.words()).containsExactly("cached", "noise");
    assertThat(Troubles.of(Kind.FAILED, "one failed").validity()).isEqualTo(Validity.WHOLE);
    assertThat(Troubles.NONE.validity()).isEqualTo(Validity.WHOLE);
  }

  @Test
  void what_the_cell_took_as_well_is_not_lost_to_the_world_alone() {
    Troubles both = Troubles.of(Kind.SENT_LATE, "late").and(Troubles.of(Kind.CACHED, "cached"));
    assertThat(both.lostToTheWorld()).isEmpty();
    assertThat(Troubles.of(Kind.SENT_LATE, "late").lostToTheWorld())
        .containsExactlyInAnyOrder(Quantity.TTFT, Quantity.ANSWER, Quantity.E2E, Quantity.GOODPUT);
  }
}
