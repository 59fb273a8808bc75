package dev.paddock.settings.trap;

import static dev.paddock.settings.Trap.Planned.Of.INFEASIBLE;
import static dev.paddock.settings.Trap.Planned.Of.SETTING;
import static dev.paddock.settings.parse.Severity.HARM;

import dev.paddock.settings.Known;
import dev.paddock.settings.LlamaRows;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Trap;
import dev.paddock.settings.Trap.Assignment;
import dev.paddock.settings.Trap.Found;
import dev.paddock.settings.Value;
import dev.paddock.settings.parse.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The part of {@link Traps} that speaks of llama.cpp's arguments: what Ollama's own arguments
 * overwrite, and under which condition ({@code llm/llama_server.go} of 0.33). Seen in the log:
 * {@code warn: LLAMA_ARG_CTX_SIZE environment variable is set, but will be overwritten by command
 * line argument -c}.
 */
final class ArgumentTraps {
  private static final String ALWAYS = "Ollama passes that argument itself";

  private ArgumentTraps() {}

  static List<Trap> all() {
    return List.of(
        overwritten(Known.LLAMA_ARG_BATCH, Known.NUM_BATCH, Known.NUM_BATCH),
        overwritten(Known.LLAMA_ARG_CTX_SIZE, Known.NUM_CTX, Known.OLLAMA_CONTEXT_LENGTH),
        overwritten(
            Known.LLAMA_ARG_FLASH_ATTN, Known.OLLAMA_FLASH_ATTENTION, Known.OLLAMA_FLASH_ATTENTION),
        overwritten(
            Known.LLAMA_ARG_N_PARALLEL, Known.OLLAMA_NUM_PARALLEL, Known.OLLAMA_NUM_PARALLEL),
        overwritten(Known.LLAMA_ARG_UBATCH, Known.NUM_BATCH, Known.NUM_BATCH),
        always(Known.LLAMA_ARG_MODEL),
        always(Known.LLAMA_ARG_HOST),
        always(Known.LLAMA_ARG_PORT),
        always(Known.LLAMA_ARG_LOG_VERBOSITY),
        always(Known.LLAMA_ARG_LOG_PREFIX),
        always(Known.LLAMA_ARG_LOG_TIMESTAMPS),
        always(Known.LLAMA_ARG_OFFLINE),
        always(Known.LLAMA_ARG_UI),
        ownArgument(
            Known.LLAMA_ARG_CACHE_TYPE_K,
            here -> here.sets(Known.OLLAMA_KV_CACHE_TYPE),
            Optional.of(Known.OLLAMA_KV_CACHE_TYPE)),
        ownArgument(
            Known.LLAMA_ARG_CACHE_TYPE_V,
            here -> here.sets(Known.OLLAMA_KV_CACHE_TYPE),
            Optional.of(Known.OLLAMA_KV_CACHE_TYPE)),
        where(Known.LLAMA_ARG_N_GPU_LAYERS, Known.NUM_GPU, here -> here.atLeast(Known.NUM_GPU, 0)),
        where(
            Known.LLAMA_ARG_MMPROJ_OFFLOAD, Known.NUM_GPU, here -> here.atLeast(Known.NUM_GPU, 0)),
        where(Known.LLAMA_ARG_THREADS, Known.NUM_THREAD, here -> here.above(Known.NUM_THREAD, 0)),
        where(Known.LLAMA_ARG_SPLIT_MODE, Known.MAIN_GPU, here -> here.sets(Known.MAIN_GPU)),
        where(Known.LLAMA_ARG_MAIN_GPU, Known.MAIN_GPU, here -> here.sets(Known.MAIN_GPU)),
        where(
            Known.LLAMA_ARG_LOAD_MODE,
            Known.USE_MMAP,
            here -> here.value(Known.USE_MMAP).filter(new Value.Flag(false)::equals).isPresent()),
        where(
            Known.LLAMA_ARG_SPEC_TYPE,
            Known.DRAFT_NUM_PREDICT,
            here -> here.above(Known.DRAFT_NUM_PREDICT, 0)),
        where(
            Known.LLAMA_ARG_SPEC_DRAFT_N_MAX,
            Known.DRAFT_NUM_PREDICT,
            here -> here.above(Known.DRAFT_NUM_PREDICT, 0)),
        where(
            Known.LLAMA_ARG_CONTEXT_SHIFT,
            Known.SHIFT,
            here -> here.value(Known.SHIFT).filter(new Value.Flag(true)::equals).isPresent()),
        where(
            Known.LLAMA_ARG_JINJA,
            Known.OLLAMA_GO_TEMPLATE,
            here -> here.sets(Known.OLLAMA_GO_TEMPLATE)),
        where(
            Known.LLAMA_ARG_CHAT_TEMPLATE,
            Known.OLLAMA_GO_TEMPLATE,
            here -> here.sets(Known.OLLAMA_GO_TEMPLATE)),
        Trap.on(
                LlamaRows.all(),
                (setting, here) -> here.text(setting).filter(String::isBlank).isPresent())
            .plan(INFEASIBLE, "an argument of llama-server is set to nothing, and it ends at that")
            .doctor(
                Found.of(
                    Found.RULE,
                    HARM,
                    "%s is set to nothing",
                    "llama-server ends where a variable of its own is empty: no model loads.")));
  }

  /** A plan has options of a model load at hand, an installation the server's variables. */
  private static Trap overwritten(Setting argument, Setting option, Setting variable) {
    return ownArgument(argument, here -> true, Optional.of(variable))
        .plan(SETTING, ALWAYS + ". Set %s".formatted(option.name()));
  }

  private static Trap always(Setting argument) {
    return ownArgument(argument, here -> true, Optional.empty()).plan(SETTING, ALWAYS);
  }

  private static Trap where(Setting argument, Setting option, Predicate<Situation> set) {
    return ownArgument(argument, set, Optional.of(option))
        .plan(SETTING, "%s where %s is set. Use that alone".formatted(ALWAYS, option.name()))
        .readBack("%s where %s is set".formatted(ALWAYS, option.name()));
  }

  private static Trap ownArgument(
      Setting argument, Predicate<Situation> when, Optional<Setting> instead) {
    return Trap.on(argument, here -> here.ollama() && here.sets(argument) && when.test(here))
        .doctor(
            new Found(
                Traps.OVERWRITTEN,
                Severity.VOID,
                "%s is overwritten by Ollama",
                "Ollama gives llama-server this argument itself, and an argument outranks a"
                    + " variable.",
                Optional.empty(),
                text -> instead.map(setting -> new Assignment(setting, text))));
  }
}
