package dev.paddock.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.paddock.client.frame.MalformedResponse;
import dev.paddock.client.wire.KernelStamps;
import dev.paddock.client.wire.KernelWire;
import dev.paddock.client.wire.ReadLoop;
import dev.paddock.client.wire.UserWire;
import dev.paddock.client.wire.Wire;
import dev.paddock.record.Outcome;
import dev.paddock.record.StampClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/**
 * One connection to a server of language models, kept alive between calls.
 *
 * <p>It connects when it is first needed and is used by one thread; only {@link #cancel} and {@link
 * #close} may come from another. While the clock runs, bytes are stamped and framed; they are
 * decoded when the answer is whole.
 */
public final class StreamClient implements AutoCloseable {
  /** A kept connection that ends this soon after a request had been closed before it. */
  private static final long STALE_WITHIN = TimeUnit.SECONDS.toNanos(1);

  /**
   * How long the end of a body is waited for behind the answer's last word. Servers write it at
   * once, and the connection can be kept then; one that never does is waited for only once.
   */
  private static final long BODY_END_WITHIN = TimeUnit.MILLISECONDS.toNanos(250);

  private final Endpoint endpoint;
  private final Optional<InetSocketAddress> proxy;
  private final Timeouts timeouts;
  private final Supplier<Wire> wires;
  private final Map<Protocol, byte[]> heads;
  private Reception reception = new Reception();

  /** Decoded ones, whose memory the next can have: less garbage, so fewer pauses amid a trial. */
  private final Queue<Reception> spare = new ConcurrentLinkedQueue<>();

  private volatile Optional<Wire> wire = Optional.empty();
  private volatile boolean cancelled;
  private boolean endsBodies = true;
  private long sent;
  private StampClock clock = StampClock.USER;

  StreamClient(Endpoint endpoint, Timeouts timeouts, Supplier<Wire> wires) {
    this(endpoint, timeouts, Access.OPEN, Optional.empty(), wires);
  }

  private StreamClient(
      Endpoint endpoint,
      Timeouts timeouts,
      Access access,
      Optional<InetSocketAddress> proxy,
      Supplier<Wire> wires) {
    this.endpoint = endpoint;
    this.proxy = proxy;
    this.heads = endpoint.heads(access, proxy.isPresent() && !endpoint.tls());
    this.timeouts = timeouts;
    this.wires = wires;
  }

  /**
   * A client of the server at {@code base}, which may have a path before those of the protocols.
   * Arrivals are stamped by the kernel where there is no TLS and {@link KernelStamps} finds that it
   * does so; {@link Exchange#clock} says who did.
   *
   * @throws IllegalArgumentException where {@code base} is no http or https URL
   */
  public static StreamClient to(URI base, Timeouts timeouts) {
    return to(base, timeouts, Access.OPEN);
  }

  /** The same, of a server that does not let everybody in. */
  public static StreamClient to(URI base, Timeouts timeouts, Access access) {
    Endpoint endpoint = Endpoint.of(base);
    Optional<InetSocketAddress> proxy = access.proxies().of(base);
    return new StreamClient(
        endpoint,
        timeouts,
        access,
        proxy,
        () ->
            endpoint.tls() || !KernelStamps.available()
                ? userWire(endpoint, access, proxy.isPresent())
                : new KernelWire(ReadLoop.shared()));
  }

  /** The same, but arrivals are always stamped by the client, as where the kernel does not. */
  public static StreamClient stampingItself(URI base, Timeouts timeouts) {
    Endpoint endpoint = Endpoint.of(base);
    return new StreamClient(endpoint, timeouts, () -> userWire(endpoint, Access.OPEN, false));
  }

