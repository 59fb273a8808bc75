package dev.paddock.benchmarks.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the machine's processors have done since they started, in clock ticks.
 *
 * @param all ticks of all processors together, idle ones included
 * @param busy those in which something ran, or the host kept the processor for another guest
 * @param own those in which this process, or a child of it that has ended, ran
 */
public record CpuTimes(long all, long busy, long own) {
  private static final int IDLE = 3;
  private static final int WAITING = 4;

  /** User, nice, system, idle, waiting, interrupts, soft interrupts, stolen; guests are in user. */
  private static final int KINDS = 8;

  /** User and system time of the process, then of its children, counted after the name. */
  private static final int FIRST_OWN = 11;

  private static final int LAST_OWN = 14;

  /** The figures of now; empty where the system does not tell them. */
  public static Optional<CpuTimes> now() {
    Path machine = Path.of("/proc/stat");
    Path process = Path.of("/proc/self/stat");
    if (!Files.isReadable(machine) || !Files.isReadable(process)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          parse(
              Files.readString(machine, StandardCharsets.UTF_8),
              Files.readString(process, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static CpuTimes parse(String machine, String process) {
    long[] ticks =
        numbers(machine.lines().findFirst().orElse("").replaceFirst("cpu\\s+", ""), 0, KINDS);
    long all = Arrays.stream(ticks).sum();
    String afterName = process.substring(process.lastIndexOf(')') + 2);
    long own = Arrays.stream(numbers(afterName, FIRST_OWN, LAST_OWN + 1)).sum();
    return new CpuTimes(all, all - ticks[IDLE] - ticks[WAITING], own);
  }

  private static long[] numbers(String line, int from, int to) {
    return Arrays.stream(line.strip().split("\\s+", -1))
        .skip(from)
        .limit((long) to - from)
        .mapToLong(Long::parseLong)
        .toArray();
  }

  /** The share of all processors, from 0 to 1, in which others ran between then and {@code now}. */
  public double othersUntil(CpuTimes now) {
    long others = (now.busy - busy) - (now.own - own);
    return now.all == all ? 0 : Math.max(0, (double) others / (now.all - all));
  }
}
