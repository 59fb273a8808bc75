package dev.paddock.benchmarks.waiting;

import dev.paddock.benchmarks.suite.CpuTimes;
import dev.paddock.benchmarks.suite.Effort;
import dev.paddock.benchmarks.suite.ForkException;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.Measurement;
import dev.paddock.benchmarks.suite.Suite;
import dev.paddock.calibrate.Cores;
import dev.paddock.calibrate.ReferenceServer;
import dev.paddock.calibrate.StreamLoad;
import dev.paddock.calibrate.Truth;
import dev.paddock.cli.EngineJvm;
import dev.paddock.record.Calibration.Rung;
import dev.paddock.record.Figure;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Settings;
import dev.paddock.target.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One JVM that waits in one way for the streams of a reference server, itself a process of its own;
 * each on a core of its own where there are two. A trial of the suite {@code waiting}.
 */
final class WaitingFork {
  /** The launcher's, but for the choice of compilers, which is the way's. */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms256m",
          "-Xmx1g",
          "-Djava.awt.headless=true",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** Client and server need their cores whole: beyond this others delay what is measured. */
  private static final double MOST_OTHERS = 0.10;

  private static final int MOST_SECONDS = 120;

  private WaitingFork() {}

  /** What measures, in words. */
  static String words() {
    return "the reference server and a client on JDK %s with %s, %s"
        .formatted(
            System.getProperty("java.vm.version"),
            String.join(" ", JVM),
            Cores.available().isPresent() ? "a core each" : "neither pinned to a core");
  }

  /**
   * Measures the variant with these levels.
   *
   * @param run the directory of the run
   * @param log where all that the client says goes
   * @throws ForkException where the client or the server fails
   */
  static Measurement measure(Suite suite, Configuration levels, Effort effort, Path run, Path log) {
    WayOfWaiting way = WayOfWaiting.valueOf(level(levels, WaitingSuite.WAY));
    Traffic traffic = Traffic.valueOf(level(levels, WaitingSuite.TRAFFIC));
    long millis = effort.iterations() * effort.iteration().toMillis();
    StreamLoad load = traffic.load(millis / 1e3);
    Optional<Cores> cores = Cores.available();
    List<String> serving = EngineJvm.serving("pace");
    Optional<CpuTimes> before = CpuTimes.now();
    WaitingClient.Brought brought;
    Truth truth;
    try (ReferenceServer server =
        ReferenceServer.start(cores.map(both -> both.pinned(serving)).orElse(serving), load)) {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Path file = Files.createTempFile("paddock-waiting", ".json");
      try {
        List<String> command = new ArrayList<>();
        cores.ifPresent(both -> command.addAll(onClientCore(both)));
        command.addAll(client(way));
        command.addAll(
            List.of(
                way.name(),
                server.url().toString(),
                traffic.name(),
                Integer.toString(effort.warmups()),
                Long.toString(millis),
                file.toString()));
        run(command, log);
        brought = WaitingClient.Brought.read(file);
      } finally {
        Files.deleteIfExists(file);
      }
      truth = Truth.of(brought.requests(), server.stop(), brought.firstSeed());
    } catch (IOException | TargetException e) {
      throw new ForkException(
          "%s %s: the fork failed: %s. What it said stands in %s"
              .formatted(suite.word(), levels, e.getMessage(), log),
          e);
    }
    List<String> reasons = new ArrayList<>();
    before
        .flatMap(then -> CpuTimes.now().map(then::othersUntil))
        .flatMap(share -> Measurement.otherLoad(share, MOST_OTHERS))
        .ifPresent(reasons::add);
    StampClock clock = clock(brought.requests());
    if (way.kernelStamps() && clock != StampClock.KERNEL) {
      reasons.add("the kernel does not stamp on this machine, so this way cannot be measured");
    }
    Rung rung = truth.rung(Optional.empty(), load, clock, brought.cost());
    wrong(rung, load).ifPresent(reasons::add);
    return new Measurement(figures(rung), got(levels), reasons);
  }

  private static String level(Configuration levels, String parameter) {
    return Level.constant(levels.orUnset(Settings.named(Level.factor(parameter))).toString());
  }

  private static List<String> onClientCore(Cores cores) {
    return List.of("taskset", "--cpu-list", Integer.toString(cores.client()));
  }

  private static List<String> client(WayOfWaiting way) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(way.compiler());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), WaitingClient.class.getName()));
    return command;
  }

  private static void run(List<String> command, Path log) throws IOException {
    Process client =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!client.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the client was not done within " + MOST_SECONDS + " s");
      }
      if (client.exitValue() != 0) {
        throw new IOException("the client ended with exit code " + client.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      client.destroyForcibly();
    }
  }

  private static StampClock clock(List<Request> requests) {
    return requests.stream().allMatch(request -> request.clock() == StampClock.KERNEL)
        ? StampClock.KERNEL
        : StampClock.USER;
  }

  /** Why a fork does not count that has lost something, or read what was not sent. */
  static Optional<String> wrong(Rung rung, StreamLoad load) {
    int answers = load.requests() - load.streams();
    long chunks = (long) answers * load.tokens();
    return rung.failed() == 0 && rung.chunks() == chunks
        ? Optional.empty()
        : Optional.of(
            "%d of %d answers did not come as the server sent them (%d of %d chunks came)"
                .formatted(rung.failed(), answers, rung.chunks(), chunks));
  }

  private static SortedMap<String, Figure> figures(Rung rung) {
    long n = Math.max(1, rung.chunks());
    return new TreeMap<>(
        Map.of(
            "stamp_error.p50", new Figure(rung.stampErrorUs().p50(), n),
            "stamp_error.p99", new Figure(rung.stampErrorUs().p99(), n),
            "alone", new Figure(100 * rung.alone(), n),
            "cpu", new Figure(rung.cpuUsPerToken(), n)));
  }

  private static SortedMap<String, String> got(Configuration levels) {
    SortedMap<String, String> got = new TreeMap<>();
    levels.forEach((factor, level) -> got.put(factor.name(), level.toString()));
    return got;
  }
}
