package dev.paddock.benchmarks.balancers;

/** Decides which of several equal servers takes a request. */
interface Balancer {
  /**
   * The way to it of one more thread.
   *
   * @param seed of what the thread draws, if it draws; another one for each
   */
  Chooser chooser(long seed);
}
