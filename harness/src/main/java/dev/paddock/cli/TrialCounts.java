package dev.paddock.cli;

import dev.paddock.journal.Event;
import dev.paddock.record.Validity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much of a run's trials counts, as a user and a script are told it.
 *
 * @param trials that ended, repeats included
 * @param scoped those that count without some metrics
 * @param noisy those that count although other programs computed
 * @param nothing those that do not count at all
 * @param repeated those that measured another one again
 */
record TrialCounts(int trials, int scoped, int noisy, int nothing, int repeated) {
  private static final int MOST_NAMED = 4;

  static TrialCounts of(List<Event.Trial> trials) {
    return new TrialCounts(
        trials.size(),
        count(trials, Validity.SCOPED),
        count(trials, Validity.NOISY),
        count(trials, Validity.VOID),
        (int) trials.stream().filter(trial -> trial.repeatOf().isPresent()).count());
  }

  private static int count(List<Event.Trial> trials, Validity validity) {
    return (int) trials.stream().filter(trial -> trial.validity() == validity).count();
  }

  /** As a line of JSON has them; {@code invalid} are the void ones. */
  void into(Map<String, Object> line) {
    line.put("trials", trials);
    line.put("invalid", nothing);
    line.put("scoped", scoped);
    line.put("noisy", noisy);
    line.put("repeated", repeated);
  }

  /** For example "30 whole, 4 scoped, 2 noisy, 1 void; 3 of them repeats". */
  String words() {
    String counts =
        Stream.of(
                some(trials - scoped - noisy - nothing, "whole"),
                some(scoped, "scoped"),
                some(noisy, "noisy"),
                some(nothing, "void"))
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(", "));
    String words = counts.isEmpty() ? "none ended" : counts;
    return repeated == 0 ? words : "%s; %d of them repeats".formatted(words, repeated);
  }

  private static String some(int count, String of) {
    return count == 0 ? "" : count + " " + of;
  }

  /** What became of one trial with trouble, for example "scoped (without e2e, goodput): why". */
  static String words(Event.Trial trial) {
    return "%s%s: %s"
        .formatted(
            trial.validity().word(), without(trial.lost()), String.join("; ", trial.reasons()));
  }

  private static String without(List<String> lost) {
    if (lost.isEmpty()) {
      return "";
    }
    return lost.size() <= MOST_NAMED
        ? " (without %s)".formatted(String.join(", ", lost))
        : " (without %s and %d other figures)"
            .formatted(String.join(", ", lost.subList(0, MOST_NAMED)), lost.size() - MOST_NAMED);
  }
}
