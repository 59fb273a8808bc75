package dev.paddock.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which known name was most likely meant by one that is not known. What all names of a family begin
 * with says nothing, so the rest is compared; and a name that opens a server to others, or shuts
 * them out, is never put into anybody's mouth.
 */
final class Nearest {
  private static final Set<String> FAMILIES = Set.of("ollama_", "llama_arg_", "env.");

  /** Who may reach a server, and what it lets out. */
  private static final Set<String> OF_SECURITY =
      Stream.of(
              Known.OLLAMA_HOST.name(),
              Known.OLLAMA_ORIGINS.name(),
              Known.LLAMA_API_KEY.name(),
              "OLLAMA_CORS",
              "OLLAMA_AUTH",
              "OLLAMA_REMOTES",
              "OLLAMA_API_KEY",
              "OLLAMA_CLOUD_BASE_URL",
              "OLLAMA_DOT_COM_URL",
              "OLLAMA_LAUNCH_DSH_API_KEY",
              "OLLAMA_AGENT_DISABLE_SHELL",
              "OLLAMA_AGENT_DISABLE_WEBSEARCH",
              "LLAMA_ARG_HOST",
              "LLAMA_ARG_TOOLS",
              "LLAMA_ARG_AGENT",
              "LLAMA_ARG_API_KEY_FILE",
              "LLAMA_ARG_CORS_ORIGINS",
              "LLAMA_ARG_CORS_CREDENTIALS",
              "LLAMA_ARG_UI_MCP_PROXY")
          .collect(Collectors.toUnmodifiableSet());

  private Nearest() {}

  /**
   * The nearest of some names; empty where none is near.
   *
   * @param letters of so many one may be another
   */
  static Optional<String> of(String name, Collection<String> names, int letters) {
    String wanted = folded(name);
    String family = family(wanted);
    String rest = wanted.substring(family.length());
    int far = Math.max(1, rest.length() / letters);
    return names.stream()
        .filter(known -> !OF_SECURITY.contains(known) || wholly(known, wanted))
        .filter(known -> distance(rest, bare(known, family)) <= far)
        .min(
            Comparator.<String>comparingInt(known -> distance(rest, bare(known, family)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Capitals and hyphens are a slip of the whole name, and mean no other. */
  private static boolean wholly(String known, String wanted) {
    return folded(known).equals(wanted);
  }

  /** Names of another family stand with it: none is near that way. */
  private static String bare(String known, String family) {
    String folded = folded(known);
    return folded.startsWith(family) ? folded.substring(family.length()) : folded;
  }

  private static String family(String folded) {
    return FAMILIES.stream().filter(folded::startsWith).findFirst().orElse("");
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
