package dev.paddock.benchmarks.waiting;

import dev.paddock.calibrate.StreamLoad;
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
  StreamLoad load(double seconds) {
    return StreamLoad.steady(STREAMS, gap, Phase.OUT, seconds);
  }

  /** So many answers of each stream. */
  StreamLoad answers(int each) {
    StreamLoad some = load(1);
    return new StreamLoad(some.streams(), gap, some.phase(), some.tokens(), each);
  }
}
