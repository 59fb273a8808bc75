package dev.paddock.benchmarks.balancers;

import java.util.SplittableRandom;

/** Of two servers that each thread draws for itself, the one with fewer unanswered requests. */
record TwoChoices(Health health, OpenRequests load) implements Balancer {
  @Override
  public Chooser chooser(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Chooser() {
      @Override
      public int choose() {
        int one = drawn(random);
        int other = drawn(random);
        int chosen = load.of(other) < load.of(one) ? other : one;
        load.begins(chosen);
        return chosen;
      }

      @Override
      public void done(int server) {
        load.ends(server);
      }
    };
  }

  /** A server that is up: the one that is drawn, or the next one after it. */
  private int drawn(SplittableRandom random) {
    int servers = health.servers();
    int server = random.nextInt(servers);
    for (int tried = 1; tried < servers && !health.up(server); tried++) {
      server = server + 1 == servers ? 0 : server + 1;
    }
    return server;
  }
}
