package dev.paddock.report.markup;

import dev.paddock.summary.Summary;
import java.util.Locale;

/** Small phrases that captions and pages share. */
public final class Text {
  private Text() {}

  /** For example "1 block", "5 blocks". */
  public static String count(long n, String word) {
    return "%,d %s%s".formatted(n, word, n == 1 ? "" : "s");
  }

  /** A number without needless zeros, for example "99.9", "90". */
  public static String trimmed(double value) {
    return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
  }

  /** What all figures of a summary rest on. */
  public static String n(Summary summary) {
    long requests = summary.cells().stream().mapToLong(cell -> cell.requests().ok()).sum();
    String trials =
        "n = %s in %s"
            .formatted(
                Text.count(summary.trials() - summary.invalid(), "valid trial"),
                Text.count(summary.method().blocks(), "block"));
    return requests == 0 ? trials + "." : trials + ", " + count(requests, "request") + ".";
  }
}
