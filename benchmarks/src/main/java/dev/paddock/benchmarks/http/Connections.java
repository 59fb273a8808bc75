package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.Asked;
import dev.paddock.benchmarks.replay.RawDrain;
import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.RecordedResponse;
import dev.paddock.benchmarks.replay.Relay;
import dev.paddock.benchmarks.replay.ReplayServer;
import dev.paddock.benchmarks.replay.ReplayTarget;
import dev.paddock.benchmarks.replay.ServerJvm;
import dev.paddock.benchmarks.replay.Stack;
import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.Effort;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.calibrate.Cores;
import dev.paddock.summary.Summary;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Suite {@code connections}: what a new connection costs a request, and how large a pool so many
 * callers need.
 *
 * <p>An operation is a request with an answer of {@value #TOKENS} tokens. A connection is new where
 * the server closes each after its answer, the same for all clients; a delay is added by a relay
 * (see {@link Relay}), and 0 means none in between. Fifty callers at once meet a server that takes
 * {@value #SERVER_MILLIS} ms until it answers, so that a pool too small has them wait.
 *
 * <p>A pool limits different things: HttpComponents makes at most so many connections; OkHttp makes
 * as many as are needed and keeps at most so many that are idle. The JDK's client has no pool size
 * of its own, only the property {@code jdk.httpclient.connectionPoolSize} of the whole JVM, for
 * idle ones: it is left out there, as is our own client, which is one connection.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Connections implements JmhSuite {
  static final int TOKENS = 8;
  static final int SERVER_MILLIS = 10;

  @Param({"1", "50"})
  private int callers = 1;

  @Param({"0", "1", "20"})
  private int delay;

  @Param({"1", "10", "50", "100", "200"})
  private int pool = 1;

  @Param private Use connection = Use.POOLED;
  @Param private Client client = Client.OWN;

  private Optional<ServerJvm> server = Optional.empty();
  private Optional<ServerJvm> relay = Optional.empty();
  private Optional<Stack> opened = Optional.empty();
  private ReceivedAnswer[] answers = {};

  /** What becomes of a connection after its answer. */
  public enum Use {
    /** It is kept for the next request. */
    POOLED,
    /** The server closes it. */
    NEW,
    /** It is closed with its client, which is made anew for each request. */
    NEW_CLIENT
  }

  /** Who asks. */
  public enum Client {
    /** The client that measures. */
    OWN {
      @Override
      Callers.Blocking open(ReplayTarget target, int callers, int pool) {
        return new OwnStack(target, callers);
      }
    },
    /** The same once more under another name: what differs from {@link #OWN} here is noise. */
    OWN_AGAIN {
      @Override
      Callers.Blocking open(ReplayTarget target, int callers, int pool) {
        return OWN.open(target, callers, pool);
      }
    },
    /** {@link java.net.http.HttpClient}. */
    JDK {
      @Override
      Callers.Blocking open(ReplayTarget target, int callers, int pool) {
        return JdkStack.bytes(target);
      }
    },
    /** Apache HttpComponents 5, classic. */
    HTTPCOMPONENTS {
      @Override
      Callers.Blocking open(ReplayTarget target, int callers, int pool) {
        return new HttpComponentsStack(target, pool);
      }
    },
    /** OkHttp 5. */
    OKHTTP {
      @Override
      Callers.Blocking open(ReplayTarget target, int callers, int pool) {
        return new OkHttpStack(target, pool);
      }
    },
    /** A socket alone: the floor. */
    RAW {
      @Override
      Callers.Blocking open(ReplayTarget target, int callers, int pool) {
        return new RawCaller(RawDrain.of(target, 1));
      }
    };

    abstract Callers.Blocking open(ReplayTarget target, int callers, int pool);
  }

  /** The floor as a client that blocks; for one caller. */
  private record RawCaller(RawDrain drain) implements Callers.Blocking {
    @Override
    public void exchange(int caller, byte[] buffer, ReceivedAnswer answer) throws IOException {
      drain.exchange(new ReceivedAnswer[] {answer});
    }

    @Override
    public void close() {
      drain.close();
    }
  }

  static Stack open(Client client, Use use, ReplayTarget target, int callers, int pool) {
    return new Callers(
        callers,
        use == Use.NEW_CLIENT
            ? new FreshClient(() -> client.open(target, callers, pool))
            : client.open(target, callers, pool));
  }

  private static Asked asked(Use use, int callers) {
    Asked asked = Asked.generate(TOKENS).after(callers == 1 ? 0 : SERVER_MILLIS);
    return use == Use.NEW ? asked.thenClosed() : asked;
  }

  @Override
  public String word() {
    return "connections";
  }

  @Override
  public String question() {
    return "What does a new connection cost a request, and how large a pool do callers need?";
  }

  @Override
  public String kept() {
    return "The harness keeps its own: only there does each chunk keep the time at which the kernel"
        + " received it, which no library tells.";
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perRequest("connection").without(Level.of(Client.RAW));
  }

  @Override
  public double operations(Map<String, String> levels) {
    return Double.parseDouble(levels.getOrDefault("callers", "1"));
  }

  @Override
  public List<String> jvmFlags() {
    return SOON_WARM;
  }

  @Override
  public Effort effort(boolean full) {
    return SocketEffort.of(full);
  }

  @Override
  public Variants variants() {
    return ConnectionsPlan.variants();
  }

  @Override
  public String beside(Summary summary, Path run) {
    return ConnectionsPlan.beside(summary);
  }

  /** Starts server and relay, and refuses to time a client that loses a line. */
  @Setup
  public void setup() throws IOException, InterruptedException {
    Optional<Cores> cores = Cores.available();
    ServerJvm replay = ServerJvm.start(cores, ReplayServer.class);
    server = Optional.of(replay);
    URI url = replay.url();
    if (delay > 0) {
      ServerJvm slow = ServerJvm.start(cores, Relay.class, url.toString(), Integer.toString(delay));
      relay = Optional.of(slow);
      url = slow.url();
    }
    cores.ifPresent(Cores::pinThisProcess);
    ReplayTarget target = new ReplayTarget(url, asked(connection, callers));
    Stack stack = open(client, connection, target, callers, pool);
    opened = Optional.of(stack);
    stack.verify(Level.of(client), callers, RecordedResponse.of(target.asked()));
    answers = ReceivedAnswer.several(callers, ReceivedAnswer::counting);
  }

  /** Closes the client and ends relay and server. */
  @TearDown
  public void close() {
    opened.ifPresent(Stack::close);
    relay.ifPresent(ServerJvm::close);
    server.ifPresent(ServerJvm::close);
  }

  /** Every caller asks once. */
  @Benchmark
  public int ask() throws IOException, InterruptedException {
    return HttpStacks.bring(opened.orElseThrow(), answers, callers * (TOKENS + 1));
  }

  /** Lets every client ask in every way, and counts the connections that the server sees. */
  @Override
  public void check() {
    for (Client one : Client.values()) {
      check(one, Use.POOLED, 1, 1);
      check(one, Use.NEW, 1, 2);
    }
    for (Client one : List.of(Client.JDK, Client.HTTPCOMPONENTS, Client.OKHTTP)) {
      check(one, Use.NEW_CLIENT, 1, 2);
    }
    check(Client.HTTPCOMPONENTS, Use.POOLED, 3, 2);
  }

  private static void check(Client client, Use use, int callers, int connections) {
    check(
        "%s (%s)".formatted(Level.of(client), Level.of(use)),
        asked(use, callers),
        target -> open(client, use, target, callers, connections),
        callers,
        connections);
  }

  /**
   * Asks twice with each caller.
   *
   * @param connections that the server must see
   * @throws DisagreementException where it sees more or fewer, or an answer is not what was sent
   */
  static void check(
      String who, Asked asked, Function<ReplayTarget, Stack> client, int callers, int connections) {
    try (ReplayServer replay = ReplayServer.start()) {
      ReplayTarget target = new ReplayTarget(replay.uri(), asked);
      try (Stack stack = client.apply(target)) {
        stack.verify(who, callers, RecordedResponse.of(asked));
      }
      if (replay.accepted() != connections) {
        throw DisagreementException.misread(
            who, "the number of connections that it makes", connections, replay.accepted());
      }
    } catch (IOException e) {
      throw DisagreementException.unreadable(who, "its own server", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
