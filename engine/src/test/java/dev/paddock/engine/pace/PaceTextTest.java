package dev.paddock.engine.pace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.engine.EngineException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What an answer says. */
class PaceTextTest {
  private static final long RUNS = 10_000;

  private static Pace pace(OptionalInt tokens, long seed, double wrong) {
    return new Pace(
        new Gap.Fixed(1),
        0,
        new Gap.Fixed(1),
        1,
        Freeze.NEVER,
        1,
        tokens,
        seed,
        false,
        wrong,
        List.of());
  }

  private static Pace right() {
    return pace(OptionalInt.empty(), 0, 0);
  }

  private static PaceRequest prompt(String prompt, int tokens) throws EngineException {
    ObjectNode body = new ObjectMapper().createObjectNode().put("prompt", prompt);
    body.putObject("options").put("num_predict", tokens);
    return PaceRequest.of(PaceRequest.Form.GENERATE, body.toString().getBytes(UTF_8));
  }

  private static String said(PaceText text) {
    return text.said(text.tokens());
  }

  @Test
  void an_answer_that_is_told_is_that_text_and_ends_by_itself() throws Exception {
    String told = "{\"a\":  1}\n ends \\ é";
    PaceText text = PaceText.of(right(), prompt("Say it: [[answer: " + told + " ]] now", 100), 1);
    assertThat(said(text)).isEqualTo(told);
    assertThat(text.tokens()).isEqualTo(5);
    assertThat(text.told()).containsExactly("{\"a\":", "  1}", "\n ends", " \\", " é");
    assertThat(text.reason()).isEqualTo("stop");
    String written =
        String.join("", IntStream.rangeClosed(1, text.tokens()).mapToObj(text::written).toList());
    assertThat(new ObjectMapper().readTree("\"" + written + "\"").textValue()).isEqualTo(told);
  }

  @Test
  void a_told_answer_is_no_longer_than_asked_for_nor_than_the_server_talks() throws Exception {
    PaceText cut = PaceText.of(right(), prompt("[[answer: a b c]]", 2), 1);
    assertThat(said(cut)).isEqualTo("a b");
    assertThat(cut.reason()).isEqualTo("length");
    PaceText whole = PaceText.of(right(), prompt("[[answer: a b c]]", 3), 1);
    assertThat(said(whole)).isEqualTo("a b c");
    assertThat(whole.reason()).isEqualTo("stop");
    PaceText terse = PaceText.of(pace(OptionalInt.of(1), 0, 0), prompt("[[answer: a b c]]", 3), 1);
    assertThat(said(terse)).isEqualTo("a");
    assertThat(terse.reason()).isEqualTo("stop");
  }

  @Test
  void without_a_marker_the_answer_is_made_of_numbers_and_never_wrong() throws Exception {
    Pace wrong = pace(OptionalInt.empty(), 0, 1);
    for (String prompt : List.of("a", "[[answer: ]]", "[[answer: a", "[answer: a]]")) {
      PaceText text = PaceText.of(wrong, prompt(prompt, 3), 1);
      assertThat(said(text)).as(prompt).isEqualTo(" one two three");
      assertThat(text.reason()).isEqualTo("length");
    }
    PaceText terse = PaceText.of(pace(OptionalInt.of(2), 0, 1), prompt("a", 3), 1);
    assertThat(said(terse)).isEqualTo(" one two");
    assertThat(terse.reason()).isEqualTo("stop");
  }

  @Test
  void of_several_markers_the_last_one_of_the_last_user_counts() throws Exception {
    assertThat(said(PaceText.of(right(), prompt("[[answer: a]] then [[answer: b]]", 9), 1)))
        .isEqualTo("b");
    String chat =
        """
        {"messages": [
          {"role": "user", "content": "[[answer: first]]"},
          {"role": "assistant", "content": "[[answer: own]]"},
          {"role": "user", "content": [{"type": "text", "text": "[[answer: last]]"}]},
          {"role": "tool", "content": "[[answer: tool]]"}],
         "options": {"num_predict": 9}}
        """;
    PaceRequest request = PaceRequest.of(PaceRequest.Form.CHAT, chat.getBytes(UTF_8));
    assertThat(said(PaceText.of(right(), request, 1))).isEqualTo("last");
    String none = chat.replace("last]]", "last").replace("first", "");
    assertThat(said(PaceText.of(right(), PaceRequest.of(request.form(), none.getBytes(UTF_8)), 1)))
        .startsWith(" one two");
  }

  /** Of 10,000 at 10 % the standard deviation is 30. */
  @Test
  void the_share_of_wrong_answers_is_that_asked_for_and_the_same_again() throws Exception {
    Pace tenth = pace(OptionalInt.empty(), 3, 0.1);
    PaceRequest request = prompt("[[answer: a b]]", 9);
    List<Long> wrong =
        LongStream.range(-RUNS / 2, RUNS / 2)
            .filter(id -> said(PaceText.of(tenth, request, id)).equals("wrong"))
            .boxed()
            .toList();
    assertThat(wrong).hasSizeBetween(880, 1120);
    assertThat(wrong).allMatch(tenth::errs);
    assertThat(wrong).isNotEqualTo(errors(pace(OptionalInt.empty(), 4, 0.1)));
    assertThat(wrong).isEqualTo(errors(pace(OptionalInt.of(1), 3, 0.1)));
    assertThat(errors(pace(OptionalInt.empty(), 3, 0))).isEmpty();
    assertThat(errors(pace(OptionalInt.empty(), 3, 1))).hasSize((int) RUNS);
  }

  private static List<Long> errors(Pace pace) {
    return LongStream.range(-RUNS / 2, RUNS / 2).filter(pace::errs).boxed().toList();
  }

  @Test
  void more_than_all_answers_cannot_be_wrong() {
    assertThatThrownBy(() -> pace(OptionalInt.empty(), 0, 1.1)).hasMessageContaining("100%");
    assertThatThrownBy(() -> pace(OptionalInt.empty(), 0, -0.1)).hasMessageContaining("0%");
    assertThatThrownBy(() -> pace(OptionalInt.empty(), 0, Double.NaN)).hasMessageContaining("0%");
  }
}
