package dev.paddock.telemetry;

import java.util.List;

/** The pauses of a garbage collector, from when the log was opened until it is closed. */
public interface PauseLog extends AutoCloseable {
  /** Collects now, where there is so much garbage that one amid a measurement is likely. */
  void collect();

  /** The pauses so far, news that are under way included. */
  List<CollectorPause> pauses();

  @Override
  void close();
}