  /** A wire that speaks TLS where the endpoint does, through a tunnel where a proxy is between. */
  private static Wire userWire(Endpoint endpoint, Access access, boolean tunnelled) {
    return new UserWire(
        endpoint.host(),
        endpoint.port(),
        endpoint.tls()
            ? Optional.of(
                access
                    .tls()
                    .map(SSLContext::getSocketFactory)
                    .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault()))
            : Optional.empty(),
        tunnelled && endpoint.tls());
  }

  /**
   * Connects ahead of a call, so that the call does not wait for it; does nothing where the
   * connection stands. A failure is told by the call.
   */
  public void connectAhead() {
    if (wire.isEmpty() && !cancelled) {
      var _ = connect();
    }
  }

  /** Sends a call and waits for its end; whatever goes wrong is told by the exchange. */
  public Exchange send(Call call) {
    return reply(call).decode();
  }

  /** The same, not yet decoded: the next call need not wait for that. */
  public Reply reply(Call call) {
    byte[] message = message(call);
    boolean kept = wire.isPresent();
    Ending ending = attempt(message);
    if (kept && stale(ending)) {
      drop();
      ending = attempt(message);
    }
    if (ending.outcome() != Outcome.OK || !reception.reusable()) {
      drop();
    }
    Reply reply = new Received(reception, sent, clock, call.protocol(), ending, spare);
    reception = Optional.ofNullable(spare.poll()).orElseGet(Reception::new);
    return reply;
  }

  /** The whole request, so that one write hands it to the socket; made while it is already due. */
  private byte[] message(Call call) {
    byte[] head = Objects.requireNonNull(heads.get(call.protocol()));
    byte[] length = (call.body().length + "\r\n\r\n").getBytes(ISO_8859_1);
    byte[] message = Arrays.copyOf(head, head.length + length.length + call.body().length);
    System.arraycopy(length, 0, message, head.length, length.length);
    System.arraycopy(call.body(), 0, message, head.length + length.length, call.body().length);
    return message;
  }

  /** A response as it came. */
  private record Received(
      Reception reception,
      long sent,
      StampClock clock,
      Protocol protocol,
      Ending ending,
      Queue<Reception> spare)
      implements Reply {
    @Override
    public boolean hopeless() {
      return ending.outcome() == Outcome.TIMEOUT
          || (ending.outcome() != Outcome.OK && reception.head().isEmpty());
    }

    @Override
    public boolean refused() {
      return reception.refused();
    }

    @Override
    public Exchange decode() {
      Exchange exchange = Answer.of(protocol, reception, sent, clock).exchange(ending);
      spare.add(reception);
      return exchange;
    }
  }

  private boolean stale(Ending ending) {
    return ending.outcome() == Outcome.UNFINISHED
        && !cancelled
        && !reception.anything()
        && System.nanoTime() - sent < STALE_WITHIN;
  }

  private Ending attempt(byte[] message) {
    reception.clear();
    sent = System.nanoTime();
    clock = StampClock.USER;
    if (cancelled) {
      return cancelledEnding();
    }
    if (wire.isEmpty()) {
      Optional<Ending> refused = connect();
      if (refused.isPresent()) {
        return cancelled ? cancelledEnding() : refused.get();
      }
    }
    try {
      return exchange(wire.orElseThrow(), message);
    } catch (SocketTimeoutException e) {
      drop();
      if (!cancelled && reception.ending()) {
        endsBodies = false;
        reception.ended();
        return Ending.WHOLE;
      }
      return cancelled ? cancelledEnding() : timedOut();
    } catch (MalformedResponse e) {
      drop();
      return Ending.error(reason(e));
    } catch (IOException e) {
      drop();
      return cancelled ? cancelledEnding() : closed(reason(e));
    }
  }

  private Ending exchange(Wire open, byte[] message) throws IOException {
    long total = timeouts.total().toNanos();
    try {
      sent = open.send(message, reception, System.nanoTime() + total);
      if (!open.await(this::deadline, timeouts.betweenTokens().toNanos())) {
        return ended();
      }
    } finally {
      clock = open.stampedBy();
    }
    reception.ended();
    return Ending.WHOLE;
  }

  private Ending ended() {
    if (cancelled) {
      return cancelledEnding();
    }
    if (!reception.completeAtClose()) {
      return closed("");
    }
    reception.ended();
    return Ending.WHOLE;
  }

  private long deadline() {
    if (reception.ending()) {
      return reception.lastToken() + (endsBodies ? BODY_END_WITHIN : 0);
    }
    long next =
        reception.tokens()
            ? reception.lastToken() + timeouts.betweenTokens().toNanos()
            : sent + timeouts.firstToken().toNanos();
    long total = sent + timeouts.total().toNanos();
    return next - total < 0 ? next : total;
  }

  private Ending timedOut() {
    boolean total = System.nanoTime() - sent >= timeouts.total().toNanos();
    if (total) {
      return Ending.timeout("not done within " + words(timeouts.total()));
    }
    return Ending.timeout(
        reception.tokens()
            ? "nothing more within " + words(timeouts.betweenTokens()) + " of the last token"
            : "no token within " + words(timeouts.firstToken()));
  }

  private Ending closed(String why) {
    String because = why.isEmpty() ? "" : " (" + why + ")";
    return Ending.unfinished(
        reception.anything()
            ? "the connection was closed before the answer's end" + because
            : "the connection was closed before any answer" + because);
  }

  private Ending cancelledEnding() {
    return Ending.unfinished("cancelled before the answer's end");
  }

  /** Tries every address of the host; says what went wrong where none took it. */
  private Optional<Ending> connect() {
    long deadline = System.nanoTime() + timeouts.connect().toNanos();
    Ending last = Ending.error(endpoint.authority() + " has no address");
    try {
      for (InetAddress address : InetAddress.getAllByName(hostOnTheWay())) {
        Wire candidate = wires.get();
        wire = Optional.of(candidate);
        if (cancelled) {
          break;
        }
        try {
          candidate.connect(new InetSocketAddress(address, portOnTheWay()), deadline);
          return Optional.empty();
        } catch (SocketTimeoutException e) {
          last =
              Ending.timeout(
                  "no connection to "
                      + endpoint.authority()
                      + " within "
                      + words(timeouts.connect()));
        } catch (SSLException e) {
          last = Ending.error("no TLS with " + endpoint.authority() + ": " + reason(e));
        } catch (IOException e) {
          last =
              Ending.error(
                  "cannot connect to "
                      + endpoint.authority()
                      + ": "
                      + reason(e)
                      + ". Is the server running there?");
        }
        drop();
      }
    } catch (UnknownHostException e) {
      last = Ending.error("cannot find the host " + hostOnTheWay() + ": no address is known");
    }
    drop();
    return Optional.of(last);
  }

  private String hostOnTheWay() {
    return proxy.map(InetSocketAddress::getHostString).orElseGet(endpoint::host);
  }

  private int portOnTheWay() {
    return proxy.map(InetSocketAddress::getPort).orElseGet(endpoint::port);
  }

  private static String reason(IOException e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 1_000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private void drop() {
    wire.ifPresent(Wire::close);
    wire = Optional.empty();
  }

  /** Closes the connection for good, from any thread: a call under way ends as unfinished. */
  public void cancel() {
    cancelled = true;
    wire.ifPresent(Wire::close);
  }

  /** The same as {@link #cancel}. */
  @Override
  public void close() {
    cancel();
  }
}
