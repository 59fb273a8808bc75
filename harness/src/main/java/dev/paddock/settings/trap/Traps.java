package dev.paddock.settings.trap;

import static dev.paddock.settings.Trap.Planned.Of.CELLS;
import static dev.paddock.settings.Trap.Planned.Of.INFEASIBLE;
import static dev.paddock.settings.Trap.Planned.Of.SETTING;
import static dev.paddock.settings.Trap.Planned.Of.VALUE;
import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;
import static dev.paddock.settings.parse.Severity.VOID;

import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Trap;
import dev.paddock.settings.Trap.Assignment;
import dev.paddock.settings.Trap.Found;
import dev.paddock.settings.Value;
import dev.paddock.settings.parse.CacheType;
import dev.paddock.settings.parse.EnvText;
import dev.paddock.settings.parse.GoBoolean;
import dev.paddock.settings.parse.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of what makes settings void or harmful in Ollama 0.33, one entry a trap; plan,
 * read-back and doctor all ask it. Where a row of {@link Known} says it of its own setting, it
 * counts as well.
 */
public final class Traps {
  /** Rules by which the doctor's findings are known to scripts. */
  public static final String SPECIAL_NUMBER = "special-number";

  public static final String NO_EFFECT = "no-effect";
  public static final String CACHE_WITHOUT_FLASH = "kv-cache-without-flash-attention";
  public static final String OVERWRITTEN = "llama-argument-overwritten";
  public static final String API_KEY = "llama-api-key";

  private static final String NO_GPU = "the server sees no GPU";
  private static final String NOTHING_THERE =
      "nothing of the model is on a GPU, and the server found none: on this machine it does"
          + " nothing";

  private static final Trap LAYERS_WITHOUT_GPU =
      Trap.on(
              Known.NUM_GPU,
              here ->
                  here.noGpu()
                      && (here.value(Known.NUM_GPU).filter(Value.Max.class::isInstance).isPresent()
                          || here.above(Known.NUM_GPU, 0)))
          .plan(
              SETTING,
              NO_GPU
                  + ", so every layer stays on the CPU. Trials that ask for layers"
                  + " there will be invalid: leave num_gpu out")
          .readBack(NOTHING_THERE);

  private static final Trap MAIN_GPU_WITHOUT_GPU =
      Trap.on(Known.MAIN_GPU, here -> here.noGpu() && here.sets(Known.MAIN_GPU))
          .plan(SETTING, NO_GPU)
          .readBack(NOTHING_THERE);

  private static final Trap DEVICES_WITHOUT_GPU =
      Trap.on(
              List.of(Known.OLLAMA_SCHED_SPREAD, Known.OLLAMA_GPU_OVERHEAD),
              (setting, here) -> here.noGpu() && here.sets(setting))
          .plan(SETTING, NO_GPU);

  private static final Trap LAYERS_OVER_MODEL =
      Trap.on(
              Known.NUM_GPU,
              here ->
                  here.model()
                      .filter(model -> model.layers() > 0)
                      .filter(model -> here.above(Known.NUM_GPU, model.layers()))
                      .isPresent())
          .plan(
              VALUE,
              of(
                  model ->
                      "%s has %d layers, so it means all of them"
                          .formatted(model.name(), model.layers())));

  /** The number of tokens that a model was trained for, or the context is cut to it. */
  public static final Trap CONTEXT_OVER_TRAINED =
      Trap.on(
              List.of(Known.NUM_CTX, Known.OLLAMA_CONTEXT_LENGTH),
              (setting, here) ->
                  here.model()
                      .filter(model -> model.trainedContext() > 0)
                      .filter(model -> here.above(setting, model.trainedContext()))
                      .isPresent())
          .becomes(
              here -> here.model().stream().mapToLong(Situation.Model::trainedContext).findFirst())
          .plan(
              VALUE,
              of(
                  model ->
                      "%s was trained for %d tokens, and Ollama clamps the context to that"
                          .formatted(model.name(), model.trainedContext())))
          .readBack("that is what the model was trained for, and Ollama clamps the context to it");

