package dev.paddock.readback.trouble;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A kind of trouble that a server's log tells of, with every wording of it that is known, from
 * Ollama 0.1 to 0.33 and the llama.cpp in it. Read-back, the reason of a failed load and {@code
 * doctor} ask this one list; a new wording is one more alternative here. Of two that fit a line the
 * first counts.
 *
 * <p>The wordings were read in the sources of v0.1.48, v0.3.14, v0.5.13, v0.9.6, v0.13.5, v0.17.7,
 * v0.24.0, v0.30.6 and v0.33.0, and in public reports.
 */
public enum Telltale {
  MODEL_TOO_LARGE(
      Effect.ENDS_LOAD,
      "model (?:requires more (?:system|gpu) memory|is too large for system memory|request too"
          + " large for system)(?:[^(]*\\((?<named>[^)]+)\\) than is available)?(?!.*evicting)"),
  /** CUDA, ROCm, Vulkan, Metal, the CPU's own, and what Ollama makes of them. */
  OUT_OF_MEMORY(
      Effect.ENDS_LOAD,
      "(?i)(?:failed|unable) to allocate (?<named>[A-Za-z_]+\\d*) buffer"
          + "|(?<named2>CUDA|ROCm|HIP|MUSA|SYCL|Vulkan) error: out of memory"
          + "|(?:cuda|hip|musa)Malloc\\w* failed|\\bout of memory\\b(?!:? kill)|\\[metal::malloc\\]"
          + "|ErrorOutOf(?:Device|Host)Memory|VK_ERROR_OUT_OF_(?:DEVICE|HOST)_MEMORY"
          + "|Device memory allocation of size \\d+ failed"
          + "|kIOGPUCommandBufferCallbackErrorOutOfMemory"
          + "|insufficient memory \\("
          + "|failed to allocate buffer|failed to (?:allocate|commit) memory for model"
          + "|memory layout cannot be allocated|compute buffer allocation failed"
          + "|reported out-of-memory|cannot allocate memory|std::bad_alloc"
          + "|CUDA error: the resource allocation failed|CUBLAS_STATUS_ALLOC_FAILED"
          + "|in a buffer \\(\\w+\\) that cannot run the operation"),
  /** By the kernel, for want of memory: of a machine, of a container or of a unit. */
  KILLED(
      Effect.ENDS_LOAD,
      "(?i)(?:out of memory|cgroup out of memory): kill(?:ed)? process \\d+"
          + " \\((?<named>[^)]*(?:ollama|llama)[^)]*)\\)"
          + "|oom-kill:constraint=.*task=(?<named2>[^,]*(?:ollama|llama)[^,]*)|killed by the OOM"
          + " killer|Failed with result 'oom-kill'|OOMKilled|(?:ollama\\S*|llama\\S*) exited with"
          + " code 137|llama runner terminated\"? error=\"?signal: killed|(?:llama"
          + " runner|llama-server) process has terminated: signal: killed"),
  ILLEGAL_INSTRUCTION(
      Effect.ENDS_LOAD,
      "(?:llama-server|llama runner) process has terminated: signal: illegal instruction"
          + "|SIGILL: illegal instruction"),
  UNKNOWN_CACHE_TYPE(Effect.ENDS_LOAD, "Unsupported cache type: (?<named>\\w+)"),
  CACHE_WITHOUT_FLASH(
      Effect.ENDS_LOAD,
      "quantized V cache requires flash_attn|V cache quantization requires flash_attn"),
  API_KEY(Effect.ENDS_LOAD, "Invalid API Key"),
  BAD_ORIGIN(Effect.ENDS_SERVER, "panic: bad origin: (?<named>.*)"),
  ADDRESS_IN_USE(
      Effect.ENDS_SERVER,
      "listen tcp\\d? (?<named>\\S+): bind: (?:address already in use|Only one usage of each socket"
          + " address)"),
  LOAD_TIMEOUT(
      Effect.ENDS_LOAD, "timed out waiting for (?<named>llama-server|[\\w-]+ runner) to start"),
  /** The driver gave the GPU up, or took it away, while it computed. */
  GPU_LOST(
      Effect.ENDS_LOAD,
      "device lost on (?<named>\\w+)|ErrorDeviceLost|DeviceLostError"
          + "|\\[(?<named2>METAL)\\] Command buffer execution failed"
          + "|GPU has fallen off the bus"),
  /** Whatever else ended it; only where nothing tells why. */
  DIED(
      Effect.ENDS_LOAD,
      "(?:llama-server|llama runner) process has terminated: (?<named>[^\"|]*[^\"|.\\s])"
          + "|llama-server process has terminated\" error=\"(?<named3>[^\"]+)"
          + "|mlx runner failed\"? error=\"(?:mlx runner failed: )?(?<named4>[^\"]+)"
          + "|SIG(?<named2>ABRT|SEGV|BUS): "),

