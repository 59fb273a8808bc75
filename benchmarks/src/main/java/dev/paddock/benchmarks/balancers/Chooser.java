package dev.paddock.benchmarks.balancers;

/** One thread's way to a balancer that it may share with others. */
interface Chooser {
  /** The server that takes the next request: one that is up, if any is. */
  int choose();

  /** Says that a request, chosen here or by another thread, is answered. */
  default void done(int server) {}
}
