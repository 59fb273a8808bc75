package dev.paddock.telemetry;

import java.util.List;

/** The pauses of a garbage collector, from when the log was opened until it is closed. */
public interface PauseLog extends AutoCloseable {
  /** Asks for a collection now, so that one amid a measurement is rare. */
  void collect();

  /** The pauses so far, news that are under way included. */
  List<Pause> pauses();

  @Override
  void close();
}
