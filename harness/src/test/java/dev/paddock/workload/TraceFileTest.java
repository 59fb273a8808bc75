package dev.paddock.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFileTest {
  @TempDir private Path folder = Path.of("");

  private Trace read(String text) {
    try {
      return TraceFile.read(Files.writeString(folder.resolve("trace"), text).toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Trace.Entry entry(long at, int prompt, int answer) {
    return new Trace.Entry(at, OptionalInt.of(prompt), OptionalInt.of(answer));
  }

  @Test
  void the_dates_of_an_azure_trace_are_read_to_a_tenth_of_a_microsecond() {
    Trace trace =
        read(
            """
            TIMESTAMP,ContextTokens,GeneratedTokens
            2023-11-16 18:15:46.6805900,374,44
            2023-11-16 18:15:50.9951690,396,109
            """);
    assertThat(trace.entries()).containsExactly(entry(0, 374, 44), entry(4_314_579_000L, 396, 109));
  }

  @Test
  void the_milliseconds_of_a_mooncake_trace_are_no_seconds() {
    Trace trace =
        read(
            """
            {"timestamp": 27482, "input_length": 6955, "output_length": 52, "hash_ids": [46, 47]}
            {"timestamp": 30535.5, "input_length": 6472, "output_length": 26, "hash_ids": []}
            """);
    assertThat(trace.entries())
        .containsExactly(entry(0, 6955, 52), entry(3_053_500_000L, 6472, 26));
  }

  @Test
  void the_seconds_of_a_csv_file_are_no_milliseconds() {
    Trace trace =
        read("Timestamp,Model,Request tokens,Response tokens\n5,ChatGPT,472,18\n45.25,GPT-4,9,0\n");
    assertThat(trace.entries()).containsExactly(entry(0, 472, 18), entry(40_250_000_000L, 9, 1));
  }

  @Test
  void a_trace_out_of_order_is_sorted_and_one_without_lengths_has_none() {
    Trace trace = read("timestamp\n3.5\n1.5\n");
    assertThat(trace.entries())
        .containsExactly(
            new Trace.Entry(0, OptionalInt.empty(), OptionalInt.empty()),
            new Trace.Entry(2_000_000_000L, OptionalInt.empty(), OptionalInt.empty()));
  }

  @Test
  void another_trace_has_another_fingerprint() {
    Trace one = read("timestamp,input_tokens\n0,5\n1,6\n");
    assertThat(one.fingerprint())
        .isEqualTo(read("timestamp,input_tokens\n3,5\n4,6\n").fingerprint());
    assertThat(one.fingerprint())
        .isNotEqualTo(read("timestamp,input_tokens\n0,6\n1,5\n").fingerprint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|holds no request",
        "'timestamp'|holds no request",
        "'when,tokens@1,2'|:2: no column of times: there is tokens, when",
        "'timestamp@soon'|:2: soon is no time",
        "'timestamp,input_tokens@1,2@3'|:3: has 1 columns, the first line names 2",
        "'timestamp,input_tokens@1,many'|:2: many is no number of tokens",
        "'{\"timestamp\": 1}@{\"timestamp\"'|:2: is not JSON",
        "'{\"timestamp\": 1}@3'|:2: is no JSON object",
        "'timestamp@0@1e12'|more than a year apart",
      })
  void a_trace_that_cannot_be_read_is_refused_at_its_line(String text, String words) {
    assertThatThrownBy(() -> read(text.replace('@', '\n')))
        .isInstanceOf(WorkloadException.class)
        .hasMessageStartingWith("load.trace: ")
        .hasMessageContaining(words);
  }

  @Test
  void a_trace_that_is_not_there_ends_in_a_letter() {
    assertThatThrownBy(() -> TraceFile.read(folder.resolve("none").toString()))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("there is no such file");
  }
}
