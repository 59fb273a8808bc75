package dev.paddock.benchmarks.conclusion;

import dev.paddock.analysis.Analysis;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.Suite;
import dev.paddock.journal.RunDirectory;
import dev.paddock.summary.Summary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a suite's figures come to beside what servers take.
 *
 * @param choice that the reader has
 * @param candidates to choose from
 * @param runs what real servers took
 * @param judges those of them on the same processor, or all where there is none
 * @param control how far the candidates lie apart in the control's circumstances; empty where it
 *     has fewer than two
 * @param widest where they lie further apart; empty where nowhere
 * @param judgement empty where nothing can be judged
 * @param faster than the harness' own code; empty where a suite has none of it
 * @param times of all
 * @param beside Markdown that belongs beside the figures
 * @param kept why the harness keeps its own code where a library is faster
 */
public record Conclusion(
    Summary summary,
    ReaderChoice choice,
    Candidates candidates,
    List<PublishedRun> runs,
    List<PublishedRun> judges,
    Optional<SpeedRange> control,
    Optional<SpeedRange> widest,
    Optional<Judgement> judgement,
    Optional<List<FasterRival>> faster,
    TimeTable times,
    String beside,
    String kept) {
  /**
   * What a run of a suite says to a reader.
   *
   * @param runs what real servers took; empty where none was published
   */
  public static Conclusion of(Suite suite, RunDirectory run, List<PublishedRun> runs) {
    Summary summary = Analysis.of(run, run.experiment());
    ReaderChoice choice = suite.choice();
    Candidates candidates = new Candidates(summary, choice);
    List<PublishedRun> judges = judges(summary, runs);
    Optional<SpeedRange> control = candidates.ofControl();
    Optional<SpeedRange> widest =
        control.flatMap(
            main ->
                candidates.ranges().stream()
                    .filter(one -> one.isWiderThan(main))
                    .max(Comparator.comparingDouble(SpeedRange::nanos)));
    return new Conclusion(
        summary,
        choice,
        candidates,
        runs,
        judges,
        control,
        widest,
        control.flatMap(
            main ->
                judges.stream()
                    .map(judge -> judge.time(choice.per()))
                    .min(Comparator.comparingDouble(PublishedRun.Time::noticed))
                    .map(strictest -> Judgement.of(strictest, main, widest))),
        FasterRival.of(summary, choice, candidates.metric()),
        TimeTable.of(candidates, choice),
        suite.beside(summary, run.path()),
        suite.kept());
  }

  private static List<PublishedRun> judges(Summary summary, List<PublishedRun> runs) {
    List<PublishedRun> near = runs.stream().filter(run -> run.isOn(summary.environment())).toList();
    return near.isEmpty() ? runs : near;
  }

  /** Whether a run was on the processor that the suite ran on. */
  boolean isNear(PublishedRun run) {
    return run.isOn(summary.environment());
  }

  /** The time that is shortest among the judges', of which shares are told; empty of none. */
  Optional<PublishedRun.Time> shortest() {
    return judges.stream()
        .map(judge -> judge.time(choice.per()))
        .min(Comparator.comparingDouble(PublishedRun.Time::ms));
  }

  /** As Markdown: a sentence first, then what it rests on, and the figures as a table. */
  public String page() {
    return new ConclusionPage(this).write();
  }
}
