package dev.paddock.wording;

import dev.paddock.findings.Cited;
import dev.paddock.findings.Found.Gain;
import dev.paddock.findings.Found.Indifferent;
import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.OfObjective;
import java.util.List;
import java.util.Optional;

/** How figures are said within sentences. */
final class FigureWords {
  private final Naming naming;

  FigureWords(Naming naming) {
    this.naming = naming;
  }

  /** A ratio with its interval, for example "+12 % [9, 15]". */
  static Phrase ratio(double ratio, Bounds bounds, String at) {
    return Phrase.figure(Numerals.change(ratio, bounds.lo(), bounds.hi()), at);
  }

  /** The figure of a cell, with its interval. */
  static Phrase figure(Optional<Cited<Estimate>> figure) {
    return figure
        .map(
            one -> {
              Estimate of = one.record();
              return Phrase.figure(
                  Numerals.bracketed(of.value(), of.bounds().lo(), of.bounds().hi(), of.unit()),
                  one.at());
            })
        .orElse(Phrase.of("unknown"));
  }

  /** A contrast with the control, for example "throughput 1.80× [1.75, 1.86]", and its limit. */
  Phrase gain(Gain gain) {
    Contrast one = gain.contrast().record();
    String metric = Metric.brief(one.metric());
    Phrase said =
        one.verdict() == Verdict.EQUIVALENT
            ? Phrase.of(metric + " the same within ")
                .and(Phrase.figure(Numerals.margin(one.margin()), gain.contrast().at()))
            : Phrase.of(metric + (one.verdict() == Verdict.INCONCLUSIVE ? " undecided, " : " "))
                .and(changed(gain.contrast()));
    return said.and(limit(gain.limit()));
  }

  Phrase gains(List<Gain> gains) {
    return Phrase.joined(", ", gains.stream().map(this::gain).toList());
  }

  /** How much a contrast is. */
  Phrase changed(Cited<Contrast> contrast) {
    Contrast one = contrast.record();
    Bounds adjusted = one.adjusted();
    return one.ratio().isPresent()
        ? ratio(one.ratio().getAsDouble(), adjusted, contrast.at())
        : Phrase.figure(
            Numerals.bracketed(
                one.difference().orElse(0),
                adjusted.lo(),
                adjusted.hi(),
                naming.unit(one.metric())),
            contrast.at());
  }

  /** What a cell keeps of the user's limit; nothing where there is none. */
  Phrase limit(Optional<Cited<OfObjective>> limit) {
    return limit
        .map(
            one ->
                Phrase.of(
                        switch (one.record().met()) {
                          case MET -> ", within your objective of ";
                          case MISSED -> ", which misses your objective of ";
                          case UNDECIDED -> ", undecided against your objective of ";
                        })
                    .and(limitFigure(one)))
        .orElse(Phrase.NOTHING);
  }

  Phrase limitFigure(Cited<OfObjective> limit) {
    OfObjective one = limit.record();
    return Phrase.figure(Numerals.figure(one.limit(), naming.unit(one.metric())), limit.at());
  }

  /** For example "flash attention makes no difference beyond ±5 %". */
  static Phrase indifferent(Indifferent.Factor factor) {
    return Phrase.of(Spoken.setting(factor.name()) + " makes no difference beyond ")
        .and(
            Phrase.figure(Numerals.margin(factor.within().record().margin()), factor.within().at()))
        .and(
            factor.metrics().isEmpty()
                ? ""
                : " to " + Spoken.listed(factor.metrics().stream().map(Metric::brief).toList()));
  }

  static String blocks(int n) {
    return n == 1 ? "1 block" : n + " blocks";
  }
}
