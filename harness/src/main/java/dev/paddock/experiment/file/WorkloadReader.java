package dev.paddock.experiment.file;

import dev.paddock.experiment.AnswerLength;
import dev.paddock.experiment.AttachedSpec;
import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.PromptSource;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads what a request says. */
final class WorkloadReader {
  private static final String PROMPTS = "prompts";
  private static final String OUTPUT = "output_tokens";
  private static final String NATURAL = "natural";
  private static final String NO_TEXT = "is of requests for text, and these ask for vectors";
  private static final int CAP = 512;
  private static final int MOST = 1_000_000;

  private final Fields fields;
  private final FactorsReader.Varied varied;

  private WorkloadReader(Fields fields, FactorsReader.Varied varied) {
    this.fields = fields;
    this.varied = varied;
  }

  static WorkloadSpec read(Fields fields, FactorsReader.Varied varied) {
    return new WorkloadReader(fields, varied).read();
  }

  private WorkloadSpec read() {
    PromptSource prompts = prompts();
    int turns = fields.count("turns").orElse(1L).intValue();
    WorkloadSpec.Api api = api(turns);
    WorkloadSpec.Prefix prefix =
        fields.choice("prefix", WorkloadSpec.Prefix.class).orElse(WorkloadSpec.Prefix.UNIQUE);
    return new WorkloadSpec(
        prompts,
        api == WorkloadSpec.Api.EMBED ? noAnswers() : answers(prompts),
        prefix,
        api,
        turns,
        fields.words("system"),
        batch(api),
        CheckReader.read(fields, prompts, prefix, turns, api),
        attached(api));
  }

  private AttachedSpec attached(WorkloadSpec.Api api) {
    AttachedSpec attached =
        new AttachedSpec(fields.list("images"), fields.words("tools"), fields.words("format"));
    if (attached.tools().isPresent() && api != WorkloadSpec.Api.CHAT) {
      refuse(
          "tools", Known.WORKLOAD_API, true, "only a chat calls tools", "Say workload.api: chat");
    }
    return attached;
  }

  private int batch(WorkloadSpec.Api api) {
    if (api != WorkloadSpec.Api.EMBED) {
      refuse(
          "batch",
          Known.WORKLOAD_BATCH,
          "is of embeddings: a request for text has one prompt",
          "Write workload: {api: embed}, or leave it out");
    }
    return fields.count("batch").orElse(1L).intValue();
  }

  /** What is asked for is no text, and what makes text has no place. */
  private AnswerLength noAnswers() {
    String fix = "Leave it out";
    refuse(OUTPUT, Known.WORKLOAD_OUTPUT_TOKENS, "is of text, and a vector is none", fix);
    for (String key : List.of("cap", "system", "images", "tools", "format")) {
      refuse(key, Known.WORKLOAD_API, fields.node(key).isPresent(), NO_TEXT, fix);
    }
    return new AnswerLength.None();
  }

  /** Every number of turns that a cell may have. */
  private List<Integer> all(int turns) {
    List<Integer> levels = levels(Known.WORKLOAD_TURNS).map(Integer::parseInt).toList();
    return levels.isEmpty() ? List.of(turns) : levels;
  }

  /** Only a chat tells what the model said before from what the user says. */
  private WorkloadSpec.Api api(int written) {
    Optional<WorkloadSpec.Api> api = fields.choice("api", WorkloadSpec.Api.class);
    boolean talks = all(written).stream().anyMatch(turns -> turns > 1);
    boolean others =
        api.filter(one -> one != WorkloadSpec.Api.CHAT).isPresent()
            || levels(Known.WORKLOAD_API).anyMatch(one -> !one.equals("chat"));
    if (talks && others) {
      refuse(
          "api",
          Known.WORKLOAD_API,
          "only a chat has turns: a completion cannot tell an earlier answer from the user's words",
          "Say workload.api: chat");
    }
    return api.orElse(talks ? WorkloadSpec.Api.CHAT : WorkloadSpec.Api.GENERATE);
  }

