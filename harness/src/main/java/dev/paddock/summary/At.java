package dev.paddock.summary;

import java.util.List;

/** Where a record stands in {@code summary.json}, as a JSON pointer (RFC 6901). */
public final class At {
  private At() {}

  /** Of a cell's estimate, for example {@code /cells/0/metrics/ttft.p50}. */
  public static String metric(Summary summary, String cell, String metric) {
    List<String> ids = summary.cells().stream().map(OfCell::id).toList();
    return "/cells/%d/metrics/%s".formatted(ids.indexOf(cell), metric);
  }

  /** Of one in a list, for example {@code /contrasts/3}. */
  public static String of(String list, int index) {
    return "/%s/%d".formatted(list, index);
  }
}
