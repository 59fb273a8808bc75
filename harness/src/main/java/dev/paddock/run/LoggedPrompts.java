package dev.paddock.run;

import dev.paddock.record.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What llama-server, alone or under Ollama 0.30 and later, logged of each prompt: how long it was
 * and how much of it was cached.
 *
 * <p>A prompt is read in parts (of num_batch tokens, or up to a checkpoint of a sliding window),
 * and each part logs what is there by then: only the first line of a task says what was there
 * before it.
 *
 * @param prompts in the order in which they were begun
 */
record LoggedPrompts(List<Prompt> prompts) {
  /** A new prompt of a slot's task, or what it found cached. */
  private static final Pattern LINE =
      Pattern.compile(
          "(id +\\d+ \\| task \\d+) \\| (?:new prompt(?:.*?task\\.n_tokens = (\\d+))?|cached"
              + " n_tokens = (\\d+))");

  LoggedPrompts {
    prompts = List.copyOf(prompts);
  }

  /**
   * One prompt.
   *
   * @param tokens of all of it; empty where the line does not say
   */
  record Prompt(OptionalInt tokens, int cached) {}

  /** What these lines say; nothing where no server writes such lines. */
  static LoggedPrompts of(String log) {
    Map<String, OptionalInt> begun = new HashMap<>();
    Set<String> told = new HashSet<>();
    List<Prompt> prompts = new ArrayList<>();
    LINE.matcher(log)
        .results()
        .forEach(
            line -> {
              String task = line.group(1);
              if (line.group(3) == null) {
                // A runner that was started anew counts its tasks from 0 again.
                told.remove(task);
                begun.put(task, whole(line.group(2)));
              } else if (told.add(task)) {
                prompts.add(
                    new Prompt(
                        begun.getOrDefault(task, OptionalInt.empty()),
                        Integer.parseInt(line.group(3))));
              }
            });
    return new LoggedPrompts(prompts);
  }

  private static OptionalInt whole(String digits) {
    return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
  }

  /**
   * The requests, each with what was cached of its prompt, where no answer says it and the log has
   * a prompt of its length. Of prompts of one length the first that was sent gets what was begun
   * first: under way at once, one may have what is another's of the same length.
   */
  List<Request> into(List<Request> requests) {
    Map<Integer, Deque<Integer>> cached = new HashMap<>();
    prompts.forEach(
        prompt ->
            prompt
                .tokens()
                .ifPresent(
                    tokens ->
                        cached
                            .computeIfAbsent(tokens, _ -> new ArrayDeque<>())
                            .add(prompt.cached())));
    Map<Integer, Integer> byId = new HashMap<>();
    requests.stream()
        .sorted(Comparator.comparingLong(Request::sent))
        .filter(request -> request.cachedTokens().isEmpty())
        .forEach(
            request ->
                request
                    .promptTokens()
                    .ifPresent(
                        tokens -> {
                          Deque<Integer> left = cached.getOrDefault(tokens, new ArrayDeque<>());
                          if (!left.isEmpty()) {
                            byId.put(request.id(), left.removeFirst());
                          }
                        }));
    return requests.stream()
        .map(
            request ->
                byId.containsKey(request.id())
                    ? request.withCached(byId.getOrDefault(request.id(), 0))
                    : request)
        .toList();
  }
}
