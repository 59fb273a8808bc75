package dev.paddock.benchmarks.replay;

/**
 * When bytes that a client sends over a slow network would arrive, in nanoseconds.
 *
 * <p>A connection stands one round trip after it is asked for; bytes that were written before had
 * to wait for that. What TCP does to long answers at the start of a connection is left out, and so
 * is TLS, which costs one or two round trips more.
 *
 * @param oneWay of a packet, in either direction
 */
record Transit(long oneWay) {
  /** When bytes arrive that were written at {@code now} into a connection opened before. */
  long arrival(long opened, long now) {
    long stands = opened + 2 * oneWay;
    return (stands - now > 0 ? stands : now) + oneWay;
  }
}