  /** Families that Ollama serves one request at a time. */
  public static final Trap SLOTS_OF_FAMILY =
      Trap.on(
              Known.OLLAMA_NUM_PARALLEL,
              here ->
                  here.above(Known.OLLAMA_NUM_PARALLEL, 1)
                      && here.model()
                          .filter(model -> ModelFamilies.haveOneSlot(model.family()))
                          .isPresent())
          .plan(
              SETTING,
              of(
                  model ->
                      "Ollama serves the family %s (%s) one request at a time"
                          .formatted(model.family(), model.name())));

  /**
   * Ollama 0.33 with OLLAMA_FLASH_ATTENTION=0 and OLLAMA_KV_CACHE_TYPE=q8_0 answers every load with
   * {@code llama_init_from_model: quantized V cache requires flash_attn to be enabled}.
   */
  private static final Trap CACHE_TYPE_WITHOUT_FLASH =
      Trap.on(
              Known.OLLAMA_KV_CACHE_TYPE,
              here ->
                  here.text(Known.OLLAMA_KV_CACHE_TYPE)
                          .flatMap(CacheType::of)
                          .filter(CacheType::quantised)
                          .isPresent()
                      && here.text(Known.OLLAMA_FLASH_ATTENTION)
                          .filter(text -> !GoBoolean.isOn(text))
                          .isPresent())
          .plan(
              INFEASIBLE,
              "a quantised V cache needs flash attention, and %s turns it off: the model will not"
                      .formatted(Known.OLLAMA_FLASH_ATTENTION.name())
                  + " load")
          .readBack("a quantised cache needs flash attention, and that is off")
          .doctor(
              Found.of(
                      CACHE_WITHOUT_FLASH,
                      HARM,
                      "%s needs flash attention, which is off",
                      "No model loads: \"quantized V cache requires flash_attn to be enabled\".",
                      new Assignment(Known.OLLAMA_FLASH_ATTENTION, "true"))
                  .because(Known.OLLAMA_FLASH_ATTENTION));

  private static final Trap FLASH_BY_ODD_TEXT =
      Trap.on(
              Known.OLLAMA_FLASH_ATTENTION,
              here ->
                  here.value(Known.OLLAMA_FLASH_ATTENTION)
                      .filter(
                          value ->
                              value instanceof Value.Text(String text)
                                  && GoBoolean.parse(text).isEmpty())
                      .isPresent())
          .plan(VALUE, "that is no boolean, and Ollama takes it for true");

  private static final Trap BATCH_OVER_CONTEXT =
      Trap.on(
              Known.NUM_BATCH,
              here -> {
                OptionalLong context = here.whole(Known.NUM_CTX);
                return context.isPresent()
                    && here.above(
                        Known.NUM_BATCH,
                        context.getAsLong() * here.whole(Known.OLLAMA_NUM_PARALLEL).orElse(1));
              })
          .plan(CELLS, "a batch is no larger than the context of all slots")
          .readBack("a batch is no larger than the context of all slots");

  private static final List<Trap> SPECIAL_VALUES =
      List.of(
          special(
              Known.OLLAMA_NUM_PARALLEL,
              "0+",
              NOTE,
              "%s is 1",
              "Older releases chose a number by themselves; Ollama 0.33 takes 0 for 1.",
              "4"),
          special(
              Known.OLLAMA_MAX_QUEUE,
              "0+",
              HARM,
              "%s refuses requests",
              "With no room to wait a request gets 503 \"server busy\" whenever the scheduler is at"
                  + " work; 0 is not \"no limit\".",
              "512"),
          special(
              Known.OLLAMA_MAX_QUEUE,
              "(?!512$)0*[1-9]\\d*",
              NOTE,
              "%s does not limit who waits for a loaded model",
              "It holds only for requests that need a model to be scheduled. Those for a loaded"
                  + " model wait without limit: such a limit belongs into a proxy in front.",
              ""),
          special(
              Known.OLLAMA_KEEP_ALIVE,
              "[-+]?0+(ns|us|µs|ms|s|m|h)?",
              NOTE,
              "%s unloads after every request",
              "Each request then waits for the model to load.",
              "5m"),
          special(
              Known.OLLAMA_DEBUG,
              "1|t|T|TRUE|true|True|0*[2-9]\\d*",
              NOTE,
              "%s logs more",
              "Every request then writes log lines, which takes time and disk.",
              ""));

