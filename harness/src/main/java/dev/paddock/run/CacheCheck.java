package dev.paddock.run;

import dev.paddock.experiment.WorkloadSpec.Prefix;
import dev.paddock.record.Request;
import dev.paddock.record.ServerTimes;
import dev.paddock.record.Trouble.Kind;
import dev.paddock.record.Troubles;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether prompts that should be read anew came from the server's prompt cache.
 *
 * <p>The server's own word goes first: its count of cached tokens with an answer, or a line of its
 * log ({@code cached n_tokens = 17}, llama-server under Ollama 0.30 and later). Every prompt shares
 * its template and opening with all others, so that much may be cached; one token more is a hit.
 *
 * <p>Where the server says nothing, times speak: all prompts of a trial have one length and starts
 * of their own, so reading them takes about one time; n clients at once may make it n times as
 * long, and nothing makes it a quarter but a cache. A hit common to all prompts is not seen that
 * way. Within a conversation a cache is what it is there for: there only first turns must be cold.
 * A server that leaves cached tokens out of its count, as before Ollama 0.30, is seen by the length
 * of its prompts.
 */
final class CacheCheck {
  /** What unlike conditions may make of the time of one prompt, beside the clients at once. */
  private static final long SPREAD = 4;

  /** Share of prompts that may be read so fast: odd ones move no figure. */
  private static final double HITS = 0.05;

  /** A share counts only with as many requests behind it. */
  private static final int LEAST = 2;

  private CacheCheck() {}

  /**
   * What the answers say; nothing where the prefill was cold or nobody knows.
   *
   * @param ok the measured requests that ended well
   */
  static Troubles of(CellSetup setup, Lengths lengths, List<Request> ok) {
    if (setup.workload().prefix() != Prefix.UNIQUE) {
      return Troubles.NONE;
    }
    return said(ok)
        ? hits(
            lengths,
            "with their answers",
            ok.stream()
                .filter(request -> request.turn().orElse(1) == 1)
                .flatMapToInt(request -> request.cachedTokens().stream()))
        : lengths.alike() ? byTime(setup, ok) : Troubles.NONE;
  }

  /**
   * What the server's log says; nothing where the answers said it already or no line says it.
   *
   * @param log what the server logged while the trial's requests were under way
   */
  static Troubles logged(CellSetup setup, Lengths lengths, List<Request> requests, String log) {
    return setup.workload().prefix() != Prefix.UNIQUE
            || setup.workload().turns() > 1
            || said(requests)
        ? Troubles.NONE
        : hits(
            lengths,
            "in its log",
            LoggedPrompts.of(log).prompts().stream().mapToInt(LoggedPrompts.Prompt::cached));
  }

  private static boolean said(List<Request> requests) {
    return requests.stream().anyMatch(request -> request.cachedTokens().isPresent());
  }

  private static Troubles hits(Lengths lengths, String where, IntStream cached) {
    IntSummaryStatistics hits =
        cached.filter(tokens -> tokens > lengths.leastPrompt()).summaryStatistics();
    return hits.getCount() < LEAST
        ? Troubles.NONE
        : Troubles.of(
            Kind.CACHED,
            ("the server's prompt cache answered %d requests, up to %d tokens of a prompt (as it"
                    + " says %s), but each should be read anew (workload.prefix: unique). Turn its"
                    + " cache off, or say prefix: shared")
                .formatted(hits.getCount(), hits.getMax(), where));
  }

  private static Troubles byTime(CellSetup setup, List<Request> ok) {
    long[] prefills =
        ok.stream()
            .flatMap(request -> request.server().stream())
            .mapToLong(ServerTimes::prefill)
            .sorted()
            .toArray();
    if (prefills.length == 0) {
      return Troubles.NONE;
    }
    long usual = prefills[prefills.length / 2];
    long part = SPREAD * setup.load().mostAtOnce().orElse(ok.size());
    long hits = Arrays.stream(prefills).filter(p -> p < usual / part).count();
    return hits >= LEAST && hits > HITS * prefills.length
        ? Troubles.of(
            Kind.CACHED,
            String.format(
                Locale.ROOT,
                "%d of %d prompts were read in under 1/%d of the usual %.1f ms, as from a prompt"
                    + " cache, but each should be read anew (workload.prefix: unique). Turn the"
                    + " server's cache off, or say prefix: shared",
                hits,
                prefills.length,
                part,
                usual / 1e6))
        : Troubles.NONE;
  }
}
