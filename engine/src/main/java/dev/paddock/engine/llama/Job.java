package dev.paddock.engine.llama;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A line from the server to its runner: generate, or stop generating.
 *
 * @param id counts requests
 * @param cancel whether the answer {@code id} is no longer wanted; nothing else counts then
 * @param turns the conversation; with {@code raw} the contents are the prompt as it stands
 * @param context tokens of an earlier answer that go before the prompt
 * @param refuseLong whether a prompt longer than the context is an error, not cut
 */
record Job(
    @JsonProperty("id") long id,
    @JsonProperty("cancel") boolean cancel,
    @JsonProperty("turns") List<Turn> turns,
    @JsonProperty("raw") boolean raw,
    @JsonProperty("context") List<Integer> context,
    @JsonProperty("refuseLong") boolean refuseLong,
    @JsonProperty("limit") int limit,
    @JsonProperty("sampling") Sampling sampling) {
  Job {
    turns = List.copyOf(turns);
    context = List.copyOf(context);
  }
}
