package dev.paddock.benchmarks.balancers;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Which servers are up, as some other thread finds out; all are at first. */
final class Health {
  private final AtomicIntegerArray down;

  Health(int servers) {
    down = new AtomicIntegerArray(servers);
  }

  int servers() {
    return down.length();
  }

  boolean up(int server) {
    return down.get(server) == 0;
  }

  /** Says that a server does not answer any more. */
  void goesDown(int server) {
    down.set(server, 1);
  }
}
