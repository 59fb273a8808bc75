package dev.paddock.benchmarks.conclusion;

import dev.paddock.analysis.Summary;
import dev.paddock.analysis.Summary.Estimate;
import dev.paddock.analysis.Summary.OfCell;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.report.Markdown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where a library is faster than the code of the harness itself: by how much, and why the harness
 * keeps its own all the same.
 */
final class OwnCode {
  private static final String OWN = "own";

  private final Summary summary;
  private final String metric;

  private OwnCode(Summary summary, String metric) {
    this.summary = summary;
    this.metric = metric;
  }

  /**
   * A rival whose time is certain to be shorter: the intervals of both do not meet.
   *
   * @param scene the levels that both share
   */
  private record Faster(String scene, OfCell own, OfCell rival, String name) {}

  /**
   * Writes what the harness' own code is beside its rivals; nothing where a suite has none of it.
   *
   * @param metric the time, of which less is better
   * @param figure a cell's time, as Markdown
   * @param share what a time in the metric's unit is of a token's time or of the time to the first
   *     token, in words
   * @param why the harness keeps its own
   */
  static void write(
      Markdown page,
      Summary summary,
      ReaderChoice matter,
      String metric,
      Function<OfCell, String> figure,
      Function<Double, String> share,
      String why) {
    OwnCode code = new OwnCode(summary, metric);
    List<OfCell> owns = summary.cells().stream().filter(OwnCode::isOwn).toList();
    if (owns.isEmpty()) {
      return;
    }
    page.heading(2, "Is the harness' own code beaten?");
    List<Faster> faster = owns.stream().flatMap(own -> code.faster(own, matter).stream()).toList();
    if (faster.isEmpty()) {
      page.paragraph("No: nothing that a reader could choose is faster beyond both intervals.");
      return;
    }
    page.paragraph("Yes, at what the table shows. " + why.strip());
    page.table(
        List.of("where", "own", "faster", "with", "saves"),
        faster.stream()
            .map(
                one ->
                    List.of(
                        Markdown.escape(one.scene.isEmpty() ? "everywhere" : one.scene),
                        figure.apply(one.own),
                        Markdown.escape(one.name),
                        figure.apply(one.rival),
                        share.apply(code.time(one.own).value() - code.time(one.rival).value())))
            .toList());
  }

  private static boolean isOwn(OfCell cell) {
    return cell.levels().containsValue(OWN);
  }

  private Estimate time(OfCell cell) {
    return cell.metric(metric).orElseThrow();
  }

  /** The rivals of a cell that are faster than it, the fastest first. */
  private List<Faster> faster(OfCell own, ReaderChoice matter) {
    List<Faster> faster = new ArrayList<>();
    for (Map.Entry<String, Object> level : own.levels().entrySet()) {
      if (!OWN.equals(level.getValue())) {
        continue;
      }
      String factor = level.getKey();
      String scene = Scenes.of(own, factor);
      for (OfCell rival : summary.cells()) {
        String name = String.valueOf(rival.levels().get(factor));
        if (Scenes.of(rival, factor).equals(scene) && matter.offers(name) && isBeaten(own, rival)) {
          faster.add(new Faster(scene, own, rival, name));
        }
      }
    }
    faster.sort(Comparator.comparingDouble(one -> time(one.rival).value()));
    return faster;
  }

  private boolean isBeaten(OfCell own, OfCell rival) {
    return own.metric(metric).isPresent()
        && rival.metric(metric).isPresent()
        && Scenes.least(time(own), time(rival)).orElse(0) > 0;
  }
}
