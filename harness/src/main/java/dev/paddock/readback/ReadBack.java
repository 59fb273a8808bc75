package dev.paddock.readback;

import dev.paddock.readback.trouble.Telltale;
import dev.paddock.readback.trouble.Told;
import dev.paddock.settings.Configuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a server was seen to run with: from its API, and from its log where that can be read.
 *
 * @param seen what became of each setting, with {@code num_gpu} as {@code 10/31} layers, {@code
 *     OLLAMA_FLASH_ATTENTION} as {@code enabled}, {@code disabled} or what auto became, {@code
 *     num_ctx} of each slot; beside them {@code size}, {@code vram}, {@code kv.size} and {@code
 *     buffer.DEVICE.USE} in bytes, {@code ubatch}, {@code trained_context}, {@code gpus} found,
 *     {@code flags} of llama-server, {@code loads} of the model, {@code beside} it in memory, and
 *     under {@code log} a doubt about the log's version; what could not be found out is absent
 * @param hints why a setting does not hold, in the server's own words, by setting
 * @param faults what makes a trial invalid whatever was wanted, a sentence each
 */
public record ReadBack(
    SortedMap<Sight, String> seen, Map<String, String> hints, List<String> faults) {
  static final String OVERWRITTEN = "overwritten by Ollama's own argument ";

  private static final Pattern LOAD =
      Pattern.compile(
          "msg=\"starting (?:llama-server|runner|llama server)\" cmd=\".*? --model (.+?)(?="
              + " --?[a-z]|\"|$)",
          Pattern.MULTILINE);

  /** One line of llama-server's sampler; it holds for the last request. */
  private static final Pattern SAMPLER =
      Pattern.compile(
          "\\b(repeat_last_n|repeat_penalty|frequency_penalty|presence_penalty|top_k|top_p|min_p|typical_p|temp)"
              + " = (-?\\d+(?:\\.\\d+)?)");

  /** What Ollama keeps for ever stays for 292 years, and what others call for ever for fewer. */
  private static final Duration FOR_EVER = Duration.ofDays(3653);

  public ReadBack {
    seen = Collections.unmodifiableSortedMap(new TreeMap<>(seen));
    hints = Map.copyOf(hints);
    faults = List.copyOf(faults);
  }

  /** Reads back. */
  public static ReadBack of(Evidence evidence) {
    LogDialect dialect = LogDialect.of(evidence.version());
    String log = evidence.load() + evidence.trial();
    boolean again = LOAD.matcher(evidence.trial()).find();
    String load = lastLoad(again ? log : evidence.load() + Lines.head(evidence.trial()));
    SortedMap<Sight, String> got =
        new TreeMap<>(
            switch (dialect.family()) {
              case LLAMA_SERVER -> LlamaServerLog.read(load);
              case GO_RUNNER -> GoRunnerLog.read(load);
              case ENGINE -> EngineLog.read(load);
              case VLLM -> Vllm.log(load);
              case OTHER -> new TreeMap<Sight, String>();
            });
    long loads = LOAD.matcher(log).results().filter(line -> ofSame(line, log)).count();
    if (loads > 0) {
      got.put(Sight.LOADS, Long.toString(loads));
    }
    got.putAll(evidence.start().variables());
    evidence.start().seesGpu().ifPresent(sees -> got.put(Sight.GPUS, sees ? "some" : "0"));
    SAMPLER
        .matcher(Lines.tail(log))
        .results()
        .forEach(
            line ->
                got.put(
                    line.group(1).equals("temp") ? Sight.TEMPERATURE : Sight.of(line.group(1)),
                    plain(line.group(2))));
    evidence.loaded().ifPresent(model -> ofApi(model, evidence.idle(), got));
    if ("0".equals(got.get(Sight.VRAM))) {
      got.putIfAbsent(Sight.LAYERS, "0");
    }
    dialect.doubt().ifPresent(doubt -> got.put(Sight.DOUBT, doubt));
    return new ReadBack(got, hints(log, load), faults(log, evidence));
  }

  private static Map<String, String> hints(String log, String load) {
    Map<String, String> hints = new TreeMap<>();
    for (Hint hint : Hint.values()) {
      hint.in(load).ifPresent(words -> hints.put(hint.setting().name(), words));
    }
    Telltale.UNREADABLE
        .in(log)
        .forEach(
            told ->
                hints.put(
                    told.named(),
                    "the server cannot read %s and uses %s".formatted(told.value(), told.more())));
    return hints;
  }

  /** What was seen, as the journal keeps it: by name. */
  public SortedMap<String, String> got() {
    return Sight.texts(seen);
  }

  /** Why a server's log may not be read as it should; empty where its version is known. */
  public static Optional<String> doubt(String version) {
    return LogDialect.of(version).doubt();
  }

  private static void ofApi(LoadedModel model, Duration idle, SortedMap<Sight, String> got) {
    if (model.context() > 0) {
      got.put(Sight.CONTEXT, Long.toString(model.context()));
    }
    got.put(Sight.SIZE, Long.toString(model.size()));
    got.put(Sight.VRAM, Long.toString(model.vram()));
    if (!model.beside().isEmpty()) {
      got.put(Sight.OTHER_MODELS, String.join(", ", model.beside()));
    }
    model.stays().ifPresent(stays -> got.put(Sight.KEEP_ALIVE, keepAlive(stays.plus(idle))));
  }

  /** Rounded, for it is the same setting in every trial. */
  private static String keepAlive(Duration stays) {
    if (stays.compareTo(FOR_EVER) > 0) {
      return "-1";
    }
    long unit = stays.toSeconds() < 30 ? 1 : 5;
    long seconds = Math.round(stays.toMillis() / 1000.0 / unit) * unit;
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** Whether a load is of the model that was loaded first: that one is ours. */
  private static boolean ofSame(MatchResult load, String log) {
    return LOAD.matcher(log)
        .results()
        .findFirst()
        .filter(first -> first.group(1).equals(load.group(1)))
        .isPresent();
  }

  /** The lines since our model was last loaded, other models' loads in between included. */
  private static String lastLoad(String log) {
    Optional<MatchResult> last =
        LOAD.matcher(log)
            .results()
            .filter(line -> ofSame(line, log))
            .reduce((earlier, later) -> later);
    if (last.isEmpty()) {
      return log;
    }
    // What Ollama says of the request itself stands before it starts the runner.
    int from = log.lastIndexOf("msg=\"loaded runners\"", last.get().start());
    int end =
        LOAD.matcher(log)
            .results()
            .filter(line -> line.start() > last.get().start())
            .mapToInt(MatchResult::start)
            .findFirst()
            .orElse(log.length());
    return log.substring(Math.max(0, from), end);
  }

  private static List<String> faults(String log, Evidence evidence) {
    List<String> faults = new ArrayList<>();
    Telltale.INVALID_OPTION
        .in(log)
        .map(Told::named)
        .distinct()
        .forEach(
            option ->
                faults.add(
                    "%s did not take effect: the server says 'invalid option provided'. Leave it out"
                        .formatted(option)));
    boolean others =
        LOAD.matcher(log)
            .results()
            .anyMatch(line -> line.start() >= evidence.load().length() && !ofSame(line, log));
    if (others) {
      faults.add(
          "another model was loaded on the server while the trial ran: somebody else uses it");
    }
    return faults;
  }

  private static String plain(String number) {
    return number.contains(".") ? number.replaceAll("\\.?0+$", "") : number;
  }

  /** What was wanted and is not so, a sentence each; what could not be read back is not judged. */
  public List<String> differences(Configuration wanted) {
    List<String> differences = new ArrayList<>(faults);
    Agreement.breaches(wanted, seen).forEach(breach -> differences.add(difference(breach)));
    return List.copyOf(differences);
  }

  /** The same; what the server states of itself goes before what its log says. */
  public List<String> differences(Configuration wanted, Stated stated) {
    SortedMap<Sight, String> logged = new TreeMap<>(seen);
    logged.keySet().removeAll(stated.said().keySet());
    List<String> differences =
        new ArrayList<>(new ReadBack(logged, hints, faults).differences(wanted));
    differences.addAll(stated.differences(wanted));
    return List.copyOf(differences);
  }

  private String difference(Agreement.Breach breach) {
    Sight sight = breach.setting();
    String name = sight.name();
    Optional<String> why =
        Optional.ofNullable(hints.get(name))
            .or(() -> sight.setting().flatMap(one -> Why.of(one, breach.wanted(), got())));
    return "%s did not take effect: wanted %s, %s%s"
        .formatted(
            name,
            breach.wanted(),
            breach.seen().startsWith(OVERWRITTEN)
                ? "it is " + breach.seen()
                : "the server runs with " + breach.seen(),
            why.map(words -> " (" + words + ")").orElse(""));
  }
}
