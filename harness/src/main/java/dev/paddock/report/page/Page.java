package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.report.chart.Chart;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Answer;
import dev.paddock.summary.Summary.Quoted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The page of a run in Markdown: the answer first, then what it rests on. Every number comes from
 * the summary, and every estimate is a link to its record there.
 */
public final class Page {
  private final Summary summary;
  private final List<Chart> charts;
  private final Optional<String> conclusion;
  private final Markdown page = new Markdown();

  private Page(Summary summary, List<Chart> charts, Optional<String> conclusion) {
    this.summary = summary;
    this.charts = charts;
    this.conclusion = conclusion;
  }

  /**
   * The page.
   *
   * @param conclusion Markdown that stands before the answer
   */
  public static String of(Summary summary, List<Chart> charts, Optional<String> conclusion) {
    return new Page(summary, charts, conclusion).write();
  }

  private String write() {
    page.heading(1, escape(summary.question().orElse(summary.experiment())));
    conclusion.ifPresent(
        markdown -> {
          page.paragraph(markdown.strip());
          page.heading(2, "Which differences are told from noise");
        });
    List<String> answer = answer(summary.answer());
    page.paragraph("**" + answer.getFirst() + "**");
    page.list(answer.subList(1, answer.size()));
    page.paragraph(escape(of(summary)));
    EffectsPart effects = new EffectsPart(summary, page);
    chart("front");
    new CurvesPart(summary, page).write();
    new FrontPart(summary, page).write();
    new BothLatencies(summary, page).write();
    chart("time");
    chart("stamps");
    chart("effects");
    effects.effects();
    effects.interactions();
    chart("contrasts");
    effects.contrasts();
    new HypothesesPart(summary, page).write();
    chart("distributions");
    chart("anatomy");
    chart("memory");
    new MachinePart(summary, page).write();
    new CellsPart(summary, page).write();
    chart("drift");
    new DriftPart(summary, page).write();
    new ExcludedPart(summary, page).write();
    new MethodPart(summary, page).write();
    return page.toString();
  }

  /** What was measured, when, on what, and how many figures all rests on. */
  public static String of(Summary summary) {
    return "%s, %s, on %s%s. %s%s"
        .formatted(
            summary.experiment(),
            summary.at().isEmpty() ? "not begun" : summary.at().substring(0, 10),
            summary.machine(),
            summary.server().isEmpty() ? "" : "; " + summary.server(),
            Text.n(summary),
            summary.answer().figures().isEmpty()
                ? ""
                : " In brackets: 95 % intervals, of comparisons adjusted for how many there are.");
  }

  /** The headline and the sentences, with their figures as links. */
  public static List<String> answer(Answer answer) {
    Deque<Quoted> figures = new ArrayDeque<>(answer.figures());
    List<String> linked = new ArrayList<>();
    linked.add(linked(answer.headline(), figures));
    answer.sentences().forEach(sentence -> linked.add(linked(sentence, figures)));
    return linked;
  }

  private static String linked(String words, Deque<Quoted> figures) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (!figures.isEmpty()) {
      int at = words.indexOf(figures.getFirst().words(), from);
      if (at < 0) {
        break;
      }
      Quoted figure = figures.removeFirst();
      text.append(escape(words.substring(from, at)))
          .append(RecordLink.to(figure.words(), figure.at()));
      from = at + figure.words().length();
    }
    return text.append(escape(words.substring(from))).toString();
  }

  private void chart(String name) {
    charts.stream()
        .filter(chart -> chart.name().equals(name))
        .findFirst()
        .ifPresent(
            chart -> {
              String file = "charts/" + chart.name();
              page.heading(2, escape(chart.title()));
              page.image(chart.title(), file + ".svg");
              page.paragraph(
                  "This chart alone: [SVG](%s.svg), [PNG](%s.png)".formatted(file, file));
            });
  }
}
