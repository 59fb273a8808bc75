package dev.paddock.client.frame;

/** How HTTP/1.1 says where a body ends: by its length, in chunks, or by closing the connection. */
public sealed interface BodyFraming permits FixedBody, ChunkedBody, UntilCloseBody {

  /** Where the bytes of a body go. */
  @FunctionalInterface
  interface Sink {
    /** Takes the bytes {@code from} to {@code to} (exclusive), which are valid only meanwhile. */
    void accept(byte[] bytes, int from, int to);
  }

  /** A body of {@code length} bytes. */
  static BodyFraming fixed(long length) {
    return new FixedBody(length);
  }

  /** A body in chunks, with extensions and trailers. */
  static BodyFraming chunked() {
    return new ChunkedBody();
  }

  /** A body that ends where the connection does. */
  static BodyFraming untilClose() {
    return new UntilCloseBody();
  }

  /**
   * Passes the body's part of what was read on to {@code body}.
   *
   * @return how many bytes were taken: fewer than were offered only where the body has ended
   * @throws MalformedResponse where the framing is broken
   */
  int feed(byte[] bytes, int from, int to, Sink body) throws MalformedResponse;

  /** Whether the whole body has come. */
  boolean complete();

  /** Whether the body is whole if the connection closes now. */
  boolean completeAtClose();
}
