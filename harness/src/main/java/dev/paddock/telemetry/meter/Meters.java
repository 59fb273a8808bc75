package dev.paddock.telemetry.meter;

import dev.paddock.record.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What Linux counts of the whole machine and a measurement depends on, its files held open. Where a
 * file is not there, as on other systems, its figure is empty.
 */
public final class Meters implements AutoCloseable {
  /** The kernel tells user space hundredths of a second, whatever it counts in itself. */
  static final double TICKS = 100;

  private static final int IDLE = 3;
  private static final int WAITING_FOR_DISK = 4;

  /** Guests, which come behind these, are part of user already. */
  private static final int TIMES = 8;

  private static final byte[] THROTTLED = KernelFile.bytes("nr_throttled ");
  private static final byte[] SWAPPED_IN = KernelFile.bytes("\npswpin ");
  private static final byte[] SWAPPED_OUT = KernelFile.bytes("\npswpout ");

  private final List<KernelFile> stat;
  private final List<KernelFile> memory;
  private final List<KernelFile> heat;
  private final List<KernelFile> quotas;
  private final List<KernelFile> clocks;
  private final List<KernelFile> limits;
  private final Rapl rapl;
  private final long page;

  /** Opens what is there below {@code root}. */
  public Meters(Path root) {
    KernelFiles files = new KernelFiles(root);
    stat = KernelFile.open(List.of(root.resolve("proc/stat")), 512);
    memory = KernelFile.open(List.of(root.resolve("proc/vmstat")), 16_384);
    List<Path> cores = files.like("sys/devices/system/cpu", "cpu[0-9]*");
    heat =
        KernelFile.open(
            below(
                cores,
                "thermal_throttle/core_throttle_count",
                "thermal_throttle/package_throttle_count"),
            32);
    quotas = KernelFile.open(new ControlGroups(files, "self").cpuStats(), 512);
    clocks = KernelFile.open(below(cores, "cpufreq/scaling_cur_freq"), 32);
    limits = KernelFile.open(below(cores, "cpufreq/scaling_max_freq"), 32);
    rapl = new Rapl(files);
    page = PageSize.of(root);
  }

  private static List<Path> below(List<Path> folders, String... names) {
    return folders.stream().flatMap(folder -> Stream.of(names).map(folder::resolve)).toList();
  }

  /** All figures now. */
  public Sample.Machine read() {
    return new Sample.Machine(
        busy(), thermal(), quota(), swapped(), mean(clocks), least(limits), rapl.joules());
  }

  /** CPU seconds that all cores were busy with anything, or that a hypervisor took from them. */
  private OptionalDouble busy() {
    if (stat.isEmpty() || !stat.getFirst().read()) {
      return OptionalDouble.empty();
    }
    KernelFile all = stat.getFirst();
    all.skip(1);
    long ticks = 0;
    for (int i = 0; i < TIMES; i++) {
      long time = Math.max(0, all.number());
      ticks += i == IDLE || i == WAITING_FOR_DISK ? 0 : time;
    }
    return OptionalDouble.of(ticks / TICKS);
  }

  /** How many times cores, or the chip that they are on, were slowed down because of heat. */
  private OptionalLong thermal() {
    long sum = -1;
    for (KernelFile file : heat) {
      OptionalLong count = file.value();
      sum = count.isPresent() ? Math.max(0, sum) + count.getAsLong() : sum;
    }
    return known(sum);
  }

  /** In how many periods a CPU quota of this process's control groups took time from it. */
  private OptionalLong quota() {
    long sum = -1;
    for (KernelFile file : quotas) {
      long count = file.read() && file.find(THROTTLED) ? file.number() : -1;
      sum = count >= 0 ? Math.max(0, sum) + count : sum;
    }
    return known(sum);
  }

  /** Bytes that went to swap or came from it. */
  private OptionalLong swapped() {
    if (memory.isEmpty() || !memory.getFirst().read()) {
      return OptionalLong.empty();
    }
    KernelFile counts = memory.getFirst();
    long in = counts.find(SWAPPED_IN) ? counts.number() : -1;
    long out = counts.find(SWAPPED_OUT) ? counts.number() : -1;
    return in < 0 || out < 0 ? OptionalLong.empty() : OptionalLong.of((in + out) * page);
  }

  /** The mean of what these say in kHz, in MHz. */
  private static OptionalLong mean(List<KernelFile> kilohertz) {
    long sum = 0;
    int known = 0;
    for (KernelFile file : kilohertz) {
      OptionalLong value = file.value();
      sum += value.orElse(0);
      known += value.isPresent() ? 1 : 0;
    }
    return known == 0 ? OptionalLong.empty() : OptionalLong.of(sum / known / 1000);
  }

  /** The sum would hide one slow core among many: the least of what these say in kHz, in MHz. */
  private static OptionalLong least(List<KernelFile> kilohertz) {
    long least = Long.MAX_VALUE;
    for (KernelFile file : kilohertz) {
      least = Math.min(least, file.value().orElse(Long.MAX_VALUE));
    }
    return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least / 1000);
  }

  private static OptionalLong known(long sum) {
    return sum < 0 ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  @Override
  public void close() {
    Stream.of(stat, memory, heat, quotas, clocks, limits)
        .flatMap(List::stream)
        .forEach(KernelFile::close);
    rapl.close();
  }
}
