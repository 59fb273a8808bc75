package dev.paddock.engine.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.Pair;
import dev.paddock.engine.gguf.Gguf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How conversations become prompts: where the model has a template, in the form of its family.
 *
 * <p>llama.cpp recognises the family, as it does under Ollama. The template itself is not run: some
 * add a system message of their own, which Ollama does not, and answers would differ.
 */
final class RunnerPrompts {
  private final LlamaModel model;
  private final Gguf file;

  RunnerPrompts(LlamaModel model, Gguf file) {
    this.model = model;
    this.file = file;
  }

  /**
   * A prompt and its tokens, the one that begins every sequence left out.
   *
   * @param size how many tokens llama.cpp makes of it, the beginning included
   */
  record Prompt(String text, List<Integer> tokens, int size) {
    Prompt {
      tokens = List.copyOf(tokens);
    }
  }

  Prompt of(Job job) {
    String text = file.chatTemplate().isPresent() && !job.raw() ? templated(job) : joined(job);
    if (!job.context().isEmpty()) {
      text = model.decode(job.context().stream().mapToInt(Integer::intValue).toArray()) + text;
    }
    List<Integer> tokens = tokens(text);
    return new Prompt(text, tokens, tokens.size() + (file.addsBeginning() ? 1 : 0));
  }

  /** The tokens of {@code text}, without the one that begins a sequence. */
  List<Integer> tokens(String text) {
    return IntStream.of(model.encode(text)).boxed().toList();
  }

  private static String joined(Job job) {
    return job.turns().stream().map(Turn::content).collect(Collectors.joining("\n"));
  }

  /**
   * Messages never pass through the template themselves: on its way back the binding would garble
   * characters beyond the basic plane. Stand-ins do, and are replaced afterwards.
   */
  private String templated(Job job) {
    List<Turn> turns = job.turns();
    Optional<String> system = Optional.empty();
    List<Pair<String, String>> messages = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      String role = turns.get(i).role();
      if (i == 0 && role.equals("system")) {
        system = Optional.of(standIn(i));
      } else {
        messages.add(new Pair<>(role.equals("assistant") ? role : "user", standIn(i)));
      }
    }
    String rendered =
        model.applyTemplate(new InferenceParameters("").setMessages(system.orElse(""), messages));
    for (int i = turns.size() - 1; i >= 0; i--) {
      rendered = rendered.replace(standIn(i), turns.get(i).content());
    }
    return rendered;
  }

  /** Stands for a message while the template is applied. */
  private static String standIn(int message) {
    return "PADDOCKMESSAGE%04dEND".formatted(message);
  }
}
