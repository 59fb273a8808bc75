package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Requests that are longer, prompt and answer together, than an OpenAI-compatible server takes: it
 * refuses them, or cuts the answer without a word. What a request may have stands in the settings
 * of the cell, in the command that starts the server, or, of a server that runs, in its API.
 */
public final class TooLong {
  private static final Pattern VLLM_CONTEXT =
      Pattern.compile("--max[-_]model[-_]len[ =]([1-9]\\d{0,8})(?![\\w.])");
  private static final Pattern LLAMA_CONTEXT =
      Pattern.compile("(?:^|\\s)(?:-c|--ctx-size)[ =]([1-9]\\d{0,8})(?![\\w.])");
  private static final Pattern LLAMA_SLOTS =
      Pattern.compile("(?:^|\\s)(?:-np|--parallel)[ =]([1-9]\\d{0,5})(?![\\w.])");

  /** llama.cpp rounds the context of a slot up to a multiple of this. */
  private static final long ROUNDING = 256;

  private final String command;
  private final OptionalLong served;

  private TooLong(Experiment experiment, OptionalLong served) {
    this.command = experiment.target().command().orElse("");
    this.served = served;
  }

  /** Lengths in tokens that do not go together, and where the limit is from. */
  private record Excess(long prompt, long answer, long most, String from) {}

  /** A limit in tokens. */
  private record Limit(OptionalLong most, String from) {
    static final Limit UNKNOWN = new Limit(OptionalLong.empty(), "");
  }

  /**
   * A sentence for each pair of lengths that does not fit; none where all do, or nobody knows.
   *
   * @param served what the server said before the run, started without any level
   */
  public static List<String> of(Experiment experiment, Plan plan, OptionalLong served) {
    if (experiment.target().kind() != TargetSpec.Kind.OPENAI) {
      return List.of();
    }
    TooLong rule = new TooLong(experiment, served);
    Map<Excess, List<String>> cells = new LinkedHashMap<>();
    for (Cell cell : plan.cells()) {
      Configuration settings = experiment.settings(cell.levels());
      long prompt = whole(settings, Known.WORKLOAD_PROMPT_TOKENS).orElse(0);
      long answer = whole(settings, Known.WORKLOAD_OUTPUT_TOKENS).orElse(0);
      Limit limit = rule.limit(settings);
      if (limit.most().isPresent() && prompt + answer > limit.most().getAsLong()) {
        cells
            .computeIfAbsent(
                new Excess(prompt, answer, limit.most().getAsLong(), limit.from()),
                _ -> new ArrayList<>())
            .add(cell.id());
      }
    }
    return cells.entrySet().stream().map(one -> words(one.getKey(), one.getValue())).toList();
  }

  private static String words(Excess excess, List<String> cells) {
    return ("%s: a prompt of %d tokens and an answer of %d are more than the %d that a request may"
            + " have (%s): the server would refuse or cut it. Shorten workload.prompt_tokens or"
            + " workload.output_tokens, raise the limit, or leave such cells out by where")
        .formatted(
            String.join(", ", cells),
            excess.prompt(),
            excess.answer(),
            excess.most(),
            excess.from());
  }

  private Limit limit(Configuration settings) {
    OptionalLong vllm = whole(settings, Known.VLLM_MAX_MODEL_LEN);
    if (vllm.isPresent()) {
      return new Limit(vllm, Known.VLLM_MAX_MODEL_LEN.name());
    }
    OptionalLong argument = argument(VLLM_CONTEXT);
    if (argument.isPresent()) {
      return new Limit(argument, "--max-model-len in target.command");
    }
    Limit llama = llama(settings);
    if (llama.most().isPresent() || sets(settings, Known.LLAMA_ARG_N_PARALLEL)) {
      return llama;
    }
    return served.isPresent() ? new Limit(served, "as the server says") : Limit.UNKNOWN;
  }

  /** An argument goes before a variable; slots that are asked for share the context evenly. */
  private Limit llama(Configuration settings) {
    OptionalLong argument = argument(LLAMA_CONTEXT);
    OptionalLong all = argument.isPresent() ? argument : whole(settings, Known.LLAMA_ARG_CTX_SIZE);
    if (all.isEmpty() || all.getAsLong() <= 0) {
      return Limit.UNKNOWN;
    }
    String from = argument.isPresent() ? "-c in target.command" : Known.LLAMA_ARG_CTX_SIZE.name();
    OptionalLong given = argument(LLAMA_SLOTS);
    OptionalLong slots = given.isPresent() ? given : whole(settings, Known.LLAMA_ARG_N_PARALLEL);
    if (slots.isEmpty() || slots.getAsLong() <= 1) {
      return new Limit(OptionalLong.of(rounded(all.getAsLong())), from);
    }
    return new Limit(
        OptionalLong.of(rounded(Math.ceilDiv(all.getAsLong(), slots.getAsLong()))),
        "%s, %d over %d slots".formatted(from, all.getAsLong(), slots.getAsLong()));
  }

  private static long rounded(long tokens) {
    return Math.ceilDiv(tokens, ROUNDING) * ROUNDING;
  }

  private OptionalLong argument(Pattern pattern) {
    return pattern
        .matcher(command)
        .results()
        .reduce((first, last) -> last)
        .map((MatchResult found) -> OptionalLong.of(Long.parseLong(found.group(1))))
        .orElse(OptionalLong.empty());
  }

  private static boolean sets(Configuration settings, Setting setting) {
    return !(settings.orUnset(setting) instanceof Value.Unset);
  }

  /** Variables of llama-server are texts. */
  private static OptionalLong whole(Configuration settings, Setting setting) {
    String text = settings.orUnset(setting).toString();
    return text.matches("\\d{1,9}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
