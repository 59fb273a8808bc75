package dev.paddock.load;

import dev.paddock.client.Reply;

/** One client's way to the server: a connection that sends one prompt at a time. */
public interface Sender extends AutoCloseable {
  /** Connects ahead of the next request, where it is not connected; that request tells why not. */
  void connect();

  /**
   * Sends request {@code id} (from 0) and waits for its whole answer; never throws for the wire.
   */
  Reply send(int id);

  /** Ends the request in hand, from any thread. */
  void cancel();

  @Override
  void close();
}
