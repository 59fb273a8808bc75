package dev.paddock.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Facts of a server's process that a figure may depend on, for a fingerprint: its variables, its
 * binary, its limits. What another user's process does not let this one read is left out.
 */
public final class ServerFacts {
  private static final List<String> PREFIXES =
      List.of(
          "OLLAMA_", "LLAMA_", "GGML_", "CUDA_", "NVIDIA_", "HIP_", "ROCR_", "HSA_", "GPU_", "VK_",
          "OMP_", "GOMP_", "VLLM_", "OLLA_");
  private static final Set<String> NAMES = Set.of("GOMAXPROCS", "GOGC", "GOMEMLIMIT", "GODEBUG");

  private static final Set<String> SHELLS = Set.of("bash", "dash", "sh", "busybox");

  /** In a Go binary that was built from a repository, before 40 digits of its commit. */
  private static final byte[] COMMIT = "build\tvcs.revision=".getBytes(StandardCharsets.US_ASCII);

  private static final int DIGITS = 40;

  private final Path root;
  private final Secrets secrets;

  /**
   * Those of processes below this root.
   *
   * @param root where {@code proc} lies, {@code /} on a real machine
   */
  ServerFacts(Path root, Secrets secrets) {
    this.root = root;
    this.secrets = secrets;
  }

  /** Those of this machine. */
  public static ServerFacts real() {
    return new ServerFacts(Path.of("/"), Secrets.real());
  }

  /**
   * The facts of a process.
   *
   * @param varied names of variables that the experiment varies: they are no facts of the run
   */
  public SortedMap<String, String> of(long pid, Set<String> varied) {
    SortedMap<String, String> facts = new TreeMap<>();
    Path process = root.resolve("proc").resolve(Long.toString(pid));
    ProcessVariables.inBytes(process, name -> matters(name) && !varied.contains(name))
        .ifPresent(
            variables ->
                variables.forEach(
                    (name, value) -> facts.put("server.variable." + name, secrets.open(value))));
    if (!isShell(process.resolve("exe"))) {
      binary(process.resolve("exe"), facts);
    }
    facts.putAll(new Host(root).limits("server.limit", Long.toString(pid)));
    return facts;
  }

  /** A port moves no figure, and a server that Paddock starts gets another one each time. */
  private static boolean matters(String name) {
    return !name.endsWith("_PORT")
        && (NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith));
  }

  /** A command line of several words may be run by a shell, whose build says nothing. */
  private static boolean isShell(Path exe) {
    try {
      return SHELLS.contains(String.valueOf(exe.toRealPath().getFileName()));
    } catch (IOException e) {
      return false; // another user's process
    }
  }

  /** Its digest, in twelve digits, and the commit that it was built from where it says. */
  private static void binary(Path exe, SortedMap<String, String> facts) {
    try (InputStream file = Files.newInputStream(exe);
        DigestInputStream in = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
      commit(in).ifPresent(commit -> facts.put("server.commit", commit));
      in.transferTo(OutputStream.nullOutputStream());
      facts.put("server.binary", HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 6));
    } catch (IOException e) {
      return; // another user's process: not known
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Optional<String> commit(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    int kept = 0;
    int read;
    while ((read = in.read(buffer, kept, buffer.length - kept)) > 0) {
      int filled = kept + read;
      for (int at = 0; at + COMMIT.length + DIGITS <= filled; at++) {
        if (matches(buffer, at)) {
          return Optional.of(
                  new String(buffer, at + COMMIT.length, DIGITS, StandardCharsets.US_ASCII))
              .filter(digits -> digits.matches("[0-9a-f]{40}"));
        }
      }
      kept = Math.min(filled, COMMIT.length + DIGITS - 1);
      System.arraycopy(buffer, filled - kept, buffer, 0, kept);
    }
    return Optional.empty();
  }

  private static boolean matches(byte[] buffer, int at) {
    for (int i = 0; i < COMMIT.length; i++) {
      if (buffer[at + i] != COMMIT[i]) {
        return false;
      }
    }
    return true;
  }
}
