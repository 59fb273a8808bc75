package dev.paddock.settings.trap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Trap;
import dev.paddock.settings.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrapsTest {
  private static final Situation.Model SMALL = new Situation.Model("small:1", "mllama", 31, 8192);

  private static List<Trap> catching(Setting setting, Situation here) {
    return Traps.of(setting).filter(trap -> trap.catches(setting, here)).toList();
  }

  private static Situation with(Setting setting, long number) {
    return Situation.OLLAMA.with(Configuration.of(setting, new Value.Whole(number)));
  }

  @Test
  void what_is_not_known_catches_nothing() {
    for (Setting setting :
        List.of(Known.NUM_GPU, Known.NUM_CTX, Known.NUM_BATCH, Known.OLLAMA_NUM_PARALLEL)) {
      assertThat(catching(setting, with(setting, 99_999))).isEmpty();
    }
  }

  @Test
  void what_is_known_of_the_model_and_the_cards_catches() {
    assertThat(catching(Known.NUM_GPU, with(Known.NUM_GPU, 40).with(SMALL))).hasSize(1);
    assertThat(catching(Known.NUM_CTX, with(Known.NUM_CTX, 9000).with(SMALL))).hasSize(1);
    assertThat(catching(Known.OLLAMA_NUM_PARALLEL, with(Known.OLLAMA_NUM_PARALLEL, 2).with(SMALL)))
        .containsExactly(Traps.SLOTS_OF_FAMILY);
    assertThat(catching(Known.MAIN_GPU, with(Known.MAIN_GPU, 1).seeingGpu(Optional.of(false))))
        .hasSize(1);
    assertThat(catching(Known.MAIN_GPU, with(Known.MAIN_GPU, 1).seeingGpu(Optional.of(true))))
        .isEmpty();
  }

  @Test
  void a_setting_that_is_left_to_the_server_is_in_no_trap() {
    Situation here =
        Situation.OLLAMA
            .seeingGpu(Optional.of(false))
            .with(Configuration.of(Known.MAIN_GPU, new Value.Unset()));
    assertThat(catching(Known.MAIN_GPU, here)).isEmpty();
  }

  @Test
  void a_release_that_is_older_than_a_trap_is_not_caught() {
    Situation here = with(Known.OLLAMA_GPU_OVERHEAD, 1024);
    assertThat(catching(Known.OLLAMA_GPU_OVERHEAD, here)).hasSize(1);
    Situation old =
        new Situation(
            true, Optional.of("0.24.1"), Optional.empty(), Optional.empty(), here.values());
    assertThat(catching(Known.OLLAMA_GPU_OVERHEAD, old)).isEmpty();
  }

  @Test
  void a_trap_of_a_row_speaks_to_plan_read_back_and_doctor() {
    Trap trap = Trap.voidWhen(Known.NUM_THREAD, here -> true, "nothing reads it", "Leave it out");
    assertThat(trap.catches(Known.NUM_THREAD, with(Known.NUM_THREAD, 4))).isTrue();
    assertThat(trap.catches(Known.NUM_THREAD, Situation.OLLAMA)).isFalse();
    assertThat(trap.planned().orElseThrow().reason().apply(Known.NUM_THREAD, Situation.OLLAMA))
        .isEqualTo("nothing reads it. Leave it out");
    assertThat(trap.seen()).contains("nothing reads it");
    assertThat(trap.found().orElseThrow().what().formatted("num_thread=4"))
        .isEqualTo("num_thread=4 does nothing: nothing reads it");
  }

  @Test
  void every_trap_is_told_to_somebody() {
    assertThat(Traps.all())
        .isNotEmpty()
        .allMatch(
            trap ->
                trap.planned().isPresent() || trap.seen().isPresent() || trap.found().isPresent());
  }

  @Test
  void an_argument_is_overwritten_only_where_its_option_is_set() {
    Configuration argument = Configuration.of(Known.LLAMA_ARG_N_GPU_LAYERS, new Value.Text("12"));
    Setting setting = Known.LLAMA_ARG_N_GPU_LAYERS;
    assertThat(catching(setting, Situation.OLLAMA.with(argument))).isEmpty();
    assertThat(
            catching(
                setting, Situation.OLLAMA.with(argument.with(Known.NUM_GPU, new Value.Whole(3)))))
        .hasSize(1);
    assertThat(
            catching(
                setting, Situation.OLLAMA.with(argument.with(Known.NUM_GPU, new Value.Whole(-1)))))
        .isEmpty();
  }

  @Test
  void an_argument_of_llama_server_that_is_empty_is_caught() {
    Setting setting = Settings.named("LLAMA_ARG_TENSOR_SPLIT");
    assertThat(
            catching(setting, Situation.OLLAMA.with(Configuration.of(setting, new Value.Text("")))))
        .hasSize(1);
    assertThat(
            catching(
                setting, Situation.OLLAMA.with(Configuration.of(setting, new Value.Text("3,1")))))
        .isEmpty();
  }

  @Test
  void options_do_nothing_for_a_model_of_another_runner_or_place() {
    Situation mlx = with(Known.NUM_BATCH, 256).with(served(Situation.Trait.MLX));
    assertThat(catching(Known.NUM_BATCH, mlx)).hasSize(1);
    assertThat(catching(Known.NUM_BATCH, with(Known.NUM_BATCH, 256).with(SMALL))).isEmpty();
    assertThat(catching(Known.MODEL, Situation.OLLAMA.with(served(Situation.Trait.CLOUD))))
        .hasSize(1);
    assertThat(
            catching(Known.NUM_CTX, with(Known.NUM_CTX, 512).with(served(Situation.Trait.VISION))))
        .hasSize(1);
  }

  private static Situation.Model served(Situation.Trait trait) {
    return new Situation.Model("any:1", "any", 20, 65_536, Set.of(trait));
  }
}
