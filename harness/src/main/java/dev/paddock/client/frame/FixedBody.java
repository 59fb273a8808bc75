package dev.paddock.client.frame;

/** A body whose length the headers gave. */
final class FixedBody implements BodyFraming {
  private long left;

  FixedBody(long length) {
    left = length;
  }

  @Override
  public int feed(byte[] bytes, int from, int to, Sink body) {
    int taken = (int) Math.min(left, to - from);
    if (taken > 0) {
      body.accept(bytes, from, from + taken);
      left -= taken;
    }
    return taken;
  }

  @Override
  public boolean complete() {
    return left == 0;
  }

  @Override
  public boolean completeAtClose() {
    return left == 0;
  }
}
