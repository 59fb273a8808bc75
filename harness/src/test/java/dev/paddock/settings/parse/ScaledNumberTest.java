package dev.paddock.settings.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.Envconfig;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaledNumberTest {
  @ParameterizedTest
  @CsvSource({
    "48k, 49152, 48000",
    "1.5M, 1572864, 1500000",
    "3 GiB, 3221225472, 3000000000",
    "7, 7, 7",
    "6e3, 6000, 6000",
    "2 TB, 2199023255552, 2000000000000",
  })
  void k_is_one_number_in_1024s_and_another_in_1000s(String text, String binary, String decimal) {
    ScaledNumber number = ScaledNumber.of(text).orElseThrow();
    assertThat(number.in1024s()).contains(new BigInteger(binary));
    assertThat(number.in1000s()).contains(new BigInteger(decimal));
  }

  @ParameterizedTest
  @CsvSource({"4x, 4", "12k # tokens, 12288", "1GB of it, 1073741824", "4 cores, 4", "5 GPUs, 5"})
  void a_text_may_begin_with_a_number(String text, String number) {
    assertThat(ScaledNumber.of(text)).isEmpty();
    assertThat(ScaledNumber.leading(text).flatMap(ScaledNumber::in1024s))
        .contains(new BigInteger(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "-3", "many", "x4"})
  void what_begins_with_none_is_none(String text) {
    assertThat(ScaledNumber.leading(text)).isEmpty();
  }

  @Test
  void parts_and_numbers_over_all_bounds_are_no_whole_ones() {
    assertThat(ScaledNumber.of("0.3k").flatMap(ScaledNumber::in1024s)).isEmpty();
    assertThat(ScaledNumber.of("0.3k").flatMap(ScaledNumber::in1000s))
        .contains(BigInteger.valueOf(300));
    assertThat(ScaledNumber.of("99999999999T").flatMap(ScaledNumber::in1024s)).isEmpty();
  }

  @Test
  void a_variable_with_a_unit_is_told_the_digits_of_1024s() {
    assertThat(Envconfig.surprise("OLLAMA_CONTEXT_LENGTH", "1.5k").flatMap(Reading::instead))
        .contains("1536");
    assertThat(Envconfig.surprise("OLLAMA_NUM_PARALLEL", "3 per GPU").flatMap(Reading::instead))
        .contains("3");
  }
}
