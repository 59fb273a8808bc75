package dev.paddock.benchmarks.conclusion;

import dev.paddock.benchmarks.conclusion.Scenes.Choice;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.report.Markdown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All times of a suite: a row a choice, a column for each of the circumstances, or turned. */
final class Pivot {
  private final ReaderChoice matter;
  private final Function<Choice, String> figure;

  private Pivot(ReaderChoice matter, Function<Choice, String> figure) {
    this.matter = matter;
    this.figure = figure;
  }

  /**
   * Writes the table.
   *
   * @param scenes choices by their circumstances
   * @param figure of a choice, as Markdown
   */
  static void write(
      Markdown page,
      ReaderChoice matter,
      Map<String, List<Choice>> scenes,
      Function<Choice, String> figure) {
    List<String> levels =
        scenes.values().stream().flatMap(List::stream).map(Choice::level).distinct().toList();
    if (levels.isEmpty()) {
      return;
    }
    Pivot pivot = new Pivot(matter, figure);
    String choice = Scenes.words(matter.factor());
    page.heading(2, "Time by " + Markdown.escape(choice));
    List<String> head =
        Stream.concat(Stream.of(choice), scenes.keySet().stream())
            .map(one -> one.isEmpty() ? "time" : Markdown.escape(one))
            .toList();
    List<List<String>> rows =
        levels.stream()
            .map(
                level ->
                    Stream.concat(
                            Stream.of(Markdown.escape(level)),
                            scenes.values().stream().map(scene -> pivot.cell(scene, level)))
                        .toList())
            .toList();
    boolean turned = scenes.size() > levels.size();
    page.table(turned ? column(head, rows, 0) : head, turned ? turned(head, rows) : rows);
    page.paragraph(
        "In brackets: 95 % intervals of the mean over forks, which are the unit of analysis."
            + " In bold: the fastest of several, and those whose intervals meet its own; floors and"
            + " repeats left out.");
  }

  private static List<String> column(List<String> head, List<List<String>> rows, int index) {
    return Stream.concat(Stream.of(head.get(index)), rows.stream().map(row -> row.get(index)))
        .toList();
  }

  private static List<List<String>> turned(List<String> head, List<List<String>> rows) {
    List<List<String>> turned = new ArrayList<>();
    for (int i = 1; i < head.size(); i++) {
      turned.add(column(head, rows, i));
    }
    return turned;
  }

  private String cell(List<Choice> scene, String level) {
    List<Choice> offered = scene.stream().filter(choice -> matter.offers(choice.level())).toList();
    Optional<Choice> fastest =
        offered.stream()
            .min(Comparator.comparingDouble(choice -> choice.time().value()))
            .filter(_ -> offered.size() > 1);
    return scene.stream()
        .filter(choice -> choice.level().equals(level))
        .findFirst()
        .map(
            choice ->
                offered.contains(choice)
                        && fastest.filter(first -> isNotTold(choice, first)).isPresent()
                    ? "**" + figure.apply(choice) + "**"
                    : figure.apply(choice))
        .orElse("–");
  }

  /** Whether a choice is the fastest, or their intervals meet. */
  private static boolean isNotTold(Choice choice, Choice fastest) {
    return choice.equals(fastest) || Scenes.least(choice.time(), fastest.time()).orElse(1) == 0;
  }
}
