package dev.paddock.benchmarks.balancers;

/** Each server in turn, by a counter of each thread's own that begins anywhere. */
record RoundRobinPerThread(Health health) implements Balancer {
  @Override
  public Chooser chooser(long seed) {
    return new Turns(health, Math.floorMod(seed, health.servers()));
  }

  private static final class Turns implements Chooser {
    private final Health health;
    private int next;

    Turns(Health health, int next) {
      this.health = health;
      this.next = next;
    }

    @Override
    public int choose() {
      int servers = health.servers();
      int server = next;
      for (int tried = 1; tried < servers && !health.up(server); tried++) {
        server = server + 1 == servers ? 0 : server + 1;
      }
      next = server + 1 == servers ? 0 : server + 1;
      return server;
    }
  }
}
