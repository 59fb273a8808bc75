package dev.paddock.report;

import dev.paddock.compare.Compared;
import dev.paddock.compare.Compared.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A comparison of two runs, for a person at a terminal. */
public final class ComparedText {
  private ComparedText() {}

  /** The lines: the answer, the two runs, what changed in full, and the rest summed up. */
  public static List<String> of(Compared compared) {
    ComparedWords words = new ComparedWords(compared);
    ComparedOrder order = new ComparedOrder(compared);
    List<String> lines = new ArrayList<>();
    lines.add(words.headline());
    lines.addAll(words.sentences());
    lines.add("");
    List<String> runs = words.runs(place -> place);
    lines.add("  baseline   " + runs.getFirst());
    lines.add("  candidate  " + runs.getLast());
    words.otherwise().forEach(line -> lines.add("  differ     " + line));
    table(lines, "Changed, the worst first", words, order.changed());
    table(lines, "Undecided", words, order.undecided());
    if (!order.rest().isEmpty()) {
      lines.add("");
      lines.add("Without a regression: " + order.rest() + ".");
    }
    if (!words.left().isEmpty()) {
      lines.add("");
      lines.addAll(words.left());
    }
    lines.add("");
    lines.add(words.method());
    return lines;
  }

  /** What could not be compared, and why. */
  public static List<String> left(Compared compared) {
    return new ComparedWords(compared).left();
  }

  private static void table(
      List<String> lines, String title, ComparedWords words, List<Statement> statements) {
    if (!statements.isEmpty()) {
      lines.add("");
      lines.add(title + ":");
      lines.addAll(aligned(ComparedWords.HEAD, statements.stream().map(words::row).toList()));
    }
  }

  /** Columns as wide as their widest word. */
  static List<String> aligned(List<String> head, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(List.of(head));
    all.addAll(rows);
    int[] shown = shown(rows);
    int[] width =
        IntStream.of(shown)
            .map(i -> all.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    return all.stream()
        .map(
            row ->
                IntStream.range(0, shown.length)
                    .mapToObj(
                        i -> row.get(shown[i]) + " ".repeat(width[i] - row.get(shown[i]).length()))
                    .collect(Collectors.joining("  ", "  ", ""))
                    .stripTrailing())
        .toList();
  }

  /** The columns in which any row has something. */
  static int[] shown(List<List<String>> rows) {
    return IntStream.range(0, rows.getFirst().size())
        .filter(i -> rows.stream().anyMatch(row -> !row.get(i).isEmpty()))
        .toArray();
  }
}
