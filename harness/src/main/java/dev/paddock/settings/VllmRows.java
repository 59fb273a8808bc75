package dev.paddock.settings;

import static dev.paddock.settings.Setting.Kind.DECIMAL;
import static dev.paddock.settings.Setting.Kind.FLAG;
import static dev.paddock.settings.Setting.Kind.TEXT;
import static dev.paddock.settings.Setting.Kind.WHOLE;

import dev.paddock.settings.Setting.Kind;

/**
 * The rows of vLLM in the table of settings, as vLLM 0.32 reads them: arguments of {@code vllm
 * serve}, which Paddock appends to the command, and variables of its environment. Any other
 * argument is taken too, as text.
 */
final class VllmRows {
  private static final String BY_HARDWARE = "by hardware";

  private VllmRows() {}

  static Setting maxNumSeqs() {
    return argument(
            "max_num_seqs", WHOLE, BY_HARDWARE, "Sequences in a batch of vLLM at most; more wait.")
        .only(Allowed.atLeast(1))
        .said("the largest batch", "a batch of at most %s")
        .memory(Memory.GROWS)
        .add();
  }

  static Setting maxNumBatchedTokens() {
    return argument(
            "max_num_batched_tokens",
            WHOLE,
            BY_HARDWARE,
            "Tokens of a step of vLLM at most, prefill and decode together.")
        .only(Allowed.atLeast(1))
        .mind("without chunked prefill it must hold the longest prompt")
        .memory(Memory.GROWS)
        .add();
  }

  static Setting maxModelLen() {
    return argument(
            "max_model_len",
            WHOLE,
            "of the model",
            "Tokens of a prompt and its answer together at most; the KV cache must hold one such.")
        .only(Allowed.atLeast(1))
        .said("the context length", "a context of %s tokens")
        .memory(Memory.GROWS)
        .add();
  }

  static Setting cpuCacheSpace() {
    return new Row(
            "VLLM_CPU_KVCACHE_SPACE",
            Scope.SERVER,
            WHOLE,
            "by gpu_memory_utilization",
            "GiB of memory for vLLM's KV cache, where it computes on the CPU.")
        .only(Allowed.atLeast(1))
        .memory(Memory.GROWS)
        .add();
  }

  /** Those that no rule of Paddock's needs by itself. */
  static void addOthers() {
    argument(
            "enable_prefix_caching",
            FLAG,
            "true",
            "Whether prompts that begin alike share their KV cache.")
        .turned("prefix caching")
        .add();
    argument(
            "gpu_memory_utilization",
            DECIMAL,
            "0.92",
            "Share of a card's memory, or the machine's on the CPU, that vLLM takes at its start.")
        .only(Allowed.between(0, 1))
        .add();
    argument("enable_chunked_prefill", FLAG, "true", "Whether long prompts are read in parts.")
        .turned("chunked prefill")
        .add();
    argument("enforce_eager", FLAG, "false", "Whether nothing is compiled and captured at start.")
        .turned("eager execution")
        .add();
    argument("block_size", WHOLE, BY_HARDWARE, "Tokens of a block of the KV cache.")
        .only(Allowed.atLeast(1))
        .add();
    argument("kv_cache_dtype", TEXT, "auto", "Type of an element of the KV cache.").add();
    argument("dtype", TEXT, "auto", "Type of weights and activations.").add();
    argument("quantization", TEXT, "of the model", "How the weights are quantised.").add();
    argument("tensor_parallel_size", WHOLE, "1", "Cards that share each layer.")
        .only(Allowed.atLeast(1))
        .add();
    argument("pipeline_parallel_size", WHOLE, "1", "Cards that have layers of their own.")
        .only(Allowed.atLeast(1))
        .add();
    argument("max_num_queued_reqs", WHOLE, "no limit", "Requests that may wait; more are refused.")
        .only(Allowed.atLeast(1))
        .add();
    argument("async_scheduling", FLAG, BY_HARDWARE, "Whether the next step is prepared meanwhile.")
        .turned("asynchronous scheduling")
        .add();
  }

  private static Row argument(String name, Kind kind, String byDefault, String says) {
    return new Row("vllm." + name, Scope.SERVER, kind, byDefault, says);
  }
}
