package dev.paddock.experiment;

import java.util.Optional;

/**
 * What a request says.
 *
 * @param prompts where they are from
 * @param answers how long they are
 * @param prefix whether each prompt starts in its own way, so that no prompt cache can help
 * @param api in which way a server is asked
 * @param turns of each conversation, at least 1
 * @param system a file with what the model is told to be, before all prompts alike
 * @param check whether answers are right; empty where nobody looks at them
 * @param attached what goes with every prompt
 * @param batch prompts of one request, at least 1; more than 1 only of {@link Api#EMBED}
 */
public record WorkloadSpec(
    PromptSource prompts,
    AnswerLength answers,
    Prefix prefix,
    Api api,
    int turns,
    Optional<String> system,
    int batch,
    Optional<CheckSpec> check,
    AttachedSpec attached) {

  /** Random words of an exact length, and answers of an exact length. */
  public static WorkloadSpec drawn(int promptTokens, int outputTokens, Prefix prefix, Api api) {
    return new WorkloadSpec(
        new PromptSource.Drawn(promptTokens),
        new AnswerLength.Exactly(outputTokens),
        prefix,
        api,
        1,
        Optional.empty(),
        1,
        Optional.empty(),
        AttachedSpec.NONE);
  }

  /** Whether each prompt has a length that was planned. */
  public boolean planned() {
    return prompts instanceof PromptSource.Drawn
        && turns == 1
        && system.isEmpty()
        && attached.equals(AttachedSpec.NONE);
  }

  /** How prompts start. */
  public enum Prefix {
    /** Each in its own way: every prefill is cold. */
    UNIQUE,
    /** All alike, or as they are: the prompt cache may answer. */
    SHARED
  }

  /** The ways to ask. */
  public enum Api {
    /** A completion; of Ollama within the model's template. */
    GENERATE,
    /** Messages. */
    CHAT,
    /** A completion of the bare text, without a template. */
    RAW,
    /** No text, but a vector of each prompt. */
    EMBED
  }
}
