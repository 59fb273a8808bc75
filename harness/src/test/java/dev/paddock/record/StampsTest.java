package dev.paddock.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StampsTest {
  @Test
  void nobody_outside_changes_a_row() {
    long[] given = {3, 5, 9};
    Stamps stamps = Stamps.of(given);
    given[0] = 7;
    stamps.toArray()[1] = 7;
    assertThat(stamps.toArray()).containsExactly(3, 5, 9);
    assertThat(stamps.first()).isEqualTo(3);
    assertThat(stamps.get(1)).isEqualTo(5);
    assertThat(stamps.last()).isEqualTo(9);
  }

  @Property(tries = 100)
  void the_gaps_lead_from_the_first_figure_to_the_last(
      @ForAll @Size(min = 1, max = 20) @LongRange(min = -9, max = 1_000_000_000) long[] nanos) {
    Stamps stamps = Stamps.of(nanos);
    assertThat(stamps.gaps()).hasSize(stamps.size() - 1);
    assertThat(stamps.first() + Arrays.stream(stamps.gaps()).sum()).isEqualTo(stamps.last());
  }

  @Test
  void a_row_without_entries_has_no_gap_no_first_and_no_last() {
    assertThat(Stamps.of()).isSameAs(Stamps.none());
    assertThat(Stamps.none().isEmpty()).isTrue();
    assertThat(Stamps.none().gaps()).isEmpty();
    assertThatThrownBy(() -> Stamps.none().first())
        .isInstanceOf(ArrayIndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Stamps.none().last())
        .isInstanceOf(ArrayIndexOutOfBoundsException.class);
  }

  @Test
  void rows_are_equal_where_all_their_figures_are() {
    assertThat(Stamps.of(1, 2)).isEqualTo(Stamps.of(1, 2)).hasSameHashCodeAs(Stamps.of(1, 2));
    assertThat(Stamps.of(1, 2)).isNotEqualTo(Stamps.of(2, 1)).isNotEqualTo(Stamps.of(1, 2, 2));
  }

  /** Nine quadrillion nanoseconds is beyond what a double holds exactly. */
  @Test
  void a_row_is_a_plain_array_in_json() throws Exception {
    ObjectMapper json = new ObjectMapper();
    Stamps stamps = Stamps.of(0, 12, 9_007_199_254_740_993L);
    assertThat(json.writeValueAsString(stamps)).isEqualTo("[0,12,9007199254740993]");
    assertThat(json.readValue("[0,12,9007199254740993]", Stamps.class)).isEqualTo(stamps);
  }
}
