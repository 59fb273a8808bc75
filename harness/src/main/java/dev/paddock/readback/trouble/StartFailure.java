package dev.paddock.readback.trouble;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why a server ended before it answered, as its log tells: the line that names the cause, which is
 * seldom the last one.
 *
 * @param cause empty where the line is of no kind that is known here
 * @param line the server's own, without time and place
 */
public record StartFailure(Optional<Cause> cause, String line) {
  /** What is known to end a start; the first whose words fit is it. A new one is one constant. */
  public enum Cause {
    ARGUMENT(
        "error: (unrecognized arguments|argument |invalid argument|unknown argument|the following"
            + " arguments)|error while handling (argument|environment variable)|unknown (shorthand"
            + " )?flag|unknown command",
        "The server does not take that argument: mend target.command or the setting."),
    PORT(
        "address already in use|couldn't bind|only one usage of each socket",
        "Something listens there already: end it, or take the port that Paddock chose ($PORT)."),
    LENGTH(
        "max_model_len \\(.*greater than the derived",
        "The model itself takes no more: lower vllm.max_model_len."),
    CACHE(
        "KV cache is needed|larger than the (maximum number of tokens|available KV cache)|No"
            + " available memory for the cache blocks",
        "Lower vllm.max_model_len, or give the KV cache more: vllm.gpu_memory_utilization, on the"
            + " CPU VLLM_CPU_KVCACHE_SPACE."),
    SHARE(
        "(Available|Free) memory on .* less than desired",
        "Lower vllm.gpu_memory_utilization, the share of the memory that vLLM wants, or free"
            + " some."),
    MEMORY(
        "ErrorOutOf(Device|Host)Memory|out of memory|cannot allocate memory|(failed|unable) to"
            + " allocate|DefaultCPUAllocator",
        "What it needs does not fit: take a smaller model, context or batch, or free memory."),
    TYPE(
        "not supported.*\\bdtype|dtype.*not supported|(bfloat16|float16) is (only|not)"
            + " supported|only supported on GPUs with compute capability|Unknown dtype|not"
            + " supported for quantization",
        "Take another vllm.dtype, or a model in a type that this machine computes in."),
    MODEL(
        "failed to open GGUF|invalid magic|not a valid model identifier|Repo id must be|is not a"
            + " local folder|appropriate cached snapshot|Cannot find any model weights|Invalid"
            + " repository ID|(gguf|model).*(No such file|does not"
            + " exist)|RepositoryNotFound|unknown model architecture|architectures \\[.*\\] are not"
            + " supported",
        "Name a model that is there and that this server can read, in target.command.");

    private final Pattern words;
    private final String advice;

    Cause(String words, String advice) {
      this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
      this.advice = advice;
    }

    /** Whether these words, of whatever log or answer, say that something did not fit. */
    static boolean ofMemory(String words) {
      return Stream.of(CACHE, SHARE, MEMORY).anyMatch(cause -> cause.words.matcher(words).find());
    }
  }

  /** Time, process and place, by which vLLM, llama-server and Go begin a line. */
  private static final Pattern PREFIX =
      Pattern.compile(
          "^(?:\\([^)]*pid=\\d+\\) ?)?(?:(?:ERROR|WARNING|INFO|CRITICAL) [-0-9]+ [0-9:]+"
              + " \\[[^\\]]*\\] ?|\\d+\\.\\d\\d\\.\\d{3}\\.\\d{3} [EWI] |time=\\S+ level=\\w+"
              + " (?:source=\\S+ )?)?");

  /** A line that tells of an end; those that only pass on what another process said are none. */
  private static final Pattern TELLS =
      Pattern.compile(
          "^(?:[A-Za-z_]+\\.)*[A-Z]\\w*(?:Error|Exception)\\b: |^\\s*Value error, |^panic:"
              + " |^(?:Error|error|fatal|terminate called)\\b.*: |^bash: |: command not"
              + " found|(?i:illegal instruction)");

  private static final Pattern PASSES_ON =
      Pattern.compile("(?i)see root cause above|validation errors? for |exiting due to");

  /** llama-server marks an error in the line itself. */
  private static final Pattern MARKED = Pattern.compile("^\\d+\\.\\d\\d\\.\\d{3}\\.\\d{3} E ");

  private static final int LONGEST = 400;

  /** The cause in the log of one start; empty where no line tells it. */
  public static Optional<StartFailure> in(String log) {
    List<String> lines = log.lines().toList();
    for (Cause cause : Cause.values()) {
      Optional<String> line =
          lines.stream()
              .map(StartFailure::bare)
              .filter(text -> cause.words.matcher(text).find() && !isCode(text))
              .findFirst();
      if (line.isPresent()) {
        return line.map(text -> new StartFailure(Optional.of(cause), text));
      }
    }
    return lines.stream()
        .filter(line -> TELLS.matcher(bare(line)).find() || MARKED.matcher(line).find())
        .map(StartFailure::bare)
        .filter(text -> !PASSES_ON.matcher(text).find())
        .findFirst()
        .map(text -> new StartFailure(Optional.empty(), text));
  }

  /** A traceback shows the line of the program that raises the error, words and all. */
  private static boolean isCode(String text) {
    return text.startsWith("    ") || text.startsWith("  File ") || text.contains("raise ");
  }

  private static String bare(String line) {
    Matcher prefix = PREFIX.matcher(line);
    String text = prefix.find() ? line.substring(prefix.end()) : line;
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** The line, and what to do where the cause is known. */
  public String words() {
    String said = line.strip();
    return cause
        .map(known -> said + (said.matches(".*[.…]") ? " " : ". ") + known.advice)
        .orElse(said);
  }
}
