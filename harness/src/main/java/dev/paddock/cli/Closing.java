package dev.paddock.cli;

import dev.paddock.journal.RunEnd;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a run says last on a terminal: its answer in a few sentences, and what to do next. */
final class Closing {
  private static final int SENTENCES = 3;

  private Closing() {}

  /** The answer, a sentence a line, the first of the page first. */
  static List<String> lines(Summary summary) {
    return Stream.concat(
            Stream.of(summary.answer().headline()), summary.answer().sentences().stream())
        .map(Closing::plain)
        .filter(sentence -> !sentence.isBlank())
        .limit(SENTENCES)
        .toList();
  }

  /** Without the marks of Markdown: what is bold, code or a link on the page is text here. */
  static String plain(String markdown) {
    return markdown
        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .replaceAll("[*`]|\\\\(?=[\\p{Punct}])", "")
        .strip();
  }

  /**
   * What can be done next, the most telling first; nothing where the run said what it could.
   *
   * @param lacks whether trials still lack something that the world around them took
   */
  static List<String> next(Summary summary, RunEnd ending, boolean lacks, Path directory) {
    List<String> next = new ArrayList<>();
    switch (ending) {
      case QUICK -> next.add("that was a first look; the whole run: paddock resume " + directory);
      case BUDGET -> next.add("the time budget is spent; go on with: paddock resume " + directory);
      case DONE, PRECISE, INTERRUPTED, FAILED, RUNNING -> {}
    }
    if (lacks) {
      next.add(
          "some figures were lost to the world around the run; once the machine is quiet: paddock"
              + " resume --repeat "
              + directory);
    }
    long open =
        summary.contrasts().stream().filter(one -> one.verdict() == Verdict.INCONCLUSIVE).count();
    if (ending == RunEnd.DONE && 2 * open > summary.contrasts().size()) {
      next.add(
          "%d of %d comparisons are undecided: more blocks would tell (design.blocks), or a question about fewer cells"
              .formatted(open, summary.contrasts().size()));
    }
    return List.copyOf(next);
  }
}
