package dev.paddock.load;

import dev.paddock.record.Request;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What sends the requests of one trial, numbered from 0, each once; used once.
 *
 * <p>The first numbers are warm-up. Nobody waits between warm-up and measurement, so that the
 * measured part begins under full load.
 */
public sealed interface Loop permits ClosedLoop, OpenLoop {
  /**
   * Sends {@code warmup + measured} requests, waits for all answers and returns those that were
   * sent, by id.
   *
   * <p>It ends early, with fewer, when {@link #stop} is called, and when as many requests in a row
   * as there are connections (two at least) timed out or found no server: one that hangs would
   * otherwise take the night. A closed loop also ends where the server refuses whatever it is sent:
   * refusals in milliseconds would otherwise be all that the trial consists of.
   *
   * @param connect gives each connection its own way to the server; called by one thread at a time
   * @param ended told of each request once it has ended and is decoded, one at a time, from a
   *     thread of its own: neither one that sends nor the one that called
   */
  List<Request> run(int warmup, int measured, Supplier<Sender> connect, Consumer<Request> ended);

  /** Ends the loop soon: requests in hand are cut off, no other is sent. From any thread. */
  void stop();
}
