package dev.paddock.report.markup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words that pages use and that not every reader knows, and the links to them: from the heads
 * of tables, and from the first use in a text.
 */
public final class Glossary {
  private static final List<Term> TERMS = List.of(Term.values());

  /** What is no text to look for words in: a link, or something between backticks. */
  private static final String TAKEN =
      "!?\\[(?:[^\\[\\]\\\\]|\\\\.|\\[[^\\[\\]]*])*]\\([^)]*\\)|`[^`]*`";

  private static final Pattern WORDS =
      Pattern.compile(
          TERMS.stream()
              .map(term -> "(?<![\\w./-])(" + term.spoken + ")(?![\\w-])")
              .collect(Collectors.joining("|", TAKEN + "|", "")));

  private static final Pattern METRIC =
      Pattern.compile(".*\\((ttft|itl|tpot|e2e|throughput|goodput)\\b.*\\)");

  private Glossary() {}

  /** What the words are about, as headings of the page. */
  private enum About {
    DESIGN("What is compared with what"),
    VERDICT("What is said of a difference"),
    FIGURES("What is measured"),
    INSTRUMENT("How true a measurement is"),
    OLLAMA("What Ollama calls it");

    private final String words;

    About(String words) {
      this.words = words;
    }
  }

  /** A word with its meaning in one to three sentences. */
  private enum Term {
    CELL(
        About.DESIGN,
        "Cell",
        "[Cc]ells?|CELL",
        "One combination of settings that is tried, such as num_ctx 2048 with 2 slots. Its short"
            + " name (c01, c02, …) is the same in all tables and charts of a page.",
        "cell",
        "cells"),
    CONTROL(
        About.DESIGN,
        "Control",
        "[Cc]ontrol",
        "The cell that the others are compared with: the first level of each setting, which an"
            + " experiment should make what you run today. It runs in every block, so it also shows"
            + " whether the machine drifted."),
    TRIAL(
        About.DESIGN,
        "Trial",
        "[Tt]rials?",
        "One run of one cell: the model is made warm, then the measured requests are sent. The"
            + " trial, not the request, is what statistics count, because the requests of one trial"
            + " share its luck.",
        "trial",
        "trials",
        "trials not tried"),
    BLOCK(
        About.DESIGN,
        "Block",
        "[Bb]locks?",
        "Every cell once, in a drawn order. Cells are compared within a block, so what the machine"
            + " does over the hours falls on all of them alike.",
        "block",
        "blocks",
        "after block",
        "lost in blocks",
        "pairs"),
    PLOT(
        About.DESIGN,
        "Whole plot",
        "[Ww]hole plots?",
        "The cells of a block that share one start of the server. A setting that needs a restart is"
            + " judged by how much starts differ (error of whole plots), a setting of requests by"
            + " how much trials within a start differ (error of trials).",
        "error of"),
    CONDITION(
        About.DESIGN,
        "Condition",
        "[Cc]onditions?",
        "What your users do: load and workload. Cells are compared only within one, and each may"
            + " have an answer of its own."),
    REQUESTS(
        About.DESIGN,
        "Requests",
        "measured requests?",
        "How many requests of valid trials a figure rests on. More of them sharpen the tail of one"
            + " trial; only more trials say how trials differ.",
        "requests",
        "planned"),
    RATIO(
        About.VERDICT,
        "Contrast",
        "[Cc]ontrasts?",
        "A cell beside the control on one metric, as a ratio: 0.90 is a tenth less. It is the"
            + " geometric mean of the ratios within blocks.",
        "ratio",
        "change",
        "beside"),
    EFFECT(
        About.VERDICT,
        "Effect",
        "[Ee]ffects?",
        "What one setting does on average over all levels of the others, as a ratio to its first"
            + " level.",
        "effect of",
        "with"),
    INTERACTION(
        About.VERDICT,
        "Interaction",
        "[Ii]nteractions?",
        "One setting's effect depends on another's level. It is given as the ratio of the two"
            + " ratios; 1 is none.",
        "ratio of the ratios"),
    INTERVAL(
        About.VERDICT,
        "Interval",
        "95 % intervals?|[Ii]ntervals?",
        "The range that a repeat of the whole run would cover the truth with 19 times out of 20."
            + " It comes from how much trials or blocks differ.",
        "95 %"),
    ADJUSTED(
        About.VERDICT,
        "Adjusted",
        "[Aa]djusted",
        "An interval made wider because many comparisons are looked at together: of the verdicts on"
            + " a page at most one in twenty is to be wrong. Verdicts come from it; the plain one"
            + " stands beside.",
        "adjusted"),
    MARGIN(
        About.VERDICT,
        "Margin",
        "[Mm]argins?",
        "The difference that is too small to matter, 5 % where an experiment says nothing else.",
        "expected"),
    VERDICT(
        About.VERDICT,
        "Verdict",
        "[Vv]erdicts?|inconclusive",
        "Lower, higher: the whole adjusted interval lies on one side of no difference. Equivalent:"
            + " it lies within the margin. Inconclusive: these blocks do not tell; better and worse"
            + " are added by whether less of the metric is good.",
        "verdict",
        "is"),
    HYPOTHESIS(
        About.VERDICT,
        "Hypothesis",
        "[Hh]ypothes[ie]s",
        "A claim with a metric, a direction and a margin, written down before the run. It is"
            + " supported, refuted, inconclusive or not testable here.",
        "claim"),
    DESCRIPTIVE(
        About.VERDICT,
        "Descriptive",
        "[Dd]escriptive",
        "A figure without an interval, from too few requests or trials: it shows what was seen and"
            + " decides nothing.",
        "descriptive, one trial"),
    ESTIMATOR(
        About.VERDICT,
        "Estimator",
        "[Ee]stimators?",
        "How a figure was reckoned from the trials: mostly the geometric mean of the trials'"
            + " figures, with a t interval of their logarithms.",
        "estimator",
        "estimate"),
    FRONT(
        About.VERDICT,
        "Front",
        "the front|on the front",
        "Latency against throughput: a cell is on the front where it is shown to be better than"
            + " each other cell of its condition on one of the two, and off it where some cell is"
            + " shown to be better on one and not worse on the other. Pages of old runs have P(on"
            + " it), how often a cell stayed there when the blocks were drawn anew; that is no"
            + " probability of being the best.",
        "on the front",
        "P(on it)"),
    CAPACITY(
        About.VERDICT,
        "Capacity and knee",
        "[Cc]apacity|[Kk]nee",
        "How much load a configuration bears within a limit: where the curve of its latency crosses"
            + " it. The knee is the first load whose doubling is shown to buy less than 10 %"
            + " throughput.",
        "knee",
        "configuration",
        "bears"),
    HODGES(
        About.VERDICT,
        "Hodges–Lehmann",
        "Hodges–Lehmann",
        "The same ratio by an estimate that one wild block does not move: the median of the means"
            + " of all pairs of blocks.",
        "Hodges–Lehmann"),
    A12(
        About.VERDICT,
        "A12",
        "A12",
        "How often a trial of the cell exceeds one of the control: 0.5 where neither does, 1 where"
            + " all do.",
        "A12"),
    METRIC(
        About.FIGURES,
        "Metric",
        "[Mm]etrics?",
        "A figure that is measured of each trial, such as ttft.p50: the median time to first token."
            + " p50, p90 and p99 are the values that 50, 90 and 99 % of the requests stay under.",
        "metric",
        "limit",
        "quantity"),
    TTFT(
        About.FIGURES,
        "TTFT",
        "TTFT|[Tt]imes? to first token",
        "Time to first token: from when a request was to be sent until the first text of its answer"
            + " arrives. It holds waiting for a slot and reading the prompt.",
        "ttft"),
    ANSWER(
        About.FIGURES,
        "Time to the answer",
        "[Tt]imes? to the answer",
        "From when a request was to be sent until the first text of the answer itself arrives,"
            + " behind all thinking of a reasoning model. Without thinking it is TTFT.",
        "ttft.answer"),
    AS_GOOD(
        About.FIGURES,
        "As good",
        "[Aa]nswers as good|[Ww]orse answers",
        "A cell's answers are as good as the control's where the interval of the difference of"
            + " their shares of right answers lies above minus the margin; worse where it lies"
            + " below zero. In between it is not shown.",
        "right",
        "quality"),
    TURN(
        About.FIGURES,
        "Turn",
        "[Ee]ach turn|[Tt]urn by turn",
        "One question of a conversation and its answer. Each turn sends all turns before it, so its"
            + " prompt grows.",
        "turn"),
    CACHED(
        About.FIGURES,
        "Cached tokens",
        "[Cc]ached tokens",
        "How many tokens of a prompt the server still had from an earlier one: the longest common"
            + " beginning. Only the rest has to be read before the first token.",
        "prompt tokens",
        "cached tokens",
        "tokens.cached"),
    ITL(
        About.FIGURES,
        "ITL",
        "ITL|[Ii]nter-token latency",
        "Inter-token latency: the gap between one chunk of an answer and the next. Its p99 is the"
            + " stutter that a reader sees.",
        "itl"),
    TPOT(
        About.FIGURES,
        "TPOT",
        "TPOT|[Tt]ime per token|time per output token",
        "Time per output token: from the first chunk to the last, divided by the tokens after the"
            + " first. One figure a request, where ITL has one a gap.",
        "tpot",
        "token's time"),
    E2E(
        About.FIGURES,
        "E2E",
        "E2E|[Ee]nd-to-end time",
        "End to end: from when a request was to be sent until its answer is whole.",
        "e2e"),
    THROUGHPUT(
        About.FIGURES,
        "Throughput",
        "[Tt]hroughput",
        "Generated tokens of all requests together, per second of the trial's measured window.",
        "throughput"),
    GOODPUT(
        About.FIGURES,
        "Goodput",
        "[Gg]oodput",
        "Requests per second that met every limit of the experiment.",
        "goodput"),
    OMISSION(
        About.FIGURES,
        "Coordinated omission",
        "[Cc]oordinated omission",
        "What a client hides that waits for a slow answer before it sends the next request: the"
            + " wait of those it did not send. Times here run from when a request was intended;"
            + " those named service run from when it was sent.",
        "from intended",
        "from sent"),
    FORK(
        About.FIGURES,
        "Fork",
        "[Ff]orks?",
        "One fresh JVM that runs one variant of a piece of code: the trial of a benchmark."),
    WHOLE(
        About.INSTRUMENT,
        "Whole, scoped, noisy, void",
        "scoped|void",
        "What a trial's trouble costs it: nothing, some metrics, nothing but a remark, or all of"
            + " it. Each has its reason on the page.",
        "without"),
    DELAY(
        About.INSTRUMENT,
        "Delay",
        "[Dd]elay",
        "From the arrival of a chunk at the machine until the client saw it. The kernel stamps"
            + " arrivals, so a busy client shifts no figure.",
        "delay p50",
        "delay p99",
        "delay max"),
    LAG(
        About.INSTRUMENT,
        "Lag",
        "[Ll]ag",
        "From when a request was intended until it left the client.",
        "lag p50",
        "lag p99"),
    SHARED(
        About.INSTRUMENT,
        "Shared a read",
        "[Ss]hared a read",
        "Chunks that were read together with a later one, whose arrival is known only as an upper"
            + " bound.",
        "shared a read"),
    PAUSE(
        About.INSTRUMENT,
        "Pause and load",
        "client CPU|other load",
        "How long the client itself was stopped by its own memory's cleaning, the share of its"
            + " cores that it used, and what else kept the machine busy.",
        "longest pause",
        "client CPU",
        "other load",
        "of it sampling, of one core"),
    STAMP(
        About.INSTRUMENT,
        "Stamp error",
        "[Ss]tamp errors?",
        "How far the client's time of a chunk lies from the time at which a server of known"
            + " schedule sent it."),
    READ_BACK(
        About.INSTRUMENT,
        "Read back",
        "read back|not visible",
        "Every setting is asked for again from the server's API, log or process. Not visible: no"
            + " server shows it, so it is not confirmed that it took effect.",
        "wanted",
        "got"),
    WARM_UP(
        About.INSTRUMENT,
        "Warm-up",
        "[Ww]arm-up",
        "Requests before those that count, always as many: the first ones meet a cold model and a"
            + " cold client."),
    ENVIRONMENT(
        About.INSTRUMENT,
        "Environment",
        "[Ff]ingerprint",
        "Processor, memory, system, versions: what two runs must share for their figures to be"
            + " compared. The fingerprint is a short name of all of it.",
        "fact"),
    SLOT(
        About.OLLAMA,
        "Slot",
        "[Ss]lots?",
        "A request that a loaded model answers beside others; OLLAMA_NUM_PARALLEL says how many"
            + " there are. Others wait."),
    CONTEXT(
        About.OLLAMA,
        "Context",
        "[Cc]ontext length",
        "The most tokens of prompt and answer that a model keeps in sight, num_ctx; its memory is"
            + " taken for each slot, whether used or not."),
    KV(
        About.OLLAMA,
        "KV cache",
        "KV cache",
        "What the model keeps of each token that it has read. OLLAMA_KV_CACHE_TYPE stores it in 16"
            + " bits (f16) or fewer (q8_0, q4_0)."),
    FLASH(
        About.OLLAMA,
        "Flash attention",
        "[Ff]lash attention",
        "Another order of the same sums, which needs less memory for a long context. A KV cache of"
            + " fewer bits needs it.");

