package dev.paddock.benchmarks.balancers;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.summary.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Suite {@code balancers}: what it costs to choose one of several servers.
 *
 * <p>Every balancer does the same work: it chooses a server that is up for a new request, and hears
 * that an older one is answered; each thread has {@value #OUTSTANDING} requests under way. All
 * servers are up while it is timed, and the check takes one away. The time of a call is that of the
 * thread that makes it, waiting for a core included, so variants are to be compared at one number
 * of threads. A rival is one more constant of {@link Way}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Balancers implements JmhSuite {
  /** Threads that choose at once. */
  static final List<Integer> THREADS = List.of(1, 2, 4, 8, 16);

  /** The levels of {@code bench.servers}. */
  static final List<Integer> SERVERS = List.of(3, 16);

  /** Requests of a thread that are not answered yet; a power of two. */
  private static final int OUTSTANDING = 8;

  /** Rounds of requests before anything is timed. */
  private static final int CHECKED = 1_000;

  @Param({"3", "16"})
  private int servers = 3;

  @Param private WayOfChoosing way = WayOfChoosing.ROUND_ROBIN;

  private Balancer balancer = way.over(new Health(servers));
  private final AtomicLong seeds = new AtomicLong(1);

  /** How a server is chosen. */
  public enum WayOfChoosing {
    /** {@link RoundRobin}. */
    ROUND_ROBIN {
      @Override
      Balancer over(Health health) {
        return new RoundRobin(health);
      }
    },
    /** The same once more under another name: what differs from {@link #ROUND_ROBIN} is noise. */
    ROUND_ROBIN_AGAIN {
      @Override
      Balancer over(Health health) {
        return new RoundRobin(health);
      }
    },
    /** {@link RoundRobinPerThread}. */
    ROUND_ROBIN_PER_THREAD {
      @Override
      Balancer over(Health health) {
        return new RoundRobinPerThread(health);
      }
    },
    /** {@link Priority}. */
    PRIORITY {
      @Override
      Balancer over(Health health) {
        return new Priority(health);
      }
    },
    /** {@link LeastConnections}, counted by {@link OpenRequests#atomic}. */
    LEAST_CONNECTIONS {
      @Override
      Balancer over(Health health) {
        return new LeastConnections(health, OpenRequests.atomic(health.servers()));
      }
    },
    /** {@link LeastConnections}, counted by {@link OpenRequests#adders}. */
    LEAST_CONNECTIONS_ADDER {
      @Override
      Balancer over(Health health) {
        return new LeastConnections(health, OpenRequests.adders(health.servers()));
      }
    },
    /** {@link TwoChoices}. */
    TWO_CHOICES {
      @Override
      Balancer over(Health health) {
        return new TwoChoices(health, OpenRequests.atomic(health.servers()));
      }
    };

    abstract Balancer over(Health health);
  }

  /** A thread that sends requests. */
  @State(Scope.Thread)
  public static class Caller {
    private Chooser chooser = new Priority(new Health(1));
    private final int[] outstanding = new int[OUTSTANDING];
    private int next;

    /** Sends its first requests. */
    @Setup
    public void setup(Balancers shared) {
      chooser = shared.balancer.chooser(shared.seeds.getAndIncrement());
      for (int i = 0; i < OUTSTANDING; i++) {
        outstanding[i] = chooser.choose();
      }
    }

    int exchange() {
      int chosen = chooser.choose();
      int oldest = next++ & (OUTSTANDING - 1);
      chooser.done(outstanding[oldest]);
      outstanding[oldest] = chosen;
      return chosen;
    }
  }

  @Override
  public String word() {
    return "balancers";
  }

  @Override
  public String question() {
    return "What does it cost to choose one of several servers, and does the way of choosing"
        + " matter?";
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perRequest("way");
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("servers", SERVERS.stream().map(count -> Integer.toString(count)).toList());
    factors.put("threads", THREADS.stream().map(count -> Integer.toString(count)).toList());
    factors.put("way", Level.all(WayOfChoosing.values()));
    List<SuiteHypothesis> hypotheses = new ArrayList<>();
    for (int threads : List.of(1, 16)) {
      hypotheses.add(
          new SuiteHypothesis(
              "AA" + (hypotheses.size() + 1),
              "the same counter twice shows no difference, threads: " + threads,
              "equivalent",
              // Threads that get in each other's way do so anew each time.
              threads == 1 ? 5 : 10,
              variant(WayOfChoosing.ROUND_ROBIN_AGAIN, 3, threads),
              variant(WayOfChoosing.ROUND_ROBIN, 3, threads)));
    }
    hypotheses.add(
        faster("H1", WayOfChoosing.ROUND_ROBIN_PER_THREAD, WayOfChoosing.ROUND_ROBIN, 3, 8));
    hypotheses.add(
        faster(
            "H2", WayOfChoosing.LEAST_CONNECTIONS_ADDER, WayOfChoosing.LEAST_CONNECTIONS, 16, 16));
    hypotheses.add(faster("H3", WayOfChoosing.TWO_CHOICES, WayOfChoosing.LEAST_CONNECTIONS, 16, 1));
    hypotheses.add(
        faster("H4", WayOfChoosing.TWO_CHOICES, WayOfChoosing.LEAST_CONNECTIONS, 16, 16));
    hypotheses.add(faster("H5", WayOfChoosing.ROUND_ROBIN, WayOfChoosing.LEAST_CONNECTIONS, 3, 1));
    hypotheses.add(faster("H6", WayOfChoosing.PRIORITY, WayOfChoosing.ROUND_ROBIN, 3, 16));
    return new Variants(
        factors,
        List.of(
            "bench.way != \"round-robin-again\" or bench.servers == \"3\"",
            "bench.servers == \"3\" or bench.threads == \"1\" or bench.threads == \"16\""),
        List.of(
            "bench.servers == \"3\"",
            "bench.threads == \"1\" or (bench.threads == \"4\" and bench.way == \"round-robin\")",
            "bench.way != \"round-robin-per-thread\" and bench.way != \"least-connections-adder\""),
        variant(WayOfChoosing.ROUND_ROBIN, 3, 1),
        Variants.OF_JMH,
        hypotheses);
  }

  private static SuiteHypothesis faster(
      String id, WayOfChoosing way, WayOfChoosing rival, int servers, int threads) {
    return new SuiteHypothesis(
        id,
        "%s takes less time than %s, %d servers, threads: %d"
            .formatted(Level.of(way), Level.of(rival), servers, threads),
        "lower",
        5,
        variant(way, servers, threads),
        variant(rival, servers, threads));
  }

  private static Map<String, String> variant(WayOfChoosing way, int servers, int threads) {
    return Map.of(
        "way", Level.of(way),
        "servers", Integer.toString(servers),
        "threads", Integer.toString(threads));
  }

  /** Refuses to time a balancer that chooses what is not there, and makes another one. */
  @Setup
  public void setup() {
    check(way, servers);
    balancer = way.over(new Health(servers));
  }

  /** Chooses a server, and has an older request answered. */
  @Benchmark
  public int choose(Caller caller) {
    return caller.exchange();
  }

  @Override
  public void check() {
    for (WayOfChoosing rival : WayOfChoosing.values()) {
      for (int count : SERVERS) {
        check(rival, count);
      }
    }
  }

  private static void check(WayOfChoosing way, int servers) {
    Health health = new Health(servers);
    check(way.name(), way.over(health), health, way != WayOfChoosing.PRIORITY);
  }

  /**
   * Sends requests while all servers are up, and more while the first is down.
   *
   * @param all whether each server is to get some
   * @throws DisagreementException where one is chosen that is down or does not exist, or where one
   *     gets nothing that is to get some
   */
  static void check(String who, Balancer balancer, Health health, boolean all) {
    Chooser chooser = balancer.chooser(1);
    int[] gets = spread(who, chooser, health);
    for (int server = 0; server < gets.length; server++) {
      if (all && gets[server] == 0) {
        throw DisagreementException.misread(
            who, "server %d of %d".formatted(server, gets.length), "chosen now and then", "never");
      }
    }
    health.goesDown(0);
    if (spread(who, chooser, health)[0] > 0) {
      throw DisagreementException.misread(who, "server 0, which is down", "not chosen", "chosen");
    }
  }

  /** How many requests each server gets, of which two for each server are under way at a time. */
  private static int[] spread(String who, Chooser chooser, Health health) {
    int[] gets = new int[health.servers()];
    int[] chosen = new int[2 * health.servers()];
    for (int round = 0; round < CHECKED; round++) {
      for (int request = 0; request < chosen.length; request++) {
        int server = chooser.choose();
        if (server < 0 || server >= gets.length) {
          throw DisagreementException.misread(
              who, "a request", "a server from 0 to " + (gets.length - 1), server);
        }
        gets[server]++;
        chosen[request] = server;
      }
      for (int server : chosen) {
        chooser.done(server);
      }
    }
    return gets;
  }

  /** How even the choices are and how long the queues: what is decided is worth more. */
  @Override
  public String beside(Summary summary, Path run) {
    return Queues.table();
  }
}
