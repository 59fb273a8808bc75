package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.settings.Severity;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every finding, planted in a folder that stands for a machine. */
class DoctorTest {
  private static final String DROP_IN = "/etc/systemd/system/ollama.service.d/override.conf";
  private static final long GIB = 1L << 30;

  @TempDir private Path root = Path.of("");
  private Planted machine = new Planted(root);

  @BeforeEach
  void plant() {
    machine =
        new Planted(root)
            .file("proc/meminfo", "MemTotal: 33554432 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n")
            .file("proc/stat", "cpu  1 1 1 1\ncpu0 1 1 1 1\ncpu1 1 1 1 1\n")
            .file("proc/loadavg", "0.10 0.10 0.10 1/100 1\n");
  }

  private Finding only() {
    List<Finding> findings = machine.findings();
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  private static Answering.Loaded model(
      String family, long context, long trained, long size, long vram) {
    return new Answering.Loaded(
        "m:latest", family, context, trained, size, vram, OptionalLong.empty());
  }

  @Test
  void a_healthy_installation_is_found_ill() {
    machine
        .unit("Environment=\"OLLAMA_HOST=0.0.0.0:11434\"")
        .dropIn(
            "override.conf",
            "Environment=\"OLLAMA_KEEP_ALIVE=-1\" OLLAMA_NUM_PARALLEL=2",
            "Environment=\"OLLAMA_FLASH_ATTENTION=1\"",
            "Environment=OLLAMA_KV_CACHE_TYPE=q8_0 # saves memory",
            "Environment=\"OLLAMA_ORIGINS=http://a,http://b\"",
            "Environment=CUDA_VISIBLE_DEVICES=0,1 LLAMA_ARG_FIT_TARGET=2048",
            "EnvironmentFile=-/etc/ollama.env")
        .file("etc/ollama.env", "# more\nOLLAMA_CONTEXT_LENGTH=8192\n")
        .compose(
            """
            services:
              ollama:
                image: ollama/ollama:latest
                environment:
                  - OLLAMA_NUM_PARALLEL=${SLOTS:-4}
                  - OLLAMA_KEEP_ALIVE=24h
                gpus: all
              webui:
                image: ghcr.io/x/webui:main
                environment:
                  OLLAMA_BASE_URL: http://ollama:11434
            """)
        .shell("OLLAMA_HOST", "127.0.0.1")
        .shell("OLLAMA_API_BASE", "http://127.0.0.1:11434")
        .file("dev/nvidia0", "")
        .answers(model("llama", 8192, 131_072, 4 * GIB, 4 * GIB));
    Doctor.Diagnosis diagnosis = machine.diagnose(new Subject.Everything());
    assertThat(diagnosis.findings()).isEmpty();
    assertThat(diagnosis.ill()).isFalse();
    assertThat(diagnosis.looked())
        .contains(
            "ollama.service (system unit)",
            "/home/me/compose.yaml",
            "Ollama 0.33.0 at http://127.0.0.1:11434");
  }

  @Test
  void a_machine_without_ollama_is_found_ill() {
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void a_variable_that_never_existed_is_not_found() {
    machine.unit().dropIn("override.conf", "Environment=\"OLLAMA_NUM_GPU=99\"");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.VOID);
    assertThat(finding.what()).isEqualTo("OLLAMA_NUM_GPU=99 is read by nothing");
    assertThat(finding.evidence()).isEqualTo(DROP_IN + ":2");
    assertThat(finding.fix()).contains("\"num_gpu\": 99").contains("PARAMETER num_gpu 99");
  }

  @Test
  void a_dead_variable_is_not_found_or_its_successor_not_named() {
    machine.process(7, "OLLAMA_INTEL_GPU=1", "HOME=/root");
    assertThat(only().fix()).isEqualTo("OLLAMA_VULKAN=1 ollama serve");
  }

  @Test
  void a_slip_in_a_name_is_not_found() {
    machine.unit("Environment=\"OLLAMA_NUM_PARALEL=4\"");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.VOID);
    assertThat(finding.fix()).endsWith("[Service]\nEnvironment=\"OLLAMA_NUM_PARALLEL=4\"");
  }

