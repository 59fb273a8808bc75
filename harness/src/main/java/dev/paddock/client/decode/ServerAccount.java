package dev.paddock.client.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.record.ServerTimes;
import java.util.Optional;
import java.util.OptionalInt;

/** What the server itself says of an answer: counts of tokens, times, why it stopped. */
public record ServerAccount(
    OptionalInt promptTokens,
    OptionalInt cachedTokens,
    OptionalInt outputTokens,
    Optional<ServerTimes> server,
    Optional<String> doneReason) {
  /** Nothing was said yet. */
  public static final ServerAccount NONE =
      new ServerAccount(
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * These figures, with what a later line adds or corrects.
   *
   * @param text whether any chunk carried text
   */
  public ServerAccount and(Fact fact, boolean text) {
    JsonNode json = fact.json();
    JsonNode usage = json.path("usage");
    Optional<ServerTimes> times = times(json).or(() -> timings(json));
    // Ollama leaves zeros out: a final line with times and no count is an answer of no token.
    OptionalInt none = times.isPresent() && !text ? OptionalInt.of(0) : outputTokens;
    return new ServerAccount(
        count(json, "prompt_eval_count", usage, "prompt_tokens", false, promptTokens),
        count(
            json,
            "prompt_eval_cached_count",
            usage.path("prompt_tokens_details"),
            "cached_tokens",
            true,
            // DeepSeek's name, and that of many who follow it
            count(usage, "prompt_cache_hit_tokens", usage, "cached_tokens", true, cachedTokens)),
        count(json, "eval_count", usage, "completion_tokens", false, none),
        times.or(() -> server),
        fact.doneReason().or(() -> doneReason));
  }

  private static OptionalInt count(
      JsonNode json,
      String ollama,
      JsonNode usage,
      String openai,
      boolean zero,
      OptionalInt otherwise) {
    if (json.path(ollama).isInt()) {
      return OptionalInt.of(json.path(ollama).intValue());
    }
    // A zero that stands in every chunk is a field that nobody filled in (LocalAI), and no count.
    return usage.path(openai).isInt() && (zero || usage.path(openai).intValue() > 0)
        ? OptionalInt.of(usage.path(openai).intValue())
        : otherwise;
  }

  /** Ollama's durations; a zero is left out by the server. */
  private static Optional<ServerTimes> times(JsonNode json) {
    return json.path("total_duration").isIntegralNumber()
        ? Optional.of(
            new ServerTimes(
                json.path("load_duration").asLong(),
                json.path("prompt_eval_duration").asLong(),
                json.path("eval_duration").asLong(),
                json.path("total_duration").asLong()))
        : Optional.empty();
  }

  /**
   * What llama-server adds to its last chunk, in milliseconds. It says nothing of the wait for a
   * slot, so that wait is no part of the total.
   */
  private static Optional<ServerTimes> timings(JsonNode json) {
    JsonNode prefill = json.path("timings").path("prompt_ms");
    JsonNode decode = json.path("timings").path("predicted_ms");
    if (!prefill.isNumber() || !decode.isNumber()) {
      return Optional.empty();
    }
    long prompt = nanos(prefill);
    long predicted = nanos(decode);
    return Optional.of(new ServerTimes(0, prompt, predicted, prompt + predicted));
  }

  private static long nanos(JsonNode milliseconds) {
    return Math.round(milliseconds.doubleValue() * 1e6);
  }
}
