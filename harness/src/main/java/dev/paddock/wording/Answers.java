package dev.paddock.wording;

import dev.paddock.findings.Findings;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Answer;
import dev.paddock.summary.Summary.Quoted;
import java.util.ArrayList;
import java.util.List;

/** The answer in plain words: what to use, and what that costs and buys. */
public final class Answers {
  private Answers() {}

  /** The same summary with its answer. */
  public static Summary answered(Summary summary) {
    return summary.with(of(summary));
  }

  /** What a summary says, which has no answer yet. */
  public static Answer of(Summary summary) {
    Findings findings = Findings.of(summary);
    Naming naming = new Naming(summary);
    Phrase headline = new HeadlineWords(naming).of(findings.headline());
    FoundWords words = new FoundWords(naming);
    List<Phrase> sentences = findings.sentences().stream().map(words::of).toList();
    List<Quoted> figures = new ArrayList<>(headline.figures());
    sentences.forEach(phrase -> figures.addAll(phrase.figures()));
    return new Answer(
        headline.words(), sentences.stream().map(Phrase::words).toList(), List.copyOf(figures));
  }
}
