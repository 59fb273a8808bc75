package dev.paddock.target;

import dev.paddock.settings.GoBoolean;
import dev.paddock.settings.GoDuration;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a server was seen to run with: from its API, and from its log where that can be read.
 *
 * @param got by the settings' own names, with {@code num_gpu} as {@code 10/31} layers, {@code
 *     OLLAMA_FLASH_ATTENTION} as {@code enabled}, {@code disabled} or what auto became, {@code
 *     num_ctx} of each slot; beside them {@code size}, {@code vram}, {@code kv.size} and {@code
 *     buffer.DEVICE.USE} in bytes, {@code ubatch}, {@code trained_context}, {@code gpus} found,
 *     {@code flags} of llama-server, {@code loads} of the model, {@code beside} it in memory, and
 *     under {@code log} a doubt about the log's version; what could not be found out is absent
 * @param hints why a setting does not hold, in the server's own words, by setting
 * @param faults what makes a trial invalid whatever was wanted, a sentence each
 */
public record ReadBack(
    SortedMap<String, String> got, Map<String, String> hints, List<String> faults) {
  static final String FLASH_ATTENTION = "OLLAMA_FLASH_ATTENTION";
  static final String KV_CACHE_TYPE = "OLLAMA_KV_CACHE_TYPE";
  static final String OVERWRITTEN = "overwritten by Ollama's own argument ";

  /** Arguments of llama.cpp, and where their effect is seen unless Ollama overwrites them. */
  private static final Map<String, String> LLAMA_CPP =
      Map.of(
          "LLAMA_ARG_THREADS", "num_thread",
          "LLAMA_ARG_BATCH", "num_batch",
          "LLAMA_ARG_UBATCH", "ubatch",
          "LLAMA_ARG_CACHE_TYPE_K", KV_CACHE_TYPE);

  /** What a log may round away of a number, and a clock of a duration in seconds. */
  private static final double ROUNDED = 0.0005;

  private static final double SECONDS = 5;

  private static final Pattern LOAD =
      Pattern.compile(
          "msg=\"starting (?:llama-server|runner|llama server)\" cmd=\".*? --model (\\S+)");
  private static final Pattern INVALID_OPTION =
      Pattern.compile("msg=\"invalid option provided\" option=(\\S+)");

  private static final Pattern UNREADABLE =
      Pattern.compile(
          "msg=\"invalid environment variable, using default\" key=(\\S+) value=(\\S+)"
              + " default=(\\S+)");

  /** One line of llama-server's sampler; it holds for the last request. */
  private static final Pattern SAMPLER =
      Pattern.compile(
          "\\b(repeat_last_n|repeat_penalty|frequency_penalty|presence_penalty|top_k|top_p|min_p|typical_p|temp)"
              + " = (-?[0-9.]+)");

  public ReadBack {
    got = Collections.unmodifiableSortedMap(new TreeMap<>(got));
    hints = Map.copyOf(hints);
    faults = List.copyOf(faults);
  }

  /** Reads back. */
  public static ReadBack of(Evidence evidence) {
    LogDialect dialect = LogDialect.of(evidence.version());
    String log = evidence.load() + evidence.trial();
    boolean again = LOAD.matcher(evidence.trial()).find();
    String load = lastLoad(again ? log : evidence.load() + Lines.head(evidence.trial()));
    SortedMap<String, String> got =
        new TreeMap<>(
            switch (dialect.family()) {
              case LLAMA_SERVER -> LlamaServerLog.read(load);
              case GO_RUNNER -> GoRunnerLog.read(load);
              case ENGINE -> EngineLog.read(load);
              case OTHER -> new TreeMap<String, String>();
            });
    long loads = LOAD.matcher(log).results().filter(line -> ofSame(line, log)).count();
    if (loads > 0) {
      got.put("loads", Long.toString(loads));
    }
    got.putAll(evidence.start().variables());
    evidence.start().seesGpu().ifPresent(sees -> got.put("gpus", sees ? "some" : "0"));
    SAMPLER
        .matcher(Lines.tail(log))
        .results()
        .forEach(
            line ->
                got.put(
                    line.group(1).equals("temp") ? "temperature" : line.group(1),
                    plain(line.group(2))));
    evidence.loaded().ifPresent(model -> ofApi(model, evidence.idle(), got));
    if ("0".equals(got.get("vram"))) {
      got.putIfAbsent("num_gpu", "0");
    }
    dialect.doubt().ifPresent(doubt -> got.put("log", doubt));
    Map<String, String> hints = new TreeMap<>();
    for (Hint hint : Hint.values()) {
      hint.in(load).ifPresent(words -> hints.put(hint.setting(), words));
    }
    UNREADABLE
        .matcher(log)
        .results()
        .forEach(
            line ->
                hints.put(
                    line.group(1),
                    "the server cannot read %s and uses %s"
                        .formatted(line.group(2), line.group(3))));
    return new ReadBack(got, hints, faults(log, evidence));
  }

  /** Why a server's log may not be read as it should; empty where its version is known. */
  public static Optional<String> doubt(String version) {
    return LogDialect.of(version).doubt();
  }

  private static void ofApi(Control.Loaded model, Duration idle, SortedMap<String, String> got) {
    if (model.context() > 0) {
      got.put("num_ctx", Long.toString(model.context()));
    }
    got.put("size", Long.toString(model.size()));
    got.put("vram", Long.toString(model.vram()));
    if (!model.beside().isEmpty()) {
      got.put("beside", String.join(", ", model.beside()));
    }
    model.stays().ifPresent(stays -> got.put("keep_alive", keepAlive(stays.plus(idle))));
  }

  /** Rounded, for it is the same setting in every trial. */
  private static String keepAlive(Duration stays) {
    if (GoDuration.seconds(stays.toSeconds() + "s").orElse(0.0) == GoDuration.FOREVER) {
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
    INVALID_OPTION
        .matcher(log)
        .results()
        .map(line -> line.group(1))
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
  public List<String> differences(Map<String, Value> wanted) {
    List<String> differences = new ArrayList<>(faults);
    new TreeMap<>(wanted)
        .forEach(
            (name, value) -> {
              String seen = got.get(shownBy(name, wanted));
              if (seen != null && isExplicit(name, value) && !agrees(name, value, seen)) {
                differences.add(difference(name, value, seen));
              }
            });
    return List.copyOf(differences);
  }

  /** The name under which a setting's effect is seen. */
  private String shownBy(String name, Map<String, Value> wanted) {
    boolean left = !wanted.containsKey("num_ctx") || wanted.get("num_ctx") instanceof Value.Unset;
    if (name.equals("OLLAMA_CONTEXT_LENGTH") && left) {
      return "num_ctx";
    }
    return got.containsKey(name) ? name : LLAMA_CPP.getOrDefault(name, name);
  }

  /** Whether a value asks for something definite, and does not leave it to the server. */
  private static boolean isExplicit(String name, Value value) {
    return switch (value) {
      case Value.Whole(long number) ->
          switch (name) {
            case "num_gpu", "main_gpu" -> number >= 0;
            case "num_ctx", "num_batch", "num_thread", "OLLAMA_CONTEXT_LENGTH" -> number > 0;
            default -> true;
          };
      case Value.Unset unset -> false;
      case Value.Max max -> false;
      case Value.Items items -> false;
      case Value.Decimal decimal -> true;
      case Value.Flag flag -> true;
      case Value.Text(String text) -> !(name.startsWith("LLAMA_ARG_") && text.startsWith("-"));
    };
  }

  private static boolean agrees(String name, Value value, String seen) {
    String wanted = value.toString();
    return switch (name) {
      case "num_gpu" -> agreesOnLayers(value, seen);
      case FLASH_ATTENTION -> seen.endsWith(GoBoolean.isOn(wanted) ? "enabled" : "disabled");
      default ->
          Settings.find(name)
              .map(Setting::kind)
              .map(
                  kind ->
                      switch (kind) {
                        case FLAG -> Boolean.toString(GoBoolean.isOn(wanted)).equals(seen);
                        case DECIMAL -> near(number(wanted), number(seen), ROUNDED);
                        case DURATION ->
                            near(GoDuration.seconds(wanted), GoDuration.seconds(seen), SECONDS);
                        case WHOLE, TEXT, ITEMS, SIZE, RATE -> wanted.equalsIgnoreCase(seen);
                      })
              .orElse(wanted.equals(seen));
    };
  }

  private static boolean agreesOnLayers(Value value, String seen) {
    String[] layers = seen.split("/", 2);
    long all = layers.length > 1 ? Long.parseLong(layers[1]) : Long.MAX_VALUE;
    return value instanceof Value.Whole(long number)
        && Math.min(number, all) == Long.parseLong(layers[0]);
  }

  private static Optional<Double> number(String text) {
    return text.matches("-?\\d{1,15}(\\.\\d{1,15})?")
        ? Optional.of(Double.parseDouble(text))
        : Optional.empty();
  }

  private static boolean near(Optional<Double> wanted, Optional<Double> seen, double tolerance) {
    return Objects.equals(wanted, seen)
        || (wanted.isPresent()
            && seen.isPresent()
            && Math.abs(wanted.get() - seen.get()) <= tolerance);
  }

  private String difference(String name, Value value, String seen) {
    Optional<String> why = Optional.ofNullable(hints.get(name)).or(() -> Why.of(name, value, got));
    return "%s did not take effect: wanted %s, %s%s"
        .formatted(
            name,
            value,
            seen.startsWith(OVERWRITTEN) ? "it is " + seen : "the server runs with " + seen,
            why.map(words -> " (" + words + ")").orElse(""));
  }
}
