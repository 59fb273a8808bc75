package dev.paddock.wording;

import dev.paddock.findings.Cited;
import dev.paddock.summary.OfQuality;
import java.util.Locale;

/** How it is said how good the answers of a cell are. */
public final class QualityWords {
  private static final String AGREE = "agree";

  private QualityWords() {}

  /** For example "with answers as good: 82 % right, before 81 % (+1 point, −1.2 to +2.2)". */
  static Phrase asGood(Cited<OfQuality> quality) {
    return Phrase.of("with answers as good: ").and(figure(quality));
  }

  /** For example "worse answers: 81 % right, before 90 % (−9 points, −14 to −4)". */
  static Phrase worse(Cited<OfQuality> quality) {
    return Phrase.of("worse answers: ").and(figure(quality));
  }

  /** For example "whether its answers are as good is not shown: 79 % right, before 82 % (…)". */
  static Phrase open(Cited<OfQuality> quality) {
    return Phrase.of("whether its answers are as good is not shown: ").and(figure(quality));
  }

  private static Phrase figure(Cited<OfQuality> quality) {
    return Phrase.figure(
        shares(quality.record()) + " (" + difference(quality.record()) + ")", quality.at());
  }

  private static String shares(OfQuality one) {
    if (one.check().equals(AGREE)) {
      return "%s agree with those of what you have%s"
          .formatted(
              percent(one.share()),
              one.itself().isPresent()
                  ? ", %s of its own do".formatted(percent(one.itself().getAsDouble()))
                  : "");
    }
    return "%s right, before %s".formatted(percent(one.share()), percent(one.versusShare()));
  }

  /**
   * For example "−9.0 points, −14.0 to −4.0", or "none of 240 differs, of 240 prompts, at most 1.5
   * points would".
   */
  public static String difference(OfQuality one) {
    if (one.bounds().lo().isEmpty()) {
      return "%s points, of one block".formatted(signed(one.difference()));
    }
    double lo = one.bounds().lo().getAsDouble();
    double hi = one.bounds().hi().orElse(lo);
    return one.differing() == 0
        ? "none of %d differs: of %d prompts, at most %.1f points would"
            .formatted(one.answers(), one.prompts(), hi)
        : "%s points, %s to %s".formatted(signed(one.difference()), signed(lo), signed(hi));
  }

  private static String signed(double points) {
    return String.format(Locale.ROOT, "%s%.1f", points < 0 ? "−" : "+", Math.abs(points));
  }

  /** For example "81.5 %". */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share).replace(".0 %", " %");
  }
}