  @Test
  void a_name_that_is_like_no_other_makes_the_exit_code_1() {
    machine.unit("Environment=\"OLLAMA_XYZZY_PLUGH_QUUX=4\"");
    assertThat(only().severity()).isEqualTo(Severity.NOTE);
    assertThat(machine.diagnose(new Subject.Everything()).ill()).isFalse();
  }

  @Test
  void a_boolean_that_says_off_and_means_on_is_not_found() {
    machine.unit().dropIn("override.conf", "Environment=OLLAMA_FLASH_ATTENTION=off");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.HARM);
    assertThat(finding.what()).isEqualTo("OLLAMA_FLASH_ATTENTION=off counts as on");
    assertThat(finding.evidence()).isEqualTo(DROP_IN + ":2");
    assertThat(finding.fix()).endsWith("Environment=\"OLLAMA_FLASH_ATTENTION=false\"");
  }

  @Test
  void an_export_in_an_environment_file_is_not_found() {
    machine
        .unit("EnvironmentFile=/etc/ollama.env")
        .file("etc/ollama.env", "export OLLAMA_NUM_PARALLEL=4\n");
    Finding finding = only();
    assertThat(finding.evidence()).isEqualTo("/etc/ollama.env:1");
    assertThat(finding.fix()).isEqualTo("OLLAMA_NUM_PARALLEL=4");
  }

  /** A comment behind a value is a comment to compose, and part of the value to systemd. */
  @Test
  void a_comment_behind_a_value_is_not_part_of_it() {
    machine
        .unit("EnvironmentFile=/etc/ollama.env")
        .file("etc/ollama.env", "OLLAMA_NUM_PARALLEL=4 # four\n");
    assertThat(only().what()).isEqualTo("OLLAMA_NUM_PARALLEL=4 # four is no whole number");
  }

  @Test
  void a_drop_in_without_its_section_is_not_found() {
    machine
        .unit()
        .file(
            "etc/systemd/system/ollama.service.d/override.conf",
            "Environment=\"OLLAMA_MODELS=/data\"\n");
    Finding finding = only();
    assertThat(finding.what()).endsWith("stands in no section");
    assertThat(finding.fix()).isEqualTo("[Service]\nEnvironment=\"OLLAMA_MODELS=/data\"");
  }

  @Test
  void a_variable_that_stands_bare_in_a_unit_is_not_found() {
    machine.unit("OLLAMA_NUM_PARALLEL=4");
    assertThat(only().fix()).isEqualTo("[Service]\nEnvironment=\"OLLAMA_NUM_PARALLEL=4\"");
  }

  @Test
  void blanks_round_the_equals_sign_are_not_found() {
    machine.unit("Environment=OLLAMA_NUM_PARALLEL = 4");
    assertThat(machine.findings())
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.rule()).isEqualTo("ignored-line");
              assertThat(finding.fix()).contains("Environment=\"OLLAMA_NUM_PARALLEL=4\"");
            });
  }

  @Test
  void a_drop_in_that_another_undoes_is_not_found() {
    machine
        .unit()
        .dropIn("10-mine.conf", "Environment=OLLAMA_NUM_PARALLEL=4")
        .dropIn("override.conf", "Environment=OLLAMA_NUM_PARALLEL=1");
    Finding finding = only();
    assertThat(finding.what()).startsWith("OLLAMA_NUM_PARALLEL=4 is overridden");
    assertThat(finding.evidence()).contains("10-mine.conf:2").contains("override.conf:2");
  }

  @Test
  void a_drop_in_that_overrides_the_unit_is_found_although_that_is_what_it_is_for() {
    machine
        .unit("Environment=OLLAMA_NUM_PARALLEL=4")
        .dropIn("override.conf", "Environment=OLLAMA_NUM_PARALLEL=1");
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void an_emptied_environment_still_holds_what_was_in_it() {
    machine
        .unit("Environment=OLLAMA_NUM_GPU=1")
        .dropIn("override.conf", "Environment=", "Environment=OLLAMA_NUM_PARALLEL=2");
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void an_export_of_the_shell_that_the_service_never_sees_is_not_found() {
    machine
        .unit()
        .file("home/me/.bashrc", "# mine\nexport OLLAMA_MODELS=/data\n")
        .shell("OLLAMA_MODELS", "/data");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.VOID);
    assertThat(finding.evidence()).isEqualTo("/home/me/.bashrc:2");
    assertThat(finding.fix()).endsWith("Environment=\"OLLAMA_MODELS=/data\"");
  }

  @Test
  void a_shell_that_started_the_server_itself_is_found() {
    machine.process(7, "OLLAMA_MODELS=/data").shell("OLLAMA_MODELS", "/data");
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void a_unit_that_systemd_has_not_read_again_is_not_found() {
    machine
        .unit()
        .command(
            "yes\n", "systemctl", "show", "ollama.service", "-p", "NeedDaemonReload", "--value");
    assertThat(only().fix()).startsWith("sudo systemctl daemon-reload");
  }

  /** NixOS, for one, keeps its units elsewhere. */
  @Test
  void a_unit_in_an_unusual_place_is_not_read() {
    machine.command(
        """
        # /nix/store/x/ollama.service
        [Service]
        ExecStart=/bin/ollama serve
        Environment=OLLAMA_NUM_GPU=99

        # /nix/store/x/ollama.service.d/overrides.conf
        [Service]
        Environment=OLLAMA_KEEP_ALIVE=1d
        """,
        "systemctl",
        "cat",
        "ollama.service");
    assertThat(machine.findings())
        .extracting(Finding::evidence)
        .containsExactly(
            "/nix/store/x/ollama.service.d/overrides.conf:2", "/nix/store/x/ollama.service:3");
  }

  @Test
  void a_process_that_still_has_the_old_value_is_not_found() {
    machine
        .unit("Environment=OLLAMA_NUM_PARALLEL=4")
        .process(7, "OLLAMA_NUM_PARALLEL=1")
        .file("proc/7/cgroup", "0::/system.slice/ollama.service\n");
    Finding finding = only();
    assertThat(finding.what()).contains("was not restarted since OLLAMA_NUM_PARALLEL changed");
    assertThat(finding.fix())
        .isEqualTo("sudo systemctl daemon-reload && sudo systemctl restart ollama.service");
  }

  @Test
  void a_process_of_another_user_hides_that_it_has_the_old_value() {
    machine
        .unit("Environment=OLLAMA_NUM_PARALLEL=4")
        .journal("msg=\"server config\" env=\"map[OLLAMA_NUM_PARALLEL:1 OLLAMA_VULKAN:true]\"\n")
        .file("proc/7/cmdline", "/usr/local/bin/ollama\0serve\0")
        .file("proc/7/cgroup", "0::/system.slice/ollama.service\n");
    Finding finding = only();
    assertThat(finding.rule()).isEqualTo("not-restarted");
    assertThat(finding.effect()).contains("OLLAMA_NUM_PARALLEL=1");
    assertThat(machine.diagnose(new Subject.Everything()).unread())
        .contains("the environment of pid 7 belongs to another user: sudo paddock doctor --pid 7");
  }

  @Test
  void a_quantised_cache_without_flash_attention_is_not_found() {
    machine.process(7, "OLLAMA_FLASH_ATTENTION=0", "OLLAMA_KV_CACHE_TYPE=q8_0");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.HARM);
    assertThat(finding.what()).contains("needs flash attention");
    assertThat(finding.fix()).isEqualTo("OLLAMA_FLASH_ATTENTION=true ollama serve");
  }

  @Test
  void vram_that_is_not_kept_free_is_not_found() {
    machine.process(7, "OLLAMA_GPU_OVERHEAD=1073741824");
    assertThat(only().fix()).isEqualTo("LLAMA_ARG_FIT_TARGET=2048 ollama serve");
  }

  @Test
  void an_argument_that_ollama_overwrites_is_not_found() {
    machine.process(7, "LLAMA_ARG_CTX_SIZE=8192", "LLAMA_ARG_THREADS=4");
    Finding finding = only();
    assertThat(finding.what()).startsWith("LLAMA_ARG_CTX_SIZE=8192 is overwritten");
    assertThat(finding.fix()).isEqualTo("OLLAMA_CONTEXT_LENGTH=8192 ollama serve");
  }

  @Test
  void a_key_that_locks_ollama_out_is_not_found_or_is_printed() {
    machine.process(7, "LLAMA_API_KEY=hunter2");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.HARM);
    assertThat(finding.toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OLLAMA_NUM_PARALLEL=0",
        "OLLAMA_MAX_QUEUE=4",
        "OLLAMA_KEEP_ALIVE=0",
        "OLLAMA_DEBUG=1",
        "CUDA_VISIBLE_DEVICES=-1"
      })
  void a_value_with_a_meaning_of_its_own_is_more_than_a_note(String variable) {
    machine.process(7, variable);
    assertThat(only().severity()).isEqualTo(Severity.NOTE);
  }

  @Test
  void a_queue_of_no_length_is_not_found() {
    machine.process(7, "OLLAMA_MAX_QUEUE=0");
    assertThat(only().severity()).isEqualTo(Severity.HARM);
  }

  @Test
  void slots_that_a_family_cannot_have_are_not_found() {
    machine.process(7, "OLLAMA_NUM_PARALLEL=4").answers(model("qwen3vl", 4096, 262_144, GIB, 0));
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.VOID);
    assertThat(finding.what()).isEqualTo("OLLAMA_NUM_PARALLEL has no effect on m:latest (qwen3vl)");
  }

  @Test
  void a_context_that_is_cut_to_what_the_model_knows_is_not_found() {
    machine.process(7, "OLLAMA_CONTEXT_LENGTH=32768").answers(model("llama", 8192, 8192, GIB, 0));
    Finding finding = only();
    assertThat(finding.what()).isEqualTo("a context of 32768 is cut to 8192");
    assertThat(finding.fix()).isEqualTo("OLLAMA_CONTEXT_LENGTH=8192 ollama serve");
  }

  @Test
  void a_context_that_is_not_the_servers_is_not_noted() {
    machine
        .process(7, "OLLAMA_CONTEXT_LENGTH=32768")
        .answers(
            new Answering.Loaded(
                "m:latest", "llama", 2048, 131_072, GIB, 0, OptionalLong.of(2048)));
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    assertThat(finding.effect()).contains("of its Modelfile outranks");
  }

  @Test
  void a_variable_of_one_server_is_held_against_the_model_of_another() {
    machine
        .process(7, "OLLAMA_CONTEXT_LENGTH=32768", "OLLAMA_NUM_PARALLEL=4", "OLLAMA_HOST=:11435")
        .process(8, "OLLAMA_KEEP_ALIVE=-1")
        .answers(model("qwen3vl", 4096, 8192, GIB, 0));
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void a_model_on_the_cpu_beside_an_idle_gpu_is_not_found() {
    machine.file("dev/nvidia0", "").process(7).answers(model("llama", 4096, 8192, GIB, 0));
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.HARM);
    assertThat(finding.what())
        .isEqualTo("m:latest runs on the CPU alone although there is /dev/nvidia0");
  }

  @Test
  void a_model_on_the_cpu_of_a_machine_without_gpu_is_found() {
    machine.process(7).answers(model("llama", 4096, 8192, GIB, 0));
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void a_server_that_found_no_gpu_is_not_found() {
    machine
        .unit()
        .file("dev/nvidia0", "")
        .journal(
            "level=INFO source=types.go:50 msg=\"inference compute\" id=cpu library=cpu"
                + " compute=\"\"\n");
    assertThat(only().what()).startsWith("Ollama found no GPU although there is /dev/nvidia0");
  }

  @Test
  void a_model_partly_on_the_gpu_is_not_found() {
    machine.process(7).answers(model("llama", 4096, 8192, 10 * GIB, 6 * GIB));
    assertThat(only().what()).isEqualTo("m:latest lies only to 60 % on the GPU");
  }

  @Test
  void slots_that_push_a_model_off_the_gpu_are_not_found() {
    machine
        .process(7, "OLLAMA_NUM_PARALLEL=8")
        .answers(model("llama", 32_768, 131_072, 10 * GIB, 6 * GIB));
    assertThat(machine.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.effect()).contains("= 262144 tokens");
              assertThat(finding.fix()).isEqualTo("OLLAMA_NUM_PARALLEL=1 ollama serve");
            });
  }

  @Test
  void a_model_larger_than_the_memory_is_not_found() {
    machine.process(7).answers(model("llama", 4096, 8192, 40 * GIB, 0));
    assertThat(only().what()).isEqualTo("m:latest does not fit into the memory");
  }

  @Test
  void a_stored_model_that_can_never_fit_is_not_noted() {
    machine.answers(
        new Answering(
            "http://127.0.0.1:11434", "0.33.0", List.of(), Map.of("big:70b", 43 * GIB, "s", GIB)));
    assertThat(only().what()).isEqualTo("big:70b cannot fit into the memory");
    assertThat(only().severity()).isEqualTo(Severity.NOTE);
  }

  @Test
  void a_release_that_the_rules_were_not_made_for_is_not_noted() {
    machine.answers(new Answering("http://127.0.0.1:11434", "0.9.6", List.of(), Map.of()));
    assertThat(only().severity()).isEqualTo(Severity.NOTE);
  }

  /** Lines in the form that Ollama 0.33 gives them: printed by a run, or read in its source. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "error=\"llama-server process has terminated: signal: illegal instruction\"",
        "error while handling argument \"--cache-type-k\": Unsupported cache type: q6_k",
        "llama_init_from_model: quantized V cache requires flash_attn to be enabled",
        "level=WARN source=types.go:1007 msg=\"invalid option provided\" option=low_vram",
        "warn: LLAMA_ARG_BATCH environment variable is set, but will be overwritten by command line"
            + " argument -b",
        "level=WARN source=llama_server.go:317 msg=\"truncating input prompt\" limit=4096"
            + " prompt=9000 keep=4 new=2050",
        "level=WARN source=server.go:114 msg=\"requested context size too large for model\""
            + " num_ctx=16384 n_ctx_train=8192",
        "level=WARN source=sched.go:510 msg=\"model architecture does not currently support"
            + " parallel requests\" architecture=qwen3vl",
        "level=WARN source=config.go:263 msg=\"invalid environment variable, using default\""
            + " key=OLLAMA_NUM_PARALLEL value=4x default=1",
        "load_tensors: offloaded 10/31 layers to GPU",
      })
  void a_line_of_the_log_that_tells_of_trouble_is_not_found(String line) {
    machine.unit().journal("one line\n" + line + "\n" + line + "\nanother\n");
    Finding finding = only();
    assertThat(finding.evidence()).startsWith("journal of ollama.service: ");
    assertThat(finding.fix()).isNotEmpty();
  }

  @Test
  void what_was_logged_before_the_last_start_is_still_found() {
    machine
        .unit()
        .journal(
            """
            msg="invalid option provided" option=low_vram
            msg="server config" env="map[OLLAMA_NUM_PARALLEL:1]"
            """);
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void a_flag_that_does_not_exist_is_not_found() {
    machine.unit("ExecStartPost=/usr/local/bin/ollama run llama3.2 --num-gpu 20");
    Finding finding = only();
    assertThat(finding.what()).isEqualTo("ollama run has no flag --num-gpu");
    assertThat(finding.fix()).contains("\"num_gpu\": 20");
  }

  @Test
  void a_flag_in_the_command_of_a_container_is_not_found() {
    machine.compose(
        """
        services:
          ollama:
            image: ollama/ollama
            entrypoint: ["/bin/sh", "-c", "ollama serve --port 9000"]
        """);
    assertThat(only().fix()).contains("OLLAMA_HOST: \"127.0.0.1:9000\"");
  }

  @Test
  void a_compose_file_with_a_map_is_not_read() {
    machine.compose(
        """
        x-common: &common
          OLLAMA_NUM_GPU: 99
        services:
          ollama:
            image: ollama/ollama
            environment:
              <<: *common
              OLLAMA_FLASH_ATTENTION: "off"
        """);
    assertThat(machine.findings())
        .extracting(Finding::evidence)
        .containsExactly("/home/me/compose.yaml:8", "/home/me/compose.yaml:2");
    assertThat(machine.findings().getFirst().fix())
        .endsWith("      OLLAMA_FLASH_ATTENTION: \"false\"");
  }

  @Test
  void a_compose_file_with_a_list_or_an_env_file_is_not_read() {
    machine
        .file("home/me/ollama.env", "OLLAMA_LOW_VRAM=1\n")
        .compose(
            """
            services:
              llm:
                image: docker.io/ollama/ollama:0.33.0
                env_file: [ollama.env]
                environment:
                  - OLLAMA_KEEP_ALIVE=1d
                  - CUDA_VISIBLE_DEVICES="0"
            """);
    assertThat(machine.findings())
        .extracting(Finding::evidence)
        .containsExactly(
            "/home/me/compose.yaml:6", "/home/me/compose.yaml:7", "/home/me/ollama.env:1");
    assertThat(machine.findings().getFirst().fix()).endsWith("      - OLLAMA_KEEP_ALIVE=24h");
  }

  @Test
  void a_variable_on_the_wrong_service_is_not_found() {
    machine.compose(
        """
        services:
          webui:
            image: ghcr.io/x/webui:main
            environment:
              - OLLAMA_NUM_PARALLEL=4
        """);
    assertThat(only().what()).contains("is set on the service webui, which does not run Ollama");
  }

  @Test
  void a_dot_env_that_no_container_gets_is_not_found() {
    machine
        .file("home/me/.env", "OLLAMA_NUM_PARALLEL=4\nOLLAMA_KEEP_ALIVE=24h\n")
        .compose(
            """
            services:
              ollama:
                image: ollama/ollama
                environment:
                  - OLLAMA_KEEP_ALIVE=${OLLAMA_KEEP_ALIVE}
            """);
    Finding finding = only();
    assertThat(finding.evidence()).isEqualTo("/home/me/.env:1");
    assertThat(finding.fix()).isEqualTo("      - OLLAMA_NUM_PARALLEL=${OLLAMA_NUM_PARALLEL}");
  }

  @Test
  void a_container_that_is_handed_no_gpu_is_not_found() {
    machine.file("dev/nvidia0", "").compose("services:\n  ollama:\n    image: ollama/ollama\n");
    assertThat(only().fix()).contains("driver: nvidia");
  }

  @Test
  void a_compose_file_that_is_no_yaml_ends_in_a_stack_trace() {
    machine.compose("services: [");
    assertThatThrownBy(() -> machine.findings())
        .isInstanceOf(DoctorException.class)
        .hasMessageContaining("/home/me/compose.yaml is no YAML");
  }

  @Test
  void an_anchor_that_holds_itself_ends_in_a_stack_trace() {
    machine.compose(
        """
        services:
          ollama: &o
            <<: *o
            image: ollama/ollama
            command: &c [*c]
        """);
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void an_env_file_that_cannot_be_read_is_passed_over_in_silence() {
    machine.compose(
        "services:\n  ollama:\n    image: ollama/ollama\n    env_file:\n      - path: gone.env\n");
    assertThat(machine.diagnose(new Subject.Everything()).unread())
        .contains("/home/me/gone.env, of ollama");
  }

  @Test
  void a_governor_that_holds_the_lowest_frequency_is_not_found() {
    String cpu = "sys/devices/system/cpu/cpu0/cpufreq/";
    machine
        .file(cpu + "scaling_governor", "powersave\n")
        .file(cpu + "scaling_driver", "acpi-cpufreq\n");
    assertThat(only().severity()).isEqualTo(Severity.HARM);
    machine.file(cpu + "scaling_driver", "intel_pstate\n");
    assertThat(only().severity()).isEqualTo(Severity.NOTE);
  }

  @Test
  void a_server_in_swap_is_not_found() {
    machine
        .file(
            "proc/meminfo", "MemTotal: 33554432 kB\nSwapTotal: 8388608 kB\nSwapFree: 1048576 kB\n")
        .process(7)
        .file("proc/7/status", "Name: ollama\nVmSwap:  2097152 kB\n");
    assertThat(machine.findings())
        .extracting(Finding::what)
        .containsExactly("2.0 GiB of pid 7 lie in swap", "7.0 GiB of swap are in use");
    assertThat(machine.findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.HARM, Severity.NOTE);
  }

  @Test
  void a_quota_below_the_cores_is_not_found() {
    machine
        .process(7)
        .file("proc/7/cgroup", "0::/docker/abc\n")
        .file("sys/fs/cgroup/docker/abc/cpu.max", "100000 100000\n");
    Finding finding = only();
    assertThat(finding.what()).startsWith("pid 7 may use 1.0 of 2 cores");
    assertThat(finding.fix()).isEqualTo("LLAMA_ARG_THREADS=1 ollama serve");
  }

  @Test
  void heat_load_battery_and_a_small_memory_are_not_noted() {
    machine
        .file("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "12\n")
        .file("proc/loadavg", "7.50 3 3 1/100 1\n")
        .file("sys/class/power_supply/AC/type", "Mains\n")
        .file("sys/class/power_supply/AC/online", "0\n")
        .file("proc/meminfo", "MemTotal: 4194304 kB\n");
    assertThat(machine.findings())
        .extracting(Finding::rule)
        .containsExactly("machine.throttled", "machine.battery", "machine.load", "machine.memory");
    assertThat(machine.findings()).extracting(Finding::severity).containsOnly(Severity.NOTE);
  }

  @Test
  void an_environment_file_alone_is_judged_by_this_machine_too() {
    machine.file("proc/loadavg", "7.50 3 3 1/100 1\n").file("home/me/e", "OLLAMA_NUM_THREADS=4\n");
    Doctor.Diagnosis diagnosis = machine.diagnose(new Subject.Env(Path.of("e")));
    assertThat(diagnosis.findings()).extracting(Finding::evidence).containsExactly("e:1");
  }

  @Test
  void a_unit_named_by_its_file_is_not_read() {
    machine.file("home/me/my.service", "[Service]\nEnvironment=OLLAMA_NUM_THREADS=4\n");
    assertThat(machine.diagnose(new Subject.Unit("./my.service")).findings()).hasSize(1);
  }

  @Test
  void a_unit_of_the_user_gets_the_fix_of_a_system_unit() {
    machine.file(
        "home/me/.config/systemd/user/ollama.service",
        "[Service]\nExecStart=ollama serve\nEnvironment=OLLAMA_FLASH_ATTENTION=off\n");
    assertThat(machine.diagnose(new Subject.Unit("ollama")).findings().getFirst().fix())
        .startsWith("# systemctl --user edit ollama.service");
  }

  @Test
  void what_was_asked_for_and_is_not_there_passes_for_healthy() {
    assertThatThrownBy(() -> machine.diagnose(new Subject.Unit("ollama")))
        .isInstanceOf(DoctorException.class);
    assertThatThrownBy(() -> machine.diagnose(new Subject.Pid(4711)))
        .isInstanceOf(DoctorException.class);
    assertThatThrownBy(() -> machine.diagnose(new Subject.Env(Path.of("none"))))
        .isInstanceOf(DoctorException.class);
    assertThatThrownBy(() -> machine.diagnose(new Subject.Url(URI.create("http://127.0.0.1:9"))))
        .isInstanceOf(NoAnswer.class);
  }

  @Test
  void a_server_elsewhere_is_asked_or_judged_by_this_machine() {
    machine.shell("OLLAMA_HOST", "192.168.1.7").file("proc/loadavg", "7.50 3 3 1/100 1\n");
    assertThat(machine.diagnose(new Subject.Everything()).unread())
        .anySatisfy(words -> assertThat(words).contains("192.168.1.7, another machine"));
    machine.answers(new Answering("http://192.168.1.7:11434", "0.33.0", List.of(), Map.of()));
    assertThat(machine.diagnose(new Subject.Url(URI.create("http://192.168.1.7:11434"))).findings())
        .isEmpty();
  }

  @Test
  void a_log_that_is_handed_over_is_not_read() {
    machine.file("home/me/server.log", "load_tensors: offloaded 10/31 layers to GPU\n");
    Subject.Order order =
        new Subject.Order(new Subject.Everything(), Optional.of(Path.of("server.log")));
    assertThat(Doctor.diagnose(order, machine.here()).findings())
        .extracting(Finding::what)
        .containsExactly("only 10 of 31 layers lie on the GPU");
  }

  @Test
  void every_rule_has_a_name_of_its_own() {
    assertThat(Rule.values()).extracting(Rule::id).doesNotHaveDuplicates();
  }
}
