package dev.paddock.findings;

import dev.paddock.summary.At;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A record of a summary that a finding rests on.
 *
 * @param at where it stands in {@code summary.json}, a JSON pointer
 */
public record Cited<T>(T record, String at) {

  /** All of a list, by the list's place in the file. */
  static <T> List<Cited<T>> all(String list, List<T> records) {
    return IntStream.range(0, records.size())
        .mapToObj(i -> new Cited<>(records.get(i), At.of(list, i)))
        .toList();
  }

  /** The figure of a cell, if it has it. */
  static Optional<Cited<Estimate>> figure(Summary summary, String cell, String metric) {
    return summary.cells().stream()
        .filter(one -> one.id().equals(cell))
        .findFirst()
        .flatMap((OfCell one) -> one.metric(metric))
        .map(one -> new Cited<>(one, At.metric(summary, cell, metric)));
  }
}
