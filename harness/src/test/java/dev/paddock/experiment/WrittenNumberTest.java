package dev.paddock.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenNumberTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          24k        | Write 24576 (counted in 1024s), or 24000 (in 1000s).
          24K tokens | Write 24576 (counted in 1024s), or 24000 (in 1000s).
          1.5k       | Write 1536 (counted in 1024s), or 1500 (in 1000s).
          3gb        | Write 3221225472 (counted in 1024s), or 3000000000 (in 1000s).
          2 GiB      | Write 2147483648.
          7MiB       | Write 7340032.
          3ki        | Write 3072.
          1.001k     | Write 1001.
          1 200k     | Write 1228800 (counted in 1024s), or 1200000 (in 1000s).
          12_345     | Write 12345.
          12,345     | Write 12345.
          12 345 678 | Write 12345678.
          12.345     | Write 12345.
          2e4        | Write 20000.
          512 bytes  | Write 512.
          +77        | Write 77.
          """)
  void who_writes_a_unit_is_told_the_digits(String written, String advice) {
    assertThat(WrittenNumber.advice(written)).contains(advice);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "big",
        "k",
        "-4k",
        "1.5",
        "0.0001k",
        "12,34",
        "1,2345",
        "16x",
        "5 m/s",
        "9e99",
        "99999999t"
      })
  void what_means_no_whole_number_gets_no_digits(String written) {
    assertThat(WrittenNumber.advice(written)).isEmpty();
  }
}
