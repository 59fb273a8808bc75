package dev.paddock.validity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.figures.TrialSummaries;
import dev.paddock.journal.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A report of 1,000 trials of 10,000 requests: within 1 GB, and the same bytes each time. Its
 * seconds are printed, beside what others took meanwhile, and not judged: a shared machine has its
 * own. {@code -Dpaddock.raw=true} writes all 10 million requests (some 9 GB) beside the summaries.
 */
class ReportSizeValidity {
  private static final long MOST_MIB = 1024;
  private static final int TIMES = 3;

  private static final Path LAUNCHER = Path.of("..", "paddock").toAbsolutePath().normalize();

  @TempDir private Path results;

  /** What one report took. */
  private record Cost(double seconds, long mib, double others) {
    String words() {
      return String.format(
          Locale.ROOT,
          "%.2f s, peak %d MiB resident, others took %.0f %% of the machine",
          seconds,
          mib,
          100 * others);
    }
  }

  @BeforeEach
  void proc() {
    assumeThat(Path.of("/proc/self/stat")).exists();
  }

  @Test
  void a_report_of_ten_million_requests_takes_little_memory_and_is_the_same()
      throws IOException, InterruptedException {
    RunDirectory run = LargeRun.write(results, Boolean.getBoolean("paddock.raw"));
    summariesAreThoseOfTheRequests(run);
    report(run); // the launcher prepares its faster starts, once for each build
    SortedMap<String, String> first = files(run);
    for (int again = 1; again <= TIMES; again++) {
      Cost cost = report(run);
      System.out.println("report of 1,000 trials of 10,000 requests: " + cost.words());
      assertThat(files(run)).isEqualTo(first);
      assertThat(cost.mib()).isLessThanOrEqualTo(MOST_MIB);
    }
  }

  /** The trials that have both must agree, or the others prove nothing. */
  private static void summariesAreThoseOfTheRequests(RunDirectory run) {
    var objectives =
        ExperimentFile.parse("large.yaml", run.experimentText(), Map.of()).objectives();
    for (int trial = 1; trial <= LargeRun.DRAWN; trial++) {
      assertThat(TrialSummaries.of(10_000, run.requests(trial), run.telemetry(trial), objectives))
          .isEqualTo(run.summary(trial).orElseThrow());
    }
  }

  private Cost report(RunDirectory run) throws IOException, InterruptedException {
    Path words = results.resolve("words.txt");
    long busy = busy();
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(LAUNCHER.toString(), "report", run.path().toString())
            .redirectErrorStream(true)
            .redirectOutput(words.toFile())
            .start();
    long mib = 0;
    long own = 0;
    do {
      mib = Math.max(mib, peak(process.pid()));
      own = Math.max(own, ticks(process.pid()));
    } while (!process.waitFor(10, TimeUnit.MILLISECONDS));
    double seconds = (System.nanoTime() - began) / 1e9;
    assertThat(process.exitValue()).as(Files.readString(words)).isZero();
    double all = seconds * 100 * Runtime.getRuntime().availableProcessors();
    return new Cost(seconds, mib, Math.max(0, busy() - busy - own) / all);
  }

  /** The most that a process had in memory so far, in MiB; 0 where it is gone. */
  private static long peak(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }

  /** CPU time of a process and of its children that ended, in ticks of 10 ms. */
  private static long ticks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong).sum();
    } catch (IOException e) {
      return 0;
    }
  }

  /** CPU time that all cores together were busy since the machine's start, in ticks of 10 ms. */
  private static long busy() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      String[] fields = lines.findFirst().orElseThrow().split(" +", -1);
      // user nice system idle iowait irq softirq steal
      return List.of(1, 2, 3, 6, 7, 8).stream().mapToLong(i -> Long.parseLong(fields[i])).sum();
    }
  }

  /** What a report writes, by name. */
  private static SortedMap<String, String> files(RunDirectory run) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run.path(), 2)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            run.path().relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }
}