  INVALID_OPTION(Effect.VOIDS, "invalid option provided\"? option=(?<named>\\S+)"),
  OVERWRITTEN(
      Effect.VOIDS,
      "(?<named>LLAMA_ARG_\\w+) environment variable is set, but will be overwritten by command"
          + " line argument (?<more>\\S+)"),
  UNREADABLE(
      Effect.VOIDS,
      "invalid environment variable, using default\"? key=(?<named>\\S+)"
          + " value=(?<value>\"[^\"]*\"|\\S+) default=(?<more>\\S+)"),
  CLAMPED(
      Effect.VOIDS,
      "requested context size too large for model\"?(?: num_ctx=(?<value>\\d+))?(?:"
          + " num_parallel=\\d+)? n_ctx_train=(?<named>\\d+)"),
  ONE_SLOT(
      Effect.VOIDS,
      "model architecture does not currently support parallel requests\"?"
          + " architecture=(?<named>\\w+)|(?<named2>mllama) does(?:n't| not) (?:currently )?support"
          + " parallel requests|(?<named3>multimodal) models don't support parallel requests"),
  FLASH_REFUSED(
      Effect.VOIDS,
      "flash attention enabled but not supported by (?<named>gpu|model)"
          + "|flash_attn is not compatible with (?<named2>\\w+)"),
  CACHE_TYPE_WITHOUT_FLASH(
      Effect.VOIDS,
      "(?:quantized kv cache requested but flash attention disabled|OLLAMA_FLASH_ATTENTION must be"
          + " enabled to use a quantized OLLAMA_KV_CACHE_TYPE)\"? type=(?<named>\\w+)"),
  CACHE_TYPE_IGNORED(
      Effect.VOIDS, "unsupported OLLAMA_KV_CACHE_TYPE\"? type=\"?(?<named>[^\\s\"]+)"),
  CACHE_TYPE_NOT_OF_MODEL(
      Effect.VOIDS, "kv cache type not supported by model\"? type=(?<named>\\w+)"),

  PROMPT_CUT(
      Effect.HARMS,
      "truncating input prompt\"? limit=(?<named>\\d+)"
          + "|input truncated\"?[ ,|]+\"?n_ctx\"?[=:] ?(?<named2>\\d+)"),
  MESSAGES_DROPPED(
      Effect.HARMS,
      "truncating (?:input|native chat) messages which exceed context length\"?"
          + " truncated=(?<named>[1-9]\\d*)"),
  BUSY(Effect.HARMS, "maximum pending requests exceeded"),

  /** Of how many layers how many lie on the GPU, where Ollama chose it. */
  OFFLOADED(
      Effect.HARMS,
      "offloaded (?<named>\\d+)/(?<more>\\d+) layers to GPU"
          + "|msg=offload (?=.*layers\\.requested=-1\\b).*?layers\\.model=(?<more2>\\d+)"
          + " layers\\.offload=(?<named2>\\d+)"),
  /** Layers are planned for a GPU, and what starts was built for the processor. */
  CPU_RUNNER(Effect.HARMS, "/runners/(?<named>cpu\\w*)/\\S* .*--n-gpu-layers [1-9]"),
  GPU_DENIED(
      Effect.HIDES_GPU,
      "amdgpu devices detected but permission problems block access"
          + "|open (?<named>/dev/(?:kfd|dri/\\w+)): permission denied"),
  GPU_UNSUPPORTED(
      Effect.HIDES_GPU,
      "amdgpu is not supported.*gpu_type=(?<named>\\S+)"
          + "|no rocblas support for gfx target.*?(?<named2>gfx\\w+)"
          + "|amdgpu detected, but no compatible rocm library found"
          + "|AMD driver is too old"
          + "|CUDA GPU is too old|compute capability not in compiled architectures"
          + "|GPU inference disabled\"? required=(?<named3>\\S+)"),
  GPU_NOT_SEEN(
      Effect.HIDES_GPU,
      "(?<named>no nvidia devices detected|AMD ROCm reports no devices found|cudart init failure:"
          + " \\d+|nvml vram init failure: \\d+|cuda driver library failed to get device context"
          + " \\d+)|(?<named2>dropping integrated GPU)"
          + "|(?<named3>filtering device which didn't fully initialize)");

  /** What comes of a kind of trouble. */
  public enum Effect {
    /** No model is loaded, or the one that was is gone. */
    ENDS_LOAD,
    /** The server itself ends. */
    ENDS_SERVER,
    /** A setting does nothing. */
    VOIDS,
    /** Answers suffer. */
    HARMS,
    /** A GPU is left aside, which is no trouble where another one is used. */
    HIDES_GPU
  }

  /** What the server says is not longer; what a client sent, and it logs, may be of any length. */
  private static final int LONGEST = 1 << 14;

  private final Effect effect;
  private final Pattern pattern;

  Telltale(Effect effect, String pattern) {
    this.effect = effect;
    this.pattern = Pattern.compile(pattern);
  }

  /** What comes of it. */
  public Effect effect() {
    return effect;
  }

  /** What a line tells; empty where it tells of no trouble. */
  static Optional<Told> of(String line, int number) {
    String telling = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    for (Telltale kind : values()) {
      Matcher matcher = kind.pattern.matcher(telling);
      if (matcher.find()) {
        return Optional.of(kind.told(matcher.toMatchResult(), number, line));
      }
    }
    return Optional.empty();
  }

  /** Where a log tells of this kind, whatever else its lines tell. */
  public Stream<Told> in(String log) {
    return pattern.matcher(log).results().map(found -> told(found, 0, found.group()));
  }

  private Told told(MatchResult found, int number, String line) {
    return new Told(
        this, group(found, "named"), group(found, "value"), group(found, "more"), number, line);
  }

  /** The text of a group that stands in several wordings, under a number each. */
  private static String group(MatchResult found, String name) {
    return found.namedGroups().entrySet().stream()
        .filter(group -> group.getKey().replaceAll("\\d", "").equals(name))
        .flatMap(group -> Optional.ofNullable(found.group(group.getValue())).stream())
        .findFirst()
        .map(text -> text.replaceAll("^\"|\"$", ""))
        .orElse("");
  }
}
