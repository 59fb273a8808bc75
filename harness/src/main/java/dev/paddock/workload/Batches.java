package dev.paddock.workload;

import java.util.stream.IntStream;

/**
 * Prompts that hold several texts each, a message a text, as a request for embeddings has them.
 *
 * @param texts one after the other
 * @param size texts of each prompt, at least 1
 */
public record Batches(Prompts texts, int size) implements Prompts {
  @Override
  public Prompt prompt(int id) {
    return new Prompt(
        IntStream.range(0, size)
            .mapToObj(i -> texts.prompt(id * size + i))
            .flatMap(prompt -> prompt.messages().stream())
            .toList());
  }
}
