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
import java.util.regex.Pattern;

/**
 * The page of a run in Markdown: the answer first, what to paste, one chart and what is not known;
 * below a rule, under headings that a reader would look for, what it rests on. Every number comes
 * from the summary, and every estimate is a link to its record there.
 */
public final class Page {
  /** The charts that may stand above the fold, the most telling first. */
  private static final List<String> FIRST =
      List.of("front", "time", "stamps", "effects", "contrasts", "memory");

  private static final Pattern SECTION = Pattern.compile("(?m)^(?=## )");

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
   * @param conclusion Markdown whose first section stands in place of the answer
   */
  public static String of(Summary summary, List<Chart> charts, Optional<String> conclusion) {
    return new Page(summary, charts, conclusion).write();
  }

  private String write() {
    page.heading(1, escape(summary.question().orElse(summary.experiment())));
    List<String> concluded = concluded();
    if (concluded.isEmpty()) {
      answer();
    } else {
      page.paragraph(concluded.getFirst());
    }
    page.paragraph(escape(of(summary)));
    new PastePart(summary, page).write();
    Optional<String> shown = first();
    shown.ifPresent(this::chart);
    new CurvesPart(summary, page).write();
    new UnknownPart(summary, page).write();
    page.rule();
    if (!concluded.isEmpty()) {
      concluded.subList(1, concluded.size()).forEach(page::paragraph);
      page.heading(2, "Which differences are told from noise");
      answer();
    }
    folded(shown.orElse(""));
    return page.toString();
  }

  private void folded(String shown) {
    EffectsPart effects = new EffectsPart(summary, page);
    if (!summary.points().isEmpty()) {
      page.heading(2, "Cells on the front, and off it");
    }
    new FrontPart(summary, page).write();
    new BothLatencies(summary, page).write();
    new QualityPart(summary, page).write();
    new TurnsPart(summary, page).write();
    for (String name : FIRST) {
      if (!name.equals(shown) && !name.equals("memory")) {
        chart(name);
      } else if (name.equals("effects") && !summary.effects().isEmpty()) {
        page.heading(2, "What each setting does, in figures");
      }
      if (name.equals("effects")) {
        effects.effects();
        effects.interactions();
      }
    }
    if (shown.equals("contrasts")) {
      page.heading(2, "Each cell beside the control, in figures");
    }
    effects.contrasts();
    new HypothesesPart(summary, page).write();
    chart("distributions");
    chart("anatomy");
    if (!shown.equals("memory")) {
      chart("memory");
    }
    new MachinePart(summary, page).write();
    new CellsPart(summary, page).write();
    chart("drift");
    new DriftPart(summary, page).write();
    new ExcludedPart(summary, page).write();
    new MethodPart(summary, page).write();
  }

  private void answer() {
    List<String> answer = answer(summary.answer());
    page.paragraph("**" + answer.getFirst() + "**");
    page.list(answer.subList(1, answer.size()));
  }

  /** The sections of the conclusion, of which the first is the answer; none where there is none. */
  private List<String> concluded() {
    return conclusion.stream()
        .flatMap(markdown -> SECTION.splitAsStream(markdown.strip()))
        .map(String::strip)
        .filter(section -> !section.isEmpty())
        .toList();
  }

  /** The name of the chart that says most. */
  private Optional<String> first() {
    return FIRST.stream()
        .filter(name -> charts.stream().anyMatch(chart -> chart.name().equals(name)))
        .findFirst();
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
              page.paragraph("This chart alone: [SVG](%s.svg)".formatted(file));
            });
  }
}
