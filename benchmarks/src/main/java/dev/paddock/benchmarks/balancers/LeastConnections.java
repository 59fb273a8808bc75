package dev.paddock.benchmarks.balancers;

/** The server with the fewest unanswered requests; of several, the first. */
record LeastConnections(Health health, OpenRequests load) implements Balancer, Chooser {
  @Override
  public Chooser chooser(long seed) {
    return this;
  }

  @Override
  public int choose() {
    int best = 0;
    long fewest = Long.MAX_VALUE;
    for (int server = 0; server < health.servers(); server++) {
      long has = load.of(server);
      if (has < fewest && health.up(server)) {
        fewest = has;
        best = server;
      }
    }
    load.begins(best);
    return best;
  }

  @Override
  public void done(int server) {
    load.ends(server);
  }
}
