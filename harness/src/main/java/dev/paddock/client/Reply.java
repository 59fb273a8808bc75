package dev.paddock.client;

/**
 * What came of a call: its bytes and stamps, to be decoded when nobody waits for the clock any
 * more.
 */
public interface Reply {
  /** Whether nobody answered, or not in time; known without decoding. */
  boolean hopeless();

  /**
   * Whether a server that is there refused the request, by its status or by an error without any
   * token before it; known without decoding.
   */
  boolean refused();

  /** Decodes it; once. */
  Exchange decode();
}