  /** Each client has its conversation to the end, and a trial has whole ones. */
  static void check(
      Fields fields,
      FactorsReader.Varied varied,
      WorkloadSpec workload,
      DesignSpec design,
      LoadSpec load) {
    WorkloadReader reader = new WorkloadReader(fields, varied);
    for (int turns : reader.all(workload.turns())) {
      if (turns > 1) {
        reader.check(turns, design.requests(), load);
      }
    }
  }

  private void check(int turns, int requests, LoadSpec load) {
    switch (load) {
      case LoadSpec.Open open ->
          refuseTurns(
              "a turn waits for the answer before it, and an open loop waits for none",
              "Use load: {schedule: closed, clients: N}, with think for pauses");
      case LoadSpec.Closed(int written, Duration think) -> {
        int clients = levels(Known.LOAD_CLIENTS).mapToInt(Integer::parseInt).max().orElse(written);
        if (requests % turns != 0) {
          refuseTurns(
              "a trial of %d requests is no whole number of conversations of %d turns"
                  .formatted(requests, turns),
              "Write design: {requests: %d}".formatted(turns * Math.ceilDiv(requests, turns)));
        } else if (requests / turns < clients) {
          refuseTurns(
              "a trial of %d requests has %d conversations of %d turns, and %d clients: some would have none"
                  .formatted(requests, requests / turns, turns, clients),
              "Write design: {requests: %d}, two for each".formatted(2 * turns * clients));
        }
      }
    }
  }

  private void refuseTurns(String what, String fix) {
    refuse("turns", Known.WORKLOAD_TURNS, true, what, fix);
  }

  private PromptSource prompts() {
    Optional<String> file = fields.words(PROMPTS).or(() -> first(Known.WORKLOAD_PROMPTS));
    PromptSource.Length length =
        fields.choice("lengths", PromptSource.Length.class).orElse(PromptSource.Length.ALL);
    int tokens = fields.count("prompt_tokens").orElse(512L).intValue();
    if (file.isEmpty()) {
      refuse(
          "lengths",
          Known.WORKLOAD_LENGTHS,
          "is of a file of prompts, and there is none",
          "Name one: workload: {prompts: mine.jsonl}");
      return new PromptSource.Drawn(tokens);
    }
    refuse(
        "prompt_tokens",
        Known.WORKLOAD_PROMPT_TOKENS,
        "is of random words, and prompts of your own are as long as they are",
        "Leave it out, or choose some by length: lengths: short");
    return new PromptSource.Own(file.get(), length);
  }

  private AnswerLength answers(PromptSource prompts) {
    boolean natural =
        fields
            .node(OUTPUT)
            .map(node -> node instanceof Node.Scalar scalar && scalar.text().equals(NATURAL))
            .orElse(
                prompts instanceof PromptSource.Own
                    && first(Known.WORKLOAD_OUTPUT_TOKENS).isEmpty());
    if (!natural) {
      refuse(
          "cap",
          Known.WORKLOAD_OUTPUT_TOKENS,
          fields.node("cap").isPresent(),
          "cuts answers that are as long as the model makes them, and these have a length",
          "Write output_tokens: natural, or leave cap out");
      return new AnswerLength.Exactly(
          fields.read(OUTPUT, node -> (int) Fields.whole(node, 1, MOST)).orElse(128));
    }
    return new AnswerLength.Natural(fields.count("cap").orElse((long) CAP).intValue());
  }

  /** Writes down that a key, or the factor of that name, has no place here. */
  private void refuse(String key, Setting factor, String what, String fix) {
    refuse(key, factor, fields.node(key).isPresent() || varies(factor), what, fix);
  }

  private void refuse(String key, Setting factor, boolean there, String what, String fix) {
    if (there) {
      fields
          .problems()
          .add(
              fields.node(key).map(Node::place).orElse(fields.place()),
              fields.node(key).isPresent() ? fields.path(key) : factor.name(),
              what,
              fix);
    }
  }

  private boolean varies(Setting factor) {
    return varied.named().contains(factor.name());
  }

  private Optional<String> first(Setting setting) {
    return levels(setting).findFirst();
  }

  private Stream<String> levels(Setting setting) {
    return varied.factors().stream()
        .filter(factor -> factor.setting().equals(setting))
        .flatMap(factor -> factor.resolve(OptionalLong.empty()).stream())
        .map(Value::toString);
  }
}