    private final About about;
    private final String words;
    private final String spoken;
    private final String says;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> heads;

    Term(About about, String words, String spoken, String says, String... heads) {
      this.about = about;
      this.words = words;
      this.spoken = spoken;
      this.says = says;
      this.heads = List.of(heads);
    }

    private String link(String shown, String address) {
      return "[%s](%s#%s)".formatted(shown, address, Folds.name(words));
    }
  }

  /** The page of all words. */
  public static String page() {
    Markdown page = new Markdown();
    page.heading(1, "Words on these pages");
    for (About about : About.values()) {
      page.heading(2, about.words);
      write(page, TERMS.stream().filter(term -> term.about == about).toList());
    }
    return page.toString();
  }

  private static void write(Markdown page, List<Term> terms) {
    terms.forEach(term -> page.heading(3, term.words).paragraph(term.says.replace("_", "\\_")));
  }

  /**
   * A page with links to the words, which stand elsewhere.
   *
   * @param address of the page of all words
   */
  public static String linked(String page, String address) {
    return linked(page, address, EnumSet.noneOf(Term.class));
  }

  /** A page that comes alone, with links to the words that it uses, which end it. */
  public static String enclosed(String page) {
    Set<Term> used = EnumSet.noneOf(Term.class);
    String linked = linked(page, "", used);
    Markdown words = new Markdown();
    words.heading(2, "Words on this page");
    write(words, List.copyOf(used));
    return linked + (used.isEmpty() ? "" : "\n" + words);
  }

