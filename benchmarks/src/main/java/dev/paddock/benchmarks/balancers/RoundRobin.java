package dev.paddock.benchmarks.balancers;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Each server in turn, by one counter for all threads.
 *
 * @param turns how many there were, and more after they began again below zero
 */
record RoundRobin(Health health, AtomicInteger turns) implements Balancer, Chooser {
  RoundRobin(Health health) {
    this(health, new AtomicInteger());
  }

  @Override
  public Chooser chooser(long seed) {
    return this;
  }

  @Override
  public int choose() {
    int servers = health.servers();
    int server = (turns.getAndIncrement() & Integer.MAX_VALUE) % servers;
    for (int tried = 1; tried < servers && !health.up(server); tried++) {
      server = server + 1 == servers ? 0 : server + 1;
    }
    return server;
  }
}
