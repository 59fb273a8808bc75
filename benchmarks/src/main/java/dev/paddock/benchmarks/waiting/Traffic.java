package dev.paddock.benchmarks.waiting;

import dev.paddock.calibrate.Load;
import dev.paddock.record.Calibration.Phase;

/** The loads of the suite {@code waiting}: streams whose tokens come each in its own time. */
enum Traffic {
  /** 32 streams with a token every 10 ms, so 3,200 tokens a second. */
  PACED_10MS(10_000_000),
  /** 20,000 tokens a second in 32 streams. */
  TOKENS_20000(1_600_000);

  private static final int STREAMS = 32;

  private final long gap;

  Traffic(long gap) {
    this.gap = gap;
  }

  /** About {@code seconds} of it. */
  Load load(double seconds) {
    return Load.steady(STREAMS, gap, Phase.OUT, seconds);
  }

  /** So many answers of each stream. */
  Load answers(int each) {
    Load some = load(1);
    return new Load(some.streams(), gap, some.phase(), some.tokens(), each);
  }
}