  private static String linked(String page, String address, Set<Term> used) {
    List<String> lines = page.lines().toList();
    List<String> linked = new ArrayList<>();
    Set<Term> spoken = EnumSet.noneOf(Term.class);
    boolean code = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      code ^= line.startsWith("```");
      if (i + 1 < lines.size() && lines.get(i + 1).startsWith("| --- |")) {
        linked.add(head(line, address, used));
      } else if (code || line.matches("(#|\\||!|```).*")) {
        linked.add(line);
      } else {
        linked.add(prose(line, address, spoken));
      }
    }
    used.addAll(spoken);
    return String.join("\n", linked) + "\n";
  }

  /** The head of a table, in which every column that has a word links to it. */
  private static String head(String line, String address, Set<Term> used) {
    return Arrays.stream(line.substring(2, line.length() - 2).split(" \\| ", -1))
        .map(
            column ->
                of(column)
                    .map(
                        term -> {
                          used.add(term);
                          return term.link(column, address);
                        })
                    .orElse(column))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static Optional<Term> of(String column) {
    Matcher metric = METRIC.matcher(column);
    String name = metric.matches() ? metric.group(1) : column;
    return TERMS.stream().filter(term -> term.heads.contains(name)).findFirst();
  }

  private static String prose(String line, String address, Set<Term> spoken) {
    return WORDS
        .matcher(line)
        .replaceAll(
            found -> {
              for (int i = 0; i < TERMS.size(); i++) {
                String words = found.group(i + 1);
                if (words != null && spoken.add(TERMS.get(i))) {
                  return Matcher.quoteReplacement(TERMS.get(i).link(words, address));
                }
              }
              return Matcher.quoteReplacement(found.group());
            });
  }
}
