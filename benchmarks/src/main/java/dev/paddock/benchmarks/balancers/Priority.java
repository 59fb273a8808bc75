package dev.paddock.benchmarks.balancers;

/** The first server that is up. */
record Priority(Health health) implements Balancer, Chooser {
  @Override
  public Chooser chooser(long seed) {
    return this;
  }

  @Override
  public int choose() {
    for (int server = 0; server < health.servers(); server++) {
      if (health.up(server)) {
        return server;
      }
    }
    return 0;
  }
}
