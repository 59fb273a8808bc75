package dev.paddock.client.frame;

/** A body that ends where the connection does, as HTTP/1.0 has it. */
final class UntilCloseBody implements BodyFraming {
  @Override
  public int feed(byte[] bytes, int from, int to, Sink body) {
    if (to > from) {
      body.accept(bytes, from, to);
    }
    return to - from;
  }

  @Override
  public boolean complete() {
    return false;
  }

  @Override
  public boolean completeAtClose() {
    return true;
  }
}
