package dev.paddock.readback;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a server's log has to be read: which program wrote it, and whether its version is one whose
 * lines are known. Of another version what is recognised is read all the same, and said to be so.
 *
 * @param doubt in words for the user; empty where the version is known
 */
record LogDialect(Family family, Optional<String> doubt) {
  /** Minor versions of Ollama 0.x. The oldest with {@code msg=load request=…} was 0.11. */
  private static final int GO_RUNNER_FROM = 11;

  /** Ollama 0.30 was the first with llama-server as a child. */
  private static final int LLAMA_SERVER_FROM = 30;

  private static final int LLAMA_SERVER_TO = 33;

  private static final Pattern OLLAMA = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})(\\.|-|\\+|$).*");
  private static final Pattern LLAMA_CPP =
      Pattern.compile("(llama\\.cpp|llama-server|b\\d{3,6}\\b).*");

  /** Who writes the lines. */
  enum Family {
    /** Ollama from 0.30 on, whose child is llama.cpp's llama-server; and that server alone. */
    LLAMA_SERVER,
    /** Ollama before 0.30, whose child is Ollama itself as a runner. */
    GO_RUNNER,
    /** Paddock's own embedded engines. */
    ENGINE,
    /** vLLM, whose arguments and engine are read. */
    VLLM,
    /** A server whose log is not read. */
    OTHER
  }

  /** The dialect of a server that says it is {@code version}. */
  static LogDialect of(String version) {
    if (version.contains("paddock")) {
      return new LogDialect(Family.ENGINE, Optional.empty());
    }
    if (LLAMA_CPP.matcher(version).matches()) {
      return new LogDialect(Family.LLAMA_SERVER, Optional.empty());
    }
    if (version.startsWith("vLLM")) {
      return new LogDialect(Family.VLLM, Optional.empty());
    }
    Matcher ollama = OLLAMA.matcher(version);
    if (!ollama.matches()) {
      return new LogDialect(Family.OTHER, Optional.empty());
    }
    int major = Integer.parseInt(ollama.group(1));
    int minor = Integer.parseInt(ollama.group(2));
    if (major > 0 || minor > LLAMA_SERVER_TO) {
      return new LogDialect(
          Family.LLAMA_SERVER, doubt(version, "newer", LLAMA_SERVER_FROM, LLAMA_SERVER_TO));
    }
    if (minor >= LLAMA_SERVER_FROM) {
      return new LogDialect(Family.LLAMA_SERVER, Optional.empty());
    }
    return new LogDialect(
        Family.GO_RUNNER,
        minor < GO_RUNNER_FROM
            ? doubt(version, "older", GO_RUNNER_FROM, LLAMA_SERVER_TO)
            : Optional.empty());
  }

  private static Optional<String> doubt(String version, String which, int from, int to) {
    return Optional.of(
        ("%s is %s than the versions whose log lines are known here (0.%d to 0.%d): what is"
                + " recognised was read, the rest counts as not visible")
            .formatted(version, which, from, to));
  }
}
