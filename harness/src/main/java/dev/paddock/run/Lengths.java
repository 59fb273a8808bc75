package dev.paddock.run;

import dev.paddock.experiment.PromptSource;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.workload.Trace;
import dev.paddock.workload.WorkloadException;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * How many tokens each request of a trial has, and its answer: as the workload says or, where they
 * are replayed, as the trace has them. Nobody plans those of a user's own prompts, nor of turns
 * that carry what was said before.
 *
 * @param replayed the trace's requests in order; none where nothing is replayed
 * @param leastPrompt the shortest prompt that can be made: one of a trace is raised to it; of a
 *     user's own prompts what all may begin with
 */
record Lengths(WorkloadSpec workload, List<Trace.Entry> replayed, int leastPrompt) {
  Lengths {
    replayed = List.copyOf(replayed);
  }

  /** All alike. */
  static Lengths of(WorkloadSpec workload) {
    return new Lengths(workload, List.of(), 0);
  }

  /** Whether every request has the same lengths. */
  boolean alike() {
    return replayed.isEmpty() && workload.planned();
  }

  /**
   * Tokens of the prompt of request {@code id}, from 0, all its texts together; empty where they
   * are not planned.
   */
  OptionalInt prompt(int id) {
    OptionalInt words = words(id);
    return workload.planned() && words.isPresent()
        ? OptionalInt.of(workload.batch() * words.getAsInt())
        : OptionalInt.empty();
  }

  /**
   * Tokens of the random words of a text of request {@code id}, from 0; empty where there are none.
   */
  OptionalInt words(int id) {
    return workload.prompts() instanceof PromptSource.Drawn(int tokens)
        ? OptionalInt.of(
            id < replayed.size() && replayed.get(id).promptTokens().isPresent()
                ? Math.max(leastPrompt, replayed.get(id).promptTokens().getAsInt())
                : tokens)
        : OptionalInt.empty();
  }

  /** Tokens that request {@code id}, from 0, asks for. */
  int asked(int id) {
    return replayed(id).orElse(workload.answers().asked());
  }

  /** Tokens of the answer to request {@code id}, from 0, with fewer of which it is a short one. */
  int answer(int id) {
    return replayed(id).orElse(workload.answers().least());
  }

  private OptionalInt replayed(int id) {
    return id < replayed.size() ? replayed.get(id).outputTokens() : OptionalInt.empty();
  }

  /**
   * Checks them against what a server takes.
   *
   * @param most tokens of a prompt and its answer together; empty where the server does not say
   * @throws WorkloadException where one of the first {@code requests} has more
   */
  void check(OptionalLong most, int requests) {
    IntStream.range(0, alike() ? 1 : requests)
        .filter(id -> text(id) + (long) asked(id) > most.orElse(Long.MAX_VALUE))
        .findFirst()
        .ifPresent(
            id -> {
              throw new WorkloadException(
                  "a prompt of %d tokens and an answer of %d are more than the %d that the server, as it says, takes together: it would refuse or cut them"
                      .formatted(text(id), asked(id), most.orElseThrow()));
            });
  }

  /** Planned tokens of each text of a request: the texts of a batch are read one by one. */
  private int text(int id) {
    return prompt(id).orElse(0) / workload.batch();
  }

  /** How many of the first {@code requests} prompts are longer than the trace has them. */
  int raised(int requests) {
    return (int)
        replayed.stream()
            .limit(requests)
            .filter(entry -> entry.promptTokens().orElse(leastPrompt) < leastPrompt)
            .count();
  }
}
