package dev.paddock.experiment.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sections of an experiment file, each with its keys: the one table that the parser, the schema
 * and the reference file follow. A new key is one more line, and one more in the section's reader.
 */
enum Section {
  RANGE(
      key("from", new Form.Amount(), "", "The first level."),
      key("to", new Form.AmountOrMax(), "", "The last level; max is read from the server."),
      key(
          "levels",
          new Form.Count(2, 100),
          "none: design.sample draws them",
          "How many levels, whole numbers evenly spread."),
      key(
          "step",
          new Form.Amount(),
          "1 of whole numbers, as fine as it takes of others",
          "Between numbers that can be drawn, counted from the first."),
      key(
          "scale",
          new Form.Choice(List.of("linear", "log")),
          "linear",
          "Whether numbers are drawn evenly, or their logarithms.")),
  PACE(
      key(
          "ttft",
          new Form.Words(PaceReader.GAP, "20 ms, or lognormal:20ms,0.1"),
          "20 ms",
          "From the slot to the first token: a time, or a median and the logarithm's deviation."),
      key("prefill", new Form.Time(), "0 ms", "What each token of the prompt adds to that."),
      key(
          "itl",
          new Form.Words(PaceReader.GAP, "2 ms, or lognormal:10ms,0.3"),
          "10 ms",
          "From a token to the next: a time, or a median and the logarithm's deviation."),
      key("burst", new Form.Count(1, 1_000_000), "1", "So many tokens leave at once."),
      key(
          "freeze",
          new Form.Words(PaceReader.FREEZE, "1s/5s"),
          "never",
          "How long it stands still in how long."),
      key("slots", new Form.Count(1, 1_000_000), "all", "Requests answered at once."),
      key(
          "tokens",
          new Form.Count(1, 1_000_000),
          "what is asked for",
          "An answer ends after so many tokens at the latest."),
      key(
          "seed",
          new Form.Count(Long.MIN_VALUE, Long.MAX_VALUE),
          "0",
          "Of times and errors that are drawn."),
      key(
          "cache",
          new Form.Flag(),
          "false",
          "Whether each slot remembers its last prompt and answer, so that a prompt which begins"
              + " with the same words is only read from there on."),
      key(
          "wrong",
          new Form.Share(),
          "0%",
          "So many answers are wrong, of those that a prompt asks for: [[answer: TEXT]] is answered"
              + " with TEXT, a wrong one with the word wrong.")),
  PROXY_SETTINGS(
      key("engine", new Form.Choice(List.of("sherpa", "olla")), "olla", "The engine."),
      key(
          "profile",
          new Form.Choice(List.of("auto", "streaming", "standard")),
          "auto",
          "When it hands on what has come."),
      key(
          "load_balancer",
          new Form.Choice(List.of("priority", "round-robin", "least-connections")),
          "least-connections",
          "Which backend is next."),
      key(
          "stream_buffer_size",
          new Form.Words("\\d+ ?[KM]?i?B?", "8 KB"),
          "64 KB of olla, 8 KB of sherpa",
          "The buffer of a stream; K is 1024."),
      key("connection_timeout", new Form.Time(), "60s", "Until a backend is reached."),
      key("connection_keep_alive", new Form.Time(), "30s", "Between TCP keep-alives."),
      key("response_header_timeout", new Form.Time(), "10m", "Until an answer begins."),
      key("response_timeout", new Form.Time(), "15m", "Until an answer has ended."),
      key("read_timeout", new Form.Time(), "10m", "Between two pieces of an answer."),
      key("check_interval", new Form.Time(), "5s", "Between health checks of a backend."),
      key("check_timeout", new Form.Time(), "2s", "Until a health check has failed.")),
  PROXY(
      key("kind", new Form.Choice(List.of("olla")), "olla", "Which proxy."),
      key(
          "command",
          new Form.Words(".+", "olla"),
          "olla",
          "Command line that starts it, as bash reads it; its configuration is appended."),
      key(
          "backends",
          new Form.CountOrAddresses(),
          "1",
          "How many servers Paddock starts behind it, or where others answer beside the"
              + " target's own; 3 at most."),
      key(
          "settings",
          new Form.Inner(PROXY_SETTINGS),
          "Olla's own",
          "Constant settings; as factors they are proxy.engine and so on.")),
  TARGET(
      key(
          "kind",
          new Form.Choice(
              List.of("ollama", "openai", "embedded", "jmh"),
              Map.of(
                  "vllm", "openai",
                  "llama.cpp", "openai",
                  "llama-server", "openai",
                  "lmstudio", "openai",
                  "localai", "openai",
                  "sglang", "openai",
                  "litellm", "openai")),
          "embedded",
          "Which server, and how it is spoken to."),
      key(
          "engine",
          new Form.Choice(List.of("llama", "pace")),
          "llama",
          "The engine of kind embedded: real llama.cpp, or the reference server, which keeps a"
              + " token schedule."),
      key("pace", new Form.Inner(PACE), "", "How the engine pace answers."),
      key(
          "url",
          new Form.Words("https?://.+", "http://127.0.0.1:11434"),
          "http://127.0.0.1:11434 for ollama; none for the others",
          "Where it answers. An embedded engine with a url is attached to, not started."),
      key(
          "api_key",
          new Form.Words("env:[A-Za-z_][A-Za-z0-9_]*", "env:OPENAI_API_KEY"),
          "none",
          "The variable that holds the key which the server wants."),
      key(
          "headers",
          new Form.Texts(),
          "{}",
          "Other headers of every request; env:NAME stands for what a variable holds."),
      key(
          "ca",
          new Form.Words(".+", "lab-ca.pem"),
          "the system's",
          "A PEM file of certificates that are trusted for https."),
      key("insecure", new Form.Flag(), "false", "Whether the certificate of https is not checked."),
      key(
          "fields",
          new Form.Choice(List.of("all", "strict")),
          "found out by asking the server once",
          "Of kind openai. strict leaves out ignore_eos, min_tokens and cache_prompt, which some"
              + " servers refuse."),
      key(
          "command",
          new Form.Words(".+", "ollama serve"),
          "",
          "Command line that starts it, as bash reads it."),
      key(
          "environment",
          new Form.SettingValues(),
          "{}",
          "Constant server variables of a server that Paddock starts."),
      key(
          "proxy",
          new Form.Inner(PROXY),
          "none",
          "A proxy in front; whether requests go through it is the factor proxy.")),
  LOAD(
      key(
          "schedule",
          new Form.Choice(Scheduled.words()),
          "closed",
          "When requests leave: closed: each client waits for its answer; the others wait for"
              + " none."),
      key(
          "clients",
          new Form.Load(new Form.Count(1, SearchReader.MOST_CLIENTS)),
          "1",
          "Clients that ask at once; search 1..64 looks for the most that meet the first limit on"
              + " a latency."),
      key("think", new Form.Time(), "0 ms", "Pause of a client between an answer and its next."),
      key(
          "rate",
          new Form.Load(new Form.Rate()),
          "",
          "Requests per time, of constant and poisson; search 0.5/s..20/s looks for the highest"
              + " that meets the first limit on a latency."),
      key("from", new Form.Rate(), "", "The rate at which a ramp begins."),
      key("to", new Form.Rate(), "", "The rate at which a ramp ends."),
      key("over", new Form.Time(), "the whole trial", "How long a ramp takes."),
      key(
          "trace",
          new Form.Words(".+", "requests.csv"),
          "",
          "The file whose times are replayed, CSV or JSON lines."),
      key(
          "max_concurrency",
          new Form.Count(1, 10_000),
          "no limit",
          "Requests under way at most, of an open loop; others wait their turn.")),
  CHECK(
      key(
          "kind",
          new Form.Choice(List.of("exact", "regex", "schema", "choice", "agree")),
          "",
          "What makes an answer right: it is the one of the file (exact), or chooses its letter"
              + " (choice); a pattern is found in it (regex); it is JSON that a schema allows"
              + " (schema); it is the control's to the same prompt (agree)."),
      key(
          "margin",
          new Form.Words("\\d+(\\.\\d+)?\\s*points?", "2 points"),
          "2 points",
          "How much smaller the share of right answers may be, in percentage points, until a cell"
              + " is no more as good as the control."),
      key(
          "pattern",
          new Form.Words(".+", "\\\\b42\\\\b"),
          "",
          "The regular expression of kind regex."),
      key(
          "schema",
          new Form.Words(".+", "schema.json"),
          "",
          "The JSON Schema file of kind schema.")),
  WORKLOAD(
      key(
          "prompt_tokens",
          new Form.Count(1, 10_000_000),
          "512",
          "Tokens of each prompt, as the server counts them."),
      key(
          "prompts",
          new Form.Words(".+", "mine.jsonl"),
          "random words",
          "A file of your own prompts: JSON lines, a JSON array or a prompt a line. The same ones"
              + " for every cell of a block."),
      key(
          "lengths",
          new Form.Choice(List.of("all", "short", "long")),
          "all",
          "Which of your own prompts: all, the shortest third or the longest."),
      key(
          "system",
          new Form.Words(".+", "assistant.txt"),
          "none",
          "A file with what the model is told to be, before all prompts alike; read anew with each"
              + " under prefix: unique."),
      key(
          "turns",
          new Form.Count(1, 1000),
          "1",
          "Turns of each conversation: each sends the turns before it, with the answers that are"
              + " recorded."),
      key(
          "output_tokens",
          new Form.WordOrCount("natural", 1),
          "128; natural for prompts of your own",
          "Tokens of each answer; natural: as many as the model makes."),
      key(
          "cap",
          new Form.Count(1, 1_000_000),
          "512",
          "Tokens after which a natural answer is cut."),
      key(
          "prefix",
          new Form.Choice(List.of("unique", "shared")),
          "unique",
          "unique: every prefill is cold (your own prompts get a drawn line before them); shared:"
              + " the prompt cache may answer."),
      key(
          "api",
          new Form.Choice(List.of("generate", "chat", "raw", "embed")),
          "generate; chat of conversations",
          "generate: a completion; chat: messages; raw: a completion without the model's"
              + " template; embed: no text, but a vector of each prompt."),
      key("batch", new Form.Count(1, 100_000), "1", "Texts of each request for embeddings."),
      key(
          "images",
          new Form.Files("cat.png"),
          "none",
          "Files of pictures that go with every prompt, for a model that sees."),
      key(
          "tools",
          new Form.Words(".+", "tools.json"),
          "none",
          "A file with the tools that a model may call, a JSON array as both APIs have it; of api"
              + " chat."),
      key(
          "format",
          new Form.Words(".+", "schema.json"),
          "none",
          "A file with the JSON Schema that answers are held to while they are made."),
      key("check", new Form.Inner(CHECK), "", "Whether answers are right.")),
  DESIGN(
      key("blocks", new Form.Blocks(), "5..12", "Each block runs every cell once; least..largest."),
      key("requests", new Form.Count(1, 1_000_000), "80", "Measured requests a trial."),
      key(
          "warmup",
          new Form.WordOrCount("auto", 0),
          "auto",
          "Requests before them that do not count; auto: by rule."),
      key("precision", new Form.Share(), "5%", "Wanted half width of a ratio's interval."),
      key("budget", new Form.Time(), "none", "No trial is begun after this time."),
      key(
          "seed",
          new Form.Count(Long.MIN_VALUE, Long.MAX_VALUE),
          "drawn and recorded",
          "Of every random choice."),
      key(
          "control",
          new Form.SettingValues(),
          "the first level of every factor",
          "The cell that all others are compared with."),
      key("timeout", new Form.Time(), "5m", "Of a whole request."),
      key(
          "drop",
          new Form.Choice(List.of("none", "dominated")),
          "none",
          "Cells that need not be measured to the end; dominated: another one clearly beats it at"
              + " everything that is wanted."),
      key(
          "screen",
          new Form.Flag(),
          "false",
          "Finds the best cell with few trials: a fraction of the cells first, then those that may"
              + " be the best, and the winner beside the control in fresh blocks."),
      key(
          "sample",
          new Form.Count(2, 1000),
          "none: every combination of levels",
          "Draws so many cells from factors that are ranges without levels, beside the control"
              + " (latin hypercube).")),
  HYPOTHESIS(
      key("id", new Form.Words("[A-Za-z][A-Za-z0-9_.-]*", "H1"), "H1, H2, … by place", "Its name."),
      key("claim", new Form.Words("(?s).+", ""), "", "What is claimed, in words."),
      key("metric", new Form.Words("[a-z0-9_.]+", "ttft.p50"), "", "What is compared."),
      key("when", new Form.SettingValues(), "", "The one cell."),
      key("versus", new Form.SettingValues(), "", "The other cell."),
      key(
          "over",
          new Form.Choice(List.of("all")),
          "the other factors take their first level",
          "Averages over the other factors."),
      key(
          "expect",
          new Form.Choice(List.of("lower", "higher", "equivalent")),
          "",
          "Which way the ratio when / versus goes."),
      key("margin", new Form.Share(), "0% (needed for equivalent)", "A difference that matters.")),
  FILE(
      key(
          "name",
          new Form.Words("[A-Za-z0-9][A-Za-z0-9-]{0,79}", "context-and-parallelism"),
          "",
          "Letters, digits and hyphens; names the run directory."),
      key("question", new Form.Words("(?s).+", ""), "none", "What the reader wants to know."),
      key("target", new Form.Inner(TARGET), "the embedded engine", "What is measured."),
      key(
          "model",
          new Form.Models(),
          "paddock-dummy:45m on the embedded engine; of kind openai the only one served",
          "The model's tag; a list of them is a factor."),
      key("factors", new Form.FactorLevels(), "", "What is varied: settings and their levels."),
      key("constants", new Form.SettingValues(), "{}", "Settings that hold in every cell."),
      key("where", new Form.Conditions(), "[]", "Cells that do not fulfil all are left out."),
      key("load", new Form.Inner(LOAD), "", "How requests are sent."),
      key("workload", new Form.Inner(WORKLOAD), "", "What a request says."),
      key("design", new Form.Inner(DESIGN), "", "How often, how precisely, how long."),
      key(
          "metrics",
          new Form.Metrics(),
          "[ttft.p50, itl.p50, tpot.p50, e2e.p50, throughput.tokens, memory]",
          "What is estimated of each cell."),
      key("objectives", new Form.Objectives(), "{}", "What is wanted: limits, min or max."),
      key("hypotheses", new Form.Many(HYPOTHESIS), "[]", "Claims to support or refute."));

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Key> keys;

  Section(Key... keys) {
    this.keys = List.of(keys);
  }

  List<Key> keys() {
    return keys;
  }

  List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  Optional<Key> find(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  private static Key key(String name, Form form, String byDefault, String says) {
    return new Key(name, form, byDefault, says);
  }

  /**
   * A key of a section.
   *
   * @param byDefault what holds where it is left out; empty where it has no default
   * @param says what it is, in one sentence
   */
  record Key(String name, Form form, String byDefault, String says) {}
}
