package dev.paddock.settings.trap;

import static dev.paddock.settings.Trap.Planned.Of.INFEASIBLE;
import static dev.paddock.settings.Trap.Planned.Of.SETTING;
import static dev.paddock.settings.Trap.Planned.Of.VALUE;

import dev.paddock.settings.Known;
import dev.paddock.settings.LlamaRows;
import dev.paddock.settings.Situation.Trait;
import dev.paddock.settings.Trap;
import java.util.List;
import java.util.OptionalLong;

/** The part of {@link Traps} that a model brings with it: its runner, its place, its kind. */
final class ModelTraps {
  private static final String ONE_BY_ONE = "an MLX model is served one request at a time";

  private ModelTraps() {}

  static List<Trap> all() {
    return List.of(
        Trap.on(
                List.of(
                    Known.NUM_BATCH,
                    Known.NUM_GPU,
                    Known.MAIN_GPU,
                    Known.USE_MMAP,
                    Known.NUM_THREAD,
                    Known.DRAFT_NUM_PREDICT,
                    Known.SHIFT,
                    Known.OLLAMA_KV_CACHE_TYPE,
                    Known.OLLAMA_FLASH_ATTENTION),
                (setting, here) -> here.is(Trait.MLX) && here.sets(setting))
            .plan(
                SETTING, "an MLX model's runner ignores it, and a change of it loads nothing anew"),
        Trap.on(LlamaRows.all(), (setting, here) -> here.is(Trait.MLX) && here.sets(setting))
            .plan(SETTING, "no llama-server runs for an MLX model"),
        Trap.on(Known.NUM_CTX, here -> here.is(Trait.MLX) && here.sets(Known.NUM_CTX))
            .plan(
                SETTING,
                "an MLX model takes it for a soft limit, and /api/ps confirms it all the same"),
        Trap.on(
                Known.OLLAMA_NUM_PARALLEL,
                here -> here.is(Trait.MLX) && here.above(Known.OLLAMA_NUM_PARALLEL, 1))
            .plan(SETTING, ONE_BY_ONE)
            .readBack(ONE_BY_ONE),
        Trap.on(
                Known.OLLAMA_NUM_PARALLEL,
                here -> here.is(Trait.EMBEDDING) && here.above(Known.OLLAMA_NUM_PARALLEL, 1))
            .plan(SETTING, "an embedding model is served one request at a time"),
        Trap.on(
                Known.NUM_CTX,
                here ->
                    here.is(Trait.VISION)
                        && here.above(Known.NUM_CTX, 0)
                        && !here.atLeast(Known.NUM_CTX, 2048))
            .plan(VALUE, "a vision model gets 2048 at least")
            .becomes(here -> OptionalLong.of(2048))
            .readBack("a vision model gets 2048 at least"),
        Trap.on(Known.MODEL, here -> here.is(Trait.CLOUD))
            .plan(
                INFEASIBLE,
                "the model runs in a cloud: nothing of this machine is measured, and no setting of"
                    + " its server holds"),
        Trap.on(
                List.of(Known.NUM_CTX, Known.NUM_BATCH, Known.NUM_GPU, Known.NUM_THREAD),
                (setting, here) -> here.is(Trait.CLOUD) && here.sets(setting))
            .plan(SETTING, "the model runs in a cloud, which does not take it"));
  }
}
