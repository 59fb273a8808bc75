package dev.paddock.benchmarks.balancers;

import dev.paddock.benchmarks.suite.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What queues a way of choosing leaves: a simulation of equal servers that answer one request after
 * the other, from a fixed seed. Nothing of it is timed.
 *
 * <p>Requests arrive as a Poisson process, each at one of {@value #CALLERS} threads at random, and
 * take an exponential time of mean 1.
 */
final class Queues {
  /** Of all servers together. */
  static final double LOAD = 0.8;

  private static final int CALLERS = 8;
  private static final int REQUESTS = 400_000;

  /** Requests before those that count. */
  private static final int WARM_UP = 40_000;

  private static final String ENDLESS = "grows without end";

  private static final Set<Balancers.WayOfChoosing> WAYS =
      EnumSet.complementOf(EnumSet.of(Balancers.WayOfChoosing.ROUND_ROBIN_AGAIN));

  private final List<Deque<Waiting>> queues = new ArrayList<>();
  private final List<Chooser> choosers = new ArrayList<>();
  private final double[] ends;
  private final SplittableRandom random = new SplittableRandom(1);
  private final int[] gets;
  private double now;
  private double waitedInAll;

  /** A request that is not answered yet. */
  private record Waiting(double since, Chooser by, boolean counts) {}

  /**
   * What came of it.
   *
   * @param time mean time from a request to its answer, where 1 is an answer that did not wait
   * @param queue mean number of unanswered requests of a server, by Little's law
   * @param least share of the server with the fewest requests, over an equal share
   * @param most share of the server with the most, over an equal share
   */
  record Outcome(double time, double queue, double least, double most) {
    /** Whether the busiest server gets more than it can answer: its queue has no mean. */
    boolean endless() {
      return most * LOAD >= 1;
    }
  }

  private Queues(Balancer balancer, int servers) {
    for (int caller = 0; caller < CALLERS; caller++) {
      choosers.add(balancer.chooser(caller));
    }
    for (int server = 0; server < servers; server++) {
      queues.add(new ArrayDeque<>());
    }
    ends = new double[servers];
    Arrays.fill(ends, Double.POSITIVE_INFINITY);
    gets = new int[servers];
  }

  static Outcome simulate(Balancer balancer, int servers) {
    return new Queues(balancer, servers).run();
  }

  private Outcome run() {
    double perTime = LOAD * queues.size();
    double arrives = random.nextExponential() / perTime;
    for (int request = 0; request < REQUESTS; request++) {
      answerUntil(arrives);
      now = arrives;
      Chooser by = choosers.get(random.nextInt(CALLERS));
      int server = by.choose();
      queues.get(server).add(new Waiting(now, by, request >= WARM_UP));
      gets[server] += request >= WARM_UP ? 1 : 0;
      if (queues.get(server).size() == 1) {
        ends[server] = now + random.nextExponential();
      }
      arrives += random.nextExponential() / perTime;
    }
    answerUntil(Double.MAX_VALUE);
    double counted = REQUESTS - WARM_UP;
    double time = waitedInAll / counted;
    double equal = counted / queues.size();
    return new Outcome(
        time,
        time * LOAD,
        Arrays.stream(gets).min().orElseThrow() / equal,
        Arrays.stream(gets).max().orElseThrow() / equal);
  }

  private void answerUntil(double time) {
    int first = soonest();
    while (ends[first] <= time) {
      now = ends[first];
      Waiting answered = queues.get(first).remove();
      answered.by().done(first);
      waitedInAll += answered.counts() ? now - answered.since() : 0;
      ends[first] =
          queues.get(first).isEmpty() ? Double.POSITIVE_INFINITY : now + random.nextExponential();
      first = soonest();
    }
  }

  private int soonest() {
    int first = 0;
    for (int server = 1; server < ends.length; server++) {
      if (ends[server] < ends[first]) {
        first = server;
      }
    }
    return first;
  }

  /** The mean time of a request where each server is drawn: the M/M/1 queue. */
  static double drawn() {
    return 1 / (1 - LOAD);
  }

  /** The mean time of a request where all servers take from one queue: M/M/n, by Erlang's C. */
  static double oneQueue(int servers) {
    double offered = LOAD * servers;
    double blocked = 1;
    for (int n = 1; n <= servers; n++) {
      blocked = offered * blocked / (n + offered * blocked);
    }
    double waits = blocked / (1 - LOAD * (1 - blocked));
    return 1 + waits / (servers - offered);
  }

  static String table() {
    StringBuilder text = new StringBuilder("## What the choice is worth\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            """
            Equal servers that answer one request after the other and are busy %.0f %% of the time, in a
            simulation from a fixed seed: %,d requests arrive as a Poisson process at %d threads, and
            take an exponential time; nothing is timed. **Time** is that of a request with its wait, in
            times of an answer that did not wait; **queue** is the mean number of unanswered requests of
            a server; **shares** are those of the least and the most busy server over an equal one. The
            formulas beside it: a server drawn at random (M/M/1, 1 / (1 − ρ)), and one queue for all
            (M/M/n, by Erlang's C), which nothing that has to choose at once can beat.

            | servers | way | time | queue | shares |
            | --- | --- | --- | --- | --- |
            """,
            100 * LOAD,
            REQUESTS,
            CALLERS));
    for (int servers : Balancers.SERVERS) {
      formula(text, servers, "drawn at random, by the formula", drawn());
      formula(text, servers, "one queue for all, by the formula", oneQueue(servers));
      for (Balancers.WayOfChoosing way : WAYS) {
        Outcome outcome = simulate(way.over(new Health(servers)), servers);
        boolean endless = outcome.endless();
        text.append(
            String.format(
                Locale.ROOT,
                "| %d | %s | %s | %s | %.2f to %.2f |\n",
                servers,
                Level.of(way),
                endless ? ENDLESS : number(outcome.time()),
                endless ? ENDLESS : number(outcome.queue()),
                outcome.least(),
                outcome.most()));
      }
    }
    return text.append(
            """

            `priority` sends everything to the first server that is up: that is meant for a spare,
            and overloads one of equals. The simulation knows the true number of unanswered requests
            of this client only; with several clients each knows its own.

            """)
        .toString();
  }

  private static void formula(StringBuilder text, int servers, String words, double time) {
    text.append(
        "| %d | %s | %s | %s | |\n".formatted(servers, words, number(time), number(time * LOAD)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
