package dev.paddock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.experiment.CheckSpec;
import dev.paddock.experiment.CheckSpec.Kind;
import dev.paddock.workload.WorkloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerCheckTest {
  @TempDir private Path folder = Path.of("");

  private static AnswerCheck check(Kind kind) {
    return AnswerCheck.of(new CheckSpec(kind, 2, Optional.empty(), Optional.empty())).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Paris | Paris | true",
        "paris. | Paris | true",
        "' \"Paris\"\n' | paris | true",
        "**Paris** | Paris | true",
        "Paris, France | Paris | false",
        "New   York | new york | true",
        "42 | 42 | true",
        "-42 | 42 | false",
        "$5 | 5 | false",
        "'' | Paris | false",
      })
  void the_same_words_are_exact(String answer, String expected, boolean right) {
    assertThat(check(Kind.EXACT).right(answer, List.of(expected))).isEqualTo(right);
  }

  @Test
  void any_of_several_answers_is_right() {
    assertThat(check(Kind.EXACT).right("Holland", List.of("the Netherlands", "Holland"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B | B | true",
        "b | B | true",
        "(B) because it is | B | true",
        "B. Lisbon | B | true",
        "The answer is (C). | c | true",
        "A plum has a stone, so the answer is B | B | true",
        "Answer: **D** | D | true",
        "I think that it is C. | C | true",
        "A | B | false",
        "none of these | N | false",
        "'' | A | false",
      })
  void the_letter_that_is_chosen_counts(String answer, String expected, boolean right) {
    assertThat(check(Kind.CHOICE).right(answer, List.of(expected))).isEqualTo(right);
  }

  @Test
  void a_pattern_is_looked_for_anywhere() {
    AnswerCheck check =
        AnswerCheck.of(new CheckSpec(Kind.REGEX, 2, Optional.of("\\b1[0-9]\\b"), Optional.empty()))
            .orElseThrow();
    assertThat(check.right("it is 17 km", List.of())).isTrue();
    assertThat(check.right("it is 170 km", List.of())).isFalse();
  }

  @Test
  void json_is_right_where_the_schema_allows_it() throws IOException {
    Path schema =
        Files.writeString(
            folder.resolve("town.json"),
            """
            {"type": "object", "required": ["town"], "properties": {"town": {"type": "string"}}}
            """);
    AnswerCheck check =
        AnswerCheck.of(
                new CheckSpec(Kind.SCHEMA, 2, Optional.empty(), Optional.of(schema.toString())))
            .orElseThrow();
    assertThat(check.right("{\"town\": \"Graz\"}", List.of())).isTrue();
    assertThat(check.right("```json\n{\"town\": \"Graz\"}\n```", List.of())).isTrue();
    assertThat(check.right("{\"town\": 4}", List.of())).isFalse();
    assertThat(check.right("Graz", List.of())).isFalse();
    assertThat(check.right("{\"town\": \"Graz\"", List.of())).isFalse();
    assertThat(check.right("", List.of())).isFalse();
  }

  @Test
  void a_schema_that_is_none_is_named() throws IOException {
    Path schema = Files.writeString(folder.resolve("broken.json"), "{\"type\": ");
    CheckSpec spec =
        new CheckSpec(Kind.SCHEMA, 2, Optional.empty(), Optional.of(schema.toString()));
    assertThatThrownBy(() -> AnswerCheck.of(spec))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("workload.check.schema: ")
        .hasMessageContaining("is no JSON Schema");
  }
}
