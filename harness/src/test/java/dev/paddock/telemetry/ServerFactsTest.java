package dev.paddock.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A planted process 42 of a user alice on a machine called tower. */
class ServerFactsTest {
  private static final String VARIABLE = "server.variable.";

  @TempDir private Path root = Path.of("");

  private SortedMap<String, String> facts(String... variables) throws IOException {
    Path process = Files.createDirectories(root.resolve("proc/42"));
    Files.writeString(process.resolve("environ"), String.join("\0", variables) + "\0");
    return new ServerFacts(root, new Secrets(Set.of("alice", "tower")))
        .of(42, Set.of("OLLAMA_NUM_PARALLEL"));
  }

  @Test
  void a_variable_that_moves_figures_is_a_fact_and_one_that_is_varied_is_none() throws Exception {
    assertThat(
            facts(
                "OLLAMA_KV_CACHE_TYPE=q8_0",
                "OLLAMA_NUM_PARALLEL=4",
                "LLAMA_ARG_CACHE_RAM=0",
                "GGML_VK_VISIBLE_DEVICES=0",
                "CUDA_VISIBLE_DEVICES=0,1",
                "HIP_VISIBLE_DEVICES=",
                "HSA_OVERRIDE_GFX_VERSION=10.3.0",
                "NVIDIA_TF32_OVERRIDE=1",
                "ROCR_VISIBLE_DEVICES=0",
                "GODEBUG=a=b",
                "SHELL=/bin/bash",
                "AWS_REGION=eu",
                "no equals sign"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                VARIABLE + "OLLAMA_KV_CACHE_TYPE", "q8_0",
                VARIABLE + "LLAMA_ARG_CACHE_RAM", "0",
                VARIABLE + "GGML_VK_VISIBLE_DEVICES", "0",
                VARIABLE + "CUDA_VISIBLE_DEVICES", "0,1",
                VARIABLE + "HIP_VISIBLE_DEVICES", "",
                VARIABLE + "HSA_OVERRIDE_GFX_VERSION", "10.3.0",
                VARIABLE + "NVIDIA_TF32_OVERRIDE", "1",
                VARIABLE + "ROCR_VISIBLE_DEVICES", "0",
                VARIABLE + "GODEBUG", "a=b"));
  }

  @Test
  void a_port_that_is_another_at_each_start_is_no_fact() throws Exception {
    assertThat(facts("LLAMA_ARG_PORT=40123", "VLLM_PORT=40124", "LLAMA_ARG_THREADS=2"))
        .containsOnlyKeys(VARIABLE + "LLAMA_ARG_THREADS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OLLAMA_API_KEY=planted",
        "OLLAMA_TOKEN=planted",
        "LLAMA_ARG_HF_TOKEN=planted",
        "LLAMA_ARG_API_KEY=planted",
        "LLAMA_ARG_SSL_KEY_FILE=planted",
        "OLLAMA_PROXY_PASSWORD=planted",
        "OLLAMA_SECRET=planted",
        "OLLAMA_AUTH=planted",
        "NVIDIA_CREDENTIALS=planted",
        "OPENAI_API_KEY=planted"
      })
  void no_secret_leaves_the_machine(String variable) throws Exception {
    assertThat(facts(variable)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://bob:planted@proxy.example:8080/a?token=planted | http://an address",
        "https://registry.example/v2?key=planted#frag | https://an address",
        "http://127.0.0.1:8080 | http://loopback",
        "http://localhost,http://planted.example | http://loopback,http://an address",
        "127.0.0.1:41233 | loopback",
        "0.0.0.0:11434 | every interface",
        "/home/alice/models | a path",
        "/srv/planted | a path",
        "~/models | a path",
        "../planted | a path",
        "C:\\Users\\alice\\m | a path",
        "/usr/local/cuda-12.4 | /usr/local/cuda-12.4",
        "/var/lib/alice/x | withheld",
        "Alice's card | withheld",
        "tower:11434 | withheld",
        "cuda_v12 | cuda_v12",
        "30m | 30m"
      })
  void no_value_tells_who_owns_the_machine(String value, String open) throws Exception {
    assertThat(facts("OLLAMA_PLANTED=" + value)).containsEntry(VARIABLE + "OLLAMA_PLANTED", open);
  }

  @Test
  void another_build_of_the_same_version_is_another_fact() throws Exception {
    String commit = "0123456789abcdef0123456789abcdef01234567";
    String padding = "x".repeat((1 << 16) - 30); // so that it lies across two reads
    Path process = Files.createDirectories(root.resolve("proc/42"));
    Files.writeString(process.resolve("exe"), padding + "build\tvcs.revision=" + commit + "\n");
    SortedMap<String, String> one = facts();
    assertThat(one).containsEntry("server.commit", commit);
    Files.writeString(process.resolve("exe"), padding + "build\tvcs.revision=" + commit + "\t");
    assertThat(facts().get("server.binary")).hasSize(12).isNotEqualTo(one.get("server.binary"));
    Files.writeString(process.resolve("exe"), "#!/bin/sh");
    assertThat(facts()).containsKey("server.binary").doesNotContainKey("server.commit");
  }

  @Test
  void the_shell_that_runs_a_command_line_is_not_the_server() throws Exception {
    Path process = Files.createDirectories(root.resolve("proc/42"));
    Path bash = Files.writeString(root.resolve("bash"), "ELF");
    Files.createSymbolicLink(process.resolve("exe"), bash);
    assertThat(facts()).isEmpty();
  }

  @Test
  void another_users_process_tells_nothing() {
    assertThat(new ServerFacts(root, new Secrets(Set.of())).of(4711, Set.of())).isEmpty();
  }

  @Test
  void a_limit_of_the_servers_container_is_a_fact() throws Exception {
    Path process = Files.createDirectories(root.resolve("proc/42"));
    Files.writeString(process.resolve("cgroup"), "0::/docker/abc\n");
    Files.writeString(process.resolve("status"), "Name:\tollama\nCpus_allowed_list:\t0-3\n");
    Path group = Files.createDirectories(root.resolve("sys/fs/cgroup/docker/abc"));
    Files.writeString(group.resolve("cpu.max"), "150000 100000\n");
    Files.writeString(group.resolve("memory.max"), "max\n");
    Files.writeString(root.resolve("sys/fs/cgroup/docker/memory.max"), "4294967296\n");
    assertThat(facts())
        .containsEntry("server.limit.cpu", "1.50 cores")
        .containsEntry("server.limit.memory", "4 GiB")
        .containsEntry("server.limit.cores", "0-3");
  }
}
