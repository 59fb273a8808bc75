package dev.paddock.engine.llama;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.paddock.engine.AnswerCounts;
import java.util.List;

/** A line from a runner to its server. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "told")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunnerLine.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = RunnerLine.Piece.class, name = "piece"),
  @JsonSubTypes.Type(value = RunnerLine.End.class, name = "end"),
  @JsonSubTypes.Type(value = RunnerLine.Failed.class, name = "failed")
})
sealed interface RunnerLine {
  /** The request that it belongs to. */
  long id();

  /** The model is loaded. */
  record Ready(@JsonProperty("id") long id) implements RunnerLine {}

  /** More text, never empty. */
  record Piece(@JsonProperty("id") long id, @JsonProperty("text") String text)
      implements RunnerLine {}

  /**
   * The answer is complete.
   *
   * @param task llama.cpp's number for it, under which its log has counts and times; -1: unknown
   * @param counted what was measured from outside, where the log says nothing
   * @param context all tokens, prompt and answer
   */
  record End(
      @JsonProperty("id") long id,
      @JsonProperty("task") int task,
      @JsonProperty("counted") AnswerCounts counted,
      @JsonProperty("context") List<Integer> context)
      implements RunnerLine {}

  /** It went wrong; {@code status} is the HTTP status that says so. */
  record Failed(
      @JsonProperty("id") long id,
      @JsonProperty("status") int status,
      @JsonProperty("error") String error)
      implements RunnerLine {}
}
