package dev.paddock.benchmarks.clients;

import dev.paddock.benchmarks.replay.Asked;
import dev.paddock.benchmarks.replay.RecordedResponse;
import dev.paddock.benchmarks.replay.ReplayServer;
import dev.paddock.benchmarks.replay.ServerJvm;
import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.Effort;
import dev.paddock.benchmarks.suite.FirstTokens;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.calibrate.Cores;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
 * Suite {@code ollama-clients}: what it costs to chat with Ollama, by the client that one takes. An
 * operation is a token of an answer.
 *
 * <p>The same work for all: ask, hand over each piece of text, join the pieces into that which was
 * sent. {@code raw} hands over nothing and is the floor. A rival is one more constant of {@link
 * Client}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OllamaClients implements JmhSuite {
  private static final int USUAL = 128;
  private static final int LONG = 512;

  @Param({"16", "128", "512"})
  private int tokens = USUAL;

  @Param private Writes writes = Writes.EACH;
  @Param private Client client = Client.OWN;

  private Optional<ServerJvm> server = Optional.empty();
  private Optional<ChatClient> opened = Optional.empty();
  private int length;

  /** How the answer leaves the server. */
  public enum Writes {
    /** Each line by itself, as Ollama writes them. */
    EACH,
    /** All in one write, as a proxy may: the client's own speed. */
    TOGETHER
  }

  /** Who chats. */
  public enum Client {
    /** The client that measures. */
    OWN {
      @Override
      ChatClient open(URI server, Asked asked) {
        return new OwnChat(asked.base(server), asked);
      }
    },
    /** The same once more under another name: what differs from {@link #OWN} here is noise. */
    OWN_AGAIN {
      @Override
      ChatClient open(URI server, Asked asked) {
        return OWN.open(server, asked);
      }
    },
    /** LangChain4j. */
    LANGCHAIN4J {
      @Override
      ChatClient open(URI server, Asked asked) {
        return new LangChainChat(asked.base(server));
      }
    },
    /** Ollama4j. */
    OLLAMA4J {
      @Override
      ChatClient open(URI server, Asked asked) {
        return new Ollama4jChat(asked.base(server));
      }
    },
    /** Spring AI. */
    SPRING_AI {
      @Override
      ChatClient open(URI server, Asked asked) {
        return new SpringAiChat(asked.base(server));
      }
    },
    /** A socket alone: the floor. */
    RAW {
      @Override
      ChatClient open(URI server, Asked asked) {
        return new RawChat(server, asked);
      }
    };

    abstract ChatClient open(URI server, Asked asked);
  }

  @Override
  public String word() {
    return "ollama-clients";
  }

  @Override
  public String question() {
    return "What does it cost to chat with Ollama, and does the client matter?";
  }

  @Override
  public String kept() {
    return "The harness keeps its own: only there does each chunk keep the time at which the kernel"
        + " received it, which no library tells.";
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perToken("client").without(Level.of(Client.RAW));
  }

  @Override
  public double operations(Map<String, String> levels) {
    return Double.parseDouble(levels.getOrDefault("tokens", "1"));
  }

  @Override
  public List<String> jvmFlags() {
    return SOON_WARM;
  }

  /** Most of it for warming up: frameworks have much code. */
  @Override
  public Effort effort(boolean full) {
    return full
        ? new Effort(5, 20, 4, Duration.ofMillis(200))
        : new Effort(1, 8, 2, Duration.ofMillis(250));
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("tokens", List.of("16", "128", "512"));
    factors.put("writes", Level.all(Writes.values()));
    factors.put("client", Level.all(Client.values()));
    return new Variants(
        factors,
        List.of("bench.writes == \"each\" or bench.tokens == \"512\""),
        List.of("bench.writes == \"each\" and bench.tokens == \"128\""),
        variant(Client.OWN, USUAL, Writes.EACH),
        Variants.OF_STREAMS,
        List.of(
            again("AA1", 16),
            again("AA2", USUAL),
            again("AA3", LONG),
            faster("H1", Client.LANGCHAIN4J, USUAL, Writes.EACH),
            faster("H2", Client.OLLAMA4J, USUAL, Writes.EACH),
            faster("H3", Client.SPRING_AI, USUAL, Writes.EACH),
            faster("H4", Client.LANGCHAIN4J, LONG, Writes.TOGETHER),
            faster("H5", Client.OLLAMA4J, LONG, Writes.TOGETHER),
            faster("H6", Client.SPRING_AI, LONG, Writes.TOGETHER)));
  }

  private static SuiteHypothesis again(String id, int tokens) {
    return new SuiteHypothesis(
        id,
        "the same client twice shows no difference, %d tokens".formatted(tokens),
        "equivalent",
        10,
        variant(Client.OWN_AGAIN, tokens, Writes.EACH),
        variant(Client.OWN, tokens, Writes.EACH));
  }

  private static SuiteHypothesis faster(String id, Client rival, int tokens, Writes writes) {
    return new SuiteHypothesis(
        id,
        "the client that measures takes less time than %s, %d tokens, %s"
            .formatted(
                Level.of(rival),
                tokens,
                switch (writes) {
                  case EACH -> "each line by itself";
                  case TOGETHER -> "all in one write";
                }),
        "lower",
        10,
        variant(Client.OWN, tokens, writes),
        variant(rival, tokens, writes));
  }

  private static Map<String, String> variant(Client client, int tokens, Writes writes) {
    return Map.of(
        "client", Level.of(client),
        "tokens", Integer.toString(tokens),
        "writes", Level.of(writes));
  }

  /** Starts the server, and refuses to time a client that loses a piece. */
  @Setup
  public void setup() throws IOException, InterruptedException {
    Optional<Cores> cores = Cores.available();
    ServerJvm process = ServerJvm.start(cores, ReplayServer.class);
    server = Optional.of(process);
    cores.ifPresent(Cores::pinThisProcess);
    Asked asked = asked(tokens, writes);
    ChatClient fresh = client.open(process.url(), asked);
    opened = Optional.of(fresh);
    length = check(client, fresh, RecordedResponse.of(asked));
  }

  private static Asked asked(int tokens, Writes writes) {
    return switch (writes) {
      case EACH -> Asked.chat(tokens);
      case TOGETHER -> Asked.chat(tokens).inOneWrite();
    };
  }

  /** Closes the client and ends the server. */
  @TearDown
  public void close() {
    opened.ifPresent(ChatClient::close);
    server.ifPresent(ServerJvm::close);
  }

  /** Asks once. */
  @Benchmark
  public int chat() throws IOException, InterruptedException {
    Said said = new Said();
    opened.orElseThrow().ask(said);
    FirstTokens.took(said.toFirst());
    if (said.length() != length) {
      throw new IOException("%d characters came of %d".formatted(said.length(), length));
    }
    return said.pieces();
  }

  /** Lets every client chat with a server in this process. */
  @Override
  public void check() {
    try (ReplayServer replay = ReplayServer.start()) {
      for (Writes writes : Writes.values()) {
        Asked asked = asked(40, writes);
        RecordedResponse sent = RecordedResponse.of(asked);
        for (Client one : Client.values()) {
          try (ChatClient fresh = one.open(replay.uri(), asked)) {
            check(one, fresh, sent);
          }
        }
      }
    } catch (IOException e) {
      throw DisagreementException.unreadable("the suite ollama-clients", "its own server", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int check(Client client, ChatClient opened, RecordedResponse sent)
      throws InterruptedException {
    return check(Level.of(client), opened, client == Client.RAW ? "" : sent.text());
  }

  /**
   * Compares what a client hands over, twice, with what is sent; returns the text's length.
   *
   * @throws DisagreementException where they differ
   */
  static int check(String who, ChatClient client, String sent) throws InterruptedException {
    for (int time = 0; time < 2; time++) {
      Said said = new Said();
      try {
        client.ask(said);
      } catch (IOException e) {
        throw DisagreementException.unreadable(who, "the recorded answer", e);
      }
      said.verify(who, sent);
    }
    return sent.length();
  }
}
