package dev.paddock.benchmarks.suite;

import dev.paddock.record.Figure;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Version;

/** One JVM that runs one variant of a suite and goes: a trial. */
public final class Fork {
  /** Half of the noise on a small machine is the collector's other threads and a growing heap. */
  private static final List<String> JVM =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-Xbatch",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "--add-modules=jdk.incubator.vector");

  /** What JMH itself allocates in an iteration at the most, in bytes; some 7 KB were seen. */
  private static final double BOOKKEEPING = 16_384;

  private static final double NANOS_A_MICRO = 1e3;

  /** What JMH says where another JVM has its lock, of which there is one a machine. */
  private static final String LOCKED = "JMH lock";

  /** What a metric is called among the secondary results of JMH. */
  private static final Map<String, String> SECONDARY =
      Map.of(
          "alloc",
          "gc.alloc.rate.norm",
          "cpu",
          StreamProfiler.CPU,
          "cpu.request",
          StreamProfiler.CPU,
          "ttft.p50",
          StreamProfiler.FIRST);

  /**
   * The system property that names one more profiler of JMH, for example {@code perfasm}; what it
   * says stands in each fork's log.
   */
  public static final String PROFILER = "bench.profiler";

  private Fork() {}

  /**
   * What measures, in words.
   *
   * @param more flags than every suite has
   */
  static String words(List<String> more) {
    return "JMH %s on JDK %s with %s"
        .formatted(
            Version.getPlainVersion(),
            System.getProperty("java.vm.version"),
            String.join(" ", flags(more)));
  }

  private static List<String> flags(List<String> more) {
    return Stream.concat(JVM.stream(), more.stream()).toList();
  }

