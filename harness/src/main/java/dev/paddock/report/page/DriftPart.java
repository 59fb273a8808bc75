package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.record.Numerals;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.At;
import dev.paddock.summary.Drift;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a page that says whether the machine stayed the same: the control over the run. */
final class DriftPart {
  private final Summary summary;
  private final Markdown page;

  DriftPart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  void write() {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < summary.drift().size(); i++) {
      Drift drift = summary.drift().get(i);
      String at = At.of("drift", i);
      if (drift.ratio().isPresent()) {
        items.add(
            "%s of the control, last block over first: %s (%s; %s)."
                .formatted(
                    escape(drift.metric()),
                    RecordLink.to(
                        Numerals.change(
                            drift.ratio().getAsDouble(), drift.bounds().lo(), drift.bounds().hi()),
                        at),
                    Text.count(drift.moments().size(), "block"),
                    escape(drift.estimator())));
      }
      if (!drift.changes().isEmpty()) {
        items.add(
            "%s changed its level: %s."
                .formatted(
                    escape(drift.metric()),
                    drift.changes().stream()
                        .map(
                            change ->
                                "from block %d on to %s of what it was before, descriptive"
                                    .formatted(
                                        change.before(),
                                        RecordLink.to(
                                            Numerals.ratio(change.ratio()) + " times", at)))
                        .collect(Collectors.joining("; "))));
      }
    }
    page.list(items);
  }
}
