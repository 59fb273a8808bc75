package dev.paddock.benchmarks.waiting;

import dev.paddock.calibrate.StreamLoad;
import dev.paddock.load.Sender;

/** A way to wait for the bytes of several streams, ready to send to one server. */
interface Waiting extends AutoCloseable {
  /**
   * One stream, which one thread uses; may be called from any.
   *
   * @param firstSeed request {@code id} of it, from 0, carries the seed {@code firstSeed + id}
   */
  Sender stream(StreamLoad load, long firstSeed);

  /** Ends what all streams share. */
  @Override
  void close();
}
