package dev.paddock.run;

import dev.paddock.experiment.WorkloadSpec.Prefix;
import dev.paddock.record.Request;
import dev.paddock.record.ServerTimes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether prompts that should be read anew came from the server's prompt cache.
 *
 * <p>What is known soundly: all prompts of a trial have one length and starts of their own, so
 * reading them takes about one time; n clients at once may make it n times as long, and nothing
 * makes it a quarter but a cache. What is not: a hit common to all prompts of a trial, since Ollama
 * counts cached tokens into prompt_eval_count and a server may be that fast. One that leaves cached
 * tokens out of its count, as before Ollama 0.30, is seen by the length of its prompts.
 */
final class CacheCheck {
  /** What unlike conditions may make of the time of one prompt, beside the clients at once. */
  private static final long SPREAD = 4;

  /** Share of prompts that may be read so fast: odd ones move no figure. */
  private static final double HITS = 0.05;

  private CacheCheck() {}

  /**
   * The reason, none where the prefill was cold or nobody knows.
   *
   * @param ok the measured requests that ended well
   */
  static Optional<String> reason(CellSetup setup, List<Request> ok) {
    if (setup.workload().prefix() != Prefix.UNIQUE) {
      return Optional.empty();
    }
    long[] prefills =
        ok.stream()
            .flatMap(request -> request.server().stream())
            .mapToLong(ServerTimes::prefill)
            .sorted()
            .toArray();
    if (prefills.length == 0) {
      return Optional.empty();
    }
    long usual = prefills[prefills.length / 2];
    long part = SPREAD * setup.load().mostAtOnce().orElse(ok.size());
    long hits = Arrays.stream(prefills).filter(p -> p < usual / part).count();
    return hits > HITS * prefills.length
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%d of %d prompts were read in under 1/%d of the usual %.1f ms, as from a prompt"
                    + " cache, but each should be read anew (workload.prefix: unique). Turn the"
                    + " server's cache off, or say prefix: shared",
                hits,
                prefills.length,
                part,
                usual / 1e6))
        : Optional.empty();
  }
}
