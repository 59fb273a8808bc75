package dev.paddock.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.settings.parse.GoBoolean;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {
  @Test
  void a_plain_object_and_its_value_stand_for_each_other() {
    for (Object plain :
        List.of(
            7L,
            0.25,
            true,
            "q8_0",
            "unset",
            "max",
            List.of(1L, "a"),
            Map.of("type", "array", "items", Map.of("enum", List.of("yes", "no"))))) {
      assertThat(Value.of(plain).plain()).isEqualTo(plain);
    }
    assertThat(Value.of(7)).isEqualTo(new Value.Whole(7));
    assertThatThrownBy(() -> Value.of(LocalDate.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no setting takes");
  }

  @Test
  void only_numbers_are_numbers() {
    assertThat(new Value.Whole(7).asNumber()).hasValue(7);
    assertThat(new Value.Decimal(0.5).asNumber()).hasValue(0.5);
    assertThat(List.of(Value.of("7"), Value.of(true), Value.of("max"), Value.of("unset")))
        .allMatch(value -> value.asNumber().isEmpty());
  }

  /** Go's {@code strconv.ParseBool}, and what Ollama makes of an error of it. */
  @ParameterizedTest
  @ValueSource(strings = {"yes", "on", "tRUE", "2", " 1", ""})
  void ollama_takes_text_that_is_no_boolean_for_on(String text) {
    assertThat(GoBoolean.parse(text)).isEmpty();
    assertThat(GoBoolean.isOn(text)).isTrue();
    assertThat(GoBoolean.isOn("F")).isFalse();
    assertThat(GoBoolean.parse("T")).contains(true);
  }

  @Test
  void a_bound_is_allowed_and_the_next_number_is_not() {
    Allowed share = Allowed.between(0, 1);
    assertThat(share.objection(new Value.Whole(1))).isEmpty();
    assertThat(share.objection(new Value.Decimal(1.01))).contains("between 0 and 1");
    assertThat(Allowed.atLeast(-1).objection(new Value.Whole(-2))).contains("at least -1");
    assertThat(Allowed.ANY.objection(new Value.Decimal(-1e300))).isEmpty();
  }

  @Test
  void words_bind_texts_and_what_is_left_to_the_server_is_always_allowed() {
    Allowed words = Allowed.oneOf("f16", "q8_0");
    assertThat(words.objection(new Value.Text("q4_0"))).contains("one of f16, q8_0");
    assertThat(words.objection(new Value.Text("f16"))).isEmpty();
    assertThat(words.objection(new Value.Unset())).isEmpty();
  }
}