  /** The variable reaches the log, the choice of the context and MLX, not llama.cpp. */
  private static final Trap OVERHEAD_WITHOUT_EFFECT =
      Trap.on(
              Known.OLLAMA_GPU_OVERHEAD,
              here -> here.above(Known.OLLAMA_GPU_OVERHEAD, 0) && !here.before(30))
          .doctor(
              new Found(
                  NO_EFFECT,
                  VOID,
                  "%s leaves no VRAM free",
                  "Since 0.30 llama.cpp places the layers and does not know it; it obeys"
                      + " LLAMA_ARG_FIT_TARGET, in MiB (1024 without it).",
                  Optional.empty(),
                  text ->
                      Optional.of(
                          new Assignment(
                              Known.LLAMA_ARG_FIT_TARGET,
                              Long.toString(1024 + (EnvText.numberOf(text).orElse(0L) >> 20))))));

  /** Ollama 0.33 with LLAMA_API_KEY set answers every request {@code Invalid API Key}, code 401. */
  private static final Trap KEY_OF_LLAMA_SERVER =
      Trap.on(Known.LLAMA_API_KEY, here -> here.values().has(Known.LLAMA_API_KEY))
          .doctor(
              Found.of(
                  API_KEY,
                  HARM,
                  Known.LLAMA_API_KEY.name() + " locks Ollama out of its own llama-server",
                  "llama-server inherits it and answers Ollama with 401, Invalid API Key."));

  private static final List<Trap> ALL = all(Known.traps());

  private Traps() {}

  /** Every trap, in the order in which they are told. */
  public static List<Trap> all() {
    return ALL;
  }

  /** Those that can catch a setting. */
  public static Stream<Trap> of(Setting setting) {
    return ALL.stream().filter(trap -> trap.of().contains(setting));
  }

  private static List<Trap> all(List<Trap> ofRows) {
    List<Trap> all =
        new ArrayList<>(
            List.of(
                LAYERS_WITHOUT_GPU,
                MAIN_GPU_WITHOUT_GPU,
                DEVICES_WITHOUT_GPU,
                LAYERS_OVER_MODEL,
                CONTEXT_OVER_TRAINED,
                SLOTS_OF_FAMILY,
                CACHE_TYPE_WITHOUT_FLASH,
                FLASH_BY_ODD_TEXT,
                BATCH_OVER_CONTEXT,
                overruled(Known.OLLAMA_CONTEXT_LENGTH, Known.NUM_CTX),
                overruled(Known.OLLAMA_KEEP_ALIVE, Known.KEEP_ALIVE)));
    all.addAll(ArgumentTraps.all());
    all.addAll(ModelTraps.all());
    all.addAll(SPECIAL_VALUES);
    all.add(OVERHEAD_WITHOUT_EFFECT);
    all.add(KEY_OF_LLAMA_SERVER);
    all.addAll(HostTraps.all());
    all.addAll(ofRows);
    return List.copyOf(all);
  }

  private static Trap overruled(Setting variable, Setting option) {
    return Trap.on(variable, here -> here.sets(variable) && here.sets(option))
        .plan(SETTING, "every request carries %s, which goes before it".formatted(option.name()));
  }

  /**
   * A valid value that means something of its own; where {@code instead} is empty, unsetting is the
   * cure.
   */
  private static Trap special(
      Setting setting,
      String texts,
      Severity severity,
      String what,
      String effect,
      String instead) {
    Pattern pattern = Pattern.compile(texts);
    return Trap.on(
            setting,
            here -> here.text(setting).filter(text -> pattern.matcher(text).matches()).isPresent())
        .doctor(
            instead.isEmpty()
                ? Found.of(SPECIAL_NUMBER, severity, what, effect)
                : Found.of(
                    SPECIAL_NUMBER, severity, what, effect, new Assignment(setting, instead)));
  }

  private static BiFunction<Setting, Situation, String> of(Function<Situation.Model, String> says) {
    return (setting, here) -> here.model().map(says).orElse("");
  }
}