  /**
   * Measures the variant with these levels.
   *
   * @param run the directory of the run, whose path the fork finds in {@link JmhSuite#RUN}
   * @param log where all that JMH says goes
   * @throws ForkException where the fork fails, for example because its code does not do the work
   */
  static Measurement measure(Suite suite, Configuration levels, Effort effort, Path run, Path log) {
    JmhSuite benchmark = (JmhSuite) suite;
    Map<String, String> words = words(levels);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmark.getClass().getName()) + "\\.")
            .forks(1)
            .threads(Integer.parseInt(words.getOrDefault(JmhSuite.THREADS, "1")))
            .warmupIterations(effort.warmups())
            .warmupTime(TimeValue.milliseconds(effort.iteration().toMillis()))
            .measurementIterations(effort.iterations())
            .measurementTime(TimeValue.milliseconds(effort.iteration().toMillis()))
            .timeUnit(TimeUnit.NANOSECONDS)
            .addProfiler(GCProfiler.class)
            .addProfiler(StreamProfiler.class)
            .shouldFailOnError(true)
            .jvmArgs(flags(benchmark.jvmFlags()).toArray(String[]::new))
            .jvmArgsAppend("-D%s=%s".formatted(JmhSuite.RUN, run.toAbsolutePath()))
            .output(log.toString());
    words.forEach(
        (parameter, level) -> {
          if (!parameter.equals(JmhSuite.THREADS)) {
            options.param(parameter, Level.constant(level));
          }
        });
    String profiler = System.getProperty(PROFILER, "");
    if (!profiler.isEmpty()) {
      options.addProfiler(profiler);
    }
    // The blackholes that JMH would otherwise find out to be there by starting one more JVM.
    System.setProperty("jmh.blackhole.mode", "COMPILER");
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      benchmark.prepare(words, run);
      Optional<CpuTimes> before = CpuTimes.now();
      Collection<RunResult> results = new Runner(options.build()).run();
      Optional<CpuTimes> after = CpuTimes.now();
      if (results.size() != 1) {
        throw new ForkException(
            "%s: JMH ran %d benchmarks where one was asked for; see %s"
                .formatted(levels, results.size(), log));
      }
      RunResult result = results.iterator().next();
      List<String> reasons = new ArrayList<>();
      before
          .flatMap(then -> after.map(then::othersUntil))
          .flatMap(
              computes(suite, result)
                  ? Measurement::otherLoadBesideComputing
                  : Measurement::otherLoad)
          .ifPresent(reasons::add);
      Measurement.notWarm(iterations(result)).ifPresent(reasons::add);
      if (result.getParams().getThreads() == 1) {
        Measurement.stopped(iterations(result)).ifPresent(reasons::add);
      }
      Optional.ofNullable(result.getSecondaryResults().get(StreamProfiler.CPU))
          .filter(_ -> computes(suite, result))
          .flatMap(
              cpu ->
                  Measurement.waited(
                      result.getPrimaryResult().getScore(), NANOS_A_MICRO * cpu.getScore()))
          .ifPresent(reasons::add);
      return new Measurement(
          figures(
              result, benchmark.operations(words), suite.variants().metrics(), effort.iteration()),
          got(result, levels),
          reasons);
    } catch (RunnerException | IOException e) {
      String said = String.valueOf(e.getMessage());
      throw new ForkException(
          said.contains(LOCKED)
              ? "%s %s: other benchmarks run on this machine, and two at once would measure each"
                      .formatted(suite.word(), levels)
                  + " other. Wait until they have ended, then `paddock bench --resume %s`."
                      .formatted(run)
              : "%s %s: the fork failed: %s. What it said stands in %s"
                  .formatted(suite.word(), levels, said, log),
          e);
    }
  }

  /**
   * Whether a fork only computes, on one thread: it has no socket and no other thread to wait for.
   */
  private static boolean computes(Suite suite, RunResult result) {
    return result.getParams().getThreads() == 1 && suite.variants().computes();
  }

  /** Time of an operation in each iteration, oldest first. */
  private static List<Double> iterations(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(iteration -> iteration.getPrimaryResult().getScore())
        .toList();
  }

  private static Map<String, String> words(Configuration levels) {
    Map<String, String> words = new TreeMap<>();
    levels.forEach((factor, level) -> words.put(Level.parameter(factor.name()), level.toString()));
    return words;
  }

  private static SortedMap<String, String> got(RunResult result, Configuration wanted) {
    SortedMap<String, String> got = new TreeMap<>();
    String threads = Level.factor(JmhSuite.THREADS);
    if (wanted.has(Settings.named(threads))) {
      got.put(threads, Integer.toString(result.getParams().getThreads()));
    }
    for (String parameter : result.getParams().getParamsKeys()) {
      got.put(Level.factor(parameter), Level.of(result.getParams().getParam(parameter)));
    }
    return got;
  }

  /**
   * The figures that a suite asks for.
   *
   * @param operations of an invocation, by which all but times to the first token are divided
   */
  private static SortedMap<String, Figure> figures(
      RunResult result, double operations, List<String> metrics, Duration iteration) {
    SortedMap<String, Figure> figures = new TreeMap<>();
    Result<?> time = result.getPrimaryResult();
    figures.put("time.mean", new Figure(time.getScore() / operations, time.getStatistics().getN()));
    for (String metric : metrics) {
      Optional.ofNullable(SECONDARY.get(metric))
          .flatMap(name -> Optional.ofNullable(result.getSecondaryResults().get(name)))
          .ifPresent(
              one ->
                  figures.put(
                      metric,
                      new Figure(
                          switch (metric) {
                            case "alloc" ->
                                bytes(one.getScore(), time.getScore(), iteration) / operations;
                            case "cpu", "cpu.request" -> one.getScore() / operations;
                            default -> one.getScore();
                          },
                          one.getStatistics().getN())));
    }
    return figures;
  }

  /**
   * Bytes an operation; what cannot be told from JMH's own bookkeeping is none.
   *
   * @param nanos of an operation
   */
  static double bytes(double score, double nanos, Duration iteration) {
    double operations = iteration.toNanos() / nanos;
    return score * operations < BOOKKEEPING ? 0 : score;
  }
}
