package dev.paddock.plan;

import dev.paddock.experiment.CheckSpec;
import dev.paddock.experiment.DesignSpec;
import dev.paddock.stats.PairedShares;
import java.util.Locale;
import java.util.Optional;

/** What a plan can show of how good answers are. */
final class QualityPower {
  private static final double CONFIDENCE = 0.95;
  private static final double POWER = 0.8;

  private QualityPower() {}

  /**
   * In words: how many answers may differ by chance, half of them each way, so that a cell which is
   * as good is called so in four of five such runs. Each block is taken to have prompts of its own;
   * a file with fewer shows less.
   */
  static String of(CheckSpec check, DesignSpec design) {
    int prompts = design.minBlocks() * design.requests();
    double margin = check.margin() / 100;
    Optional<Double> allowed =
        PairedShares.allowed(prompts, design.minBlocks(), margin, CONFIDENCE, POWER);
    return allowed
        .map(
            share ->
                String.format(
                    Locale.ROOT,
                    "Answers: with %d different prompts a cell that is as good is called so, within"
                        + " %s points, in four of five such runs if by chance at most %.1f %% of"
                        + " its answers are right where the control's are not, or the other way"
                        + " round. A file with fewer prompts shows less.",
                    prompts,
                    points(check),
                    100 * share))
        .orElseGet(
            () ->
                "Answers: %d prompts in %d blocks cannot show that a cell is as good within %s points, even where no answer differs: that takes %d different prompts, in 2 blocks or more."
                    .formatted(
                        prompts,
                        design.minBlocks(),
                        points(check),
                        PairedShares.least(margin, CONFIDENCE)));
  }

  private static String points(CheckSpec check) {
    return String.format(Locale.ROOT, "%.1f", check.margin()).replace(".0", "");
  }
}
