package dev.paddock.client.wire;

/** What a thread that nobody waits for does with the core that it shares. */
public final class Niceness {
  private static final int LOWEST = 19;

  private Niceness() {}

  /**
   * Lets every other thread go before the calling one, from now on; does nothing where the system
   * is not Linux, which has a niceness for each thread.
   */
  public static void lowest() {
    if (KernelStamps.supported()) {
      Libc.setPriority(LOWEST);
    }
  }
}
