package dev.paddock.telemetry.meter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The energy that the processors and their memory took, by the counters of Intel's and AMD's RAPL,
 * which Linux shows below {@code sys/class/powercap}; since 2020 most systems show them to root
 * only. Domains that are part of another one, or of the whole board, are left out.
 */
final class Rapl implements AutoCloseable {
  private static final double MICRO = 1e6;

  private final List<Domain> domains = new ArrayList<>();
  private double joules;

  /** One counter in microjoules, which starts again after {@code range}. */
  private static final class Domain {
    private final KernelFile file;
    private final long range;
    private long last;

    private Domain(KernelFile file, long range) {
      this.file = file;
      this.range = range;
      this.last = file.value().orElse(-1);
    }

    private long moved() {
      long now = file.value().orElse(-1);
      long moved = last < 0 || now < 0 ? 0 : now >= last ? now - last : now + range - last;
      last = now < 0 ? last : now;
      return moved;
    }
  }

  Rapl(KernelFiles files) {
    for (Path zone : files.like("sys/class/powercap", "intel-rapl:*")) {
      String name = KernelFiles.word(zone.resolve("name")).orElse("");
      if (name.startsWith("package") || name.equals("dram")) {
        long range =
            KernelFiles.word(zone.resolve("max_energy_range_uj"))
                .map(KernelFiles::number)
                .flatMap(known -> known.stream().boxed().findFirst())
                .orElse(0L);
        KernelFile.open(zone.resolve("energy_uj"), 32)
            .ifPresent(file -> domains.add(new Domain(file, range)));
      }
    }
    domains.removeIf(domain -> domain.last < 0);
  }

  /** Joules since this was opened; empty where nobody counts, or only root may know. */
  OptionalDouble joules() {
    if (domains.isEmpty()) {
      return OptionalDouble.empty();
    }
    for (Domain domain : domains) {
      joules += domain.moved() / MICRO;
    }
    return OptionalDouble.of(joules);
  }

  @Override
  public void close() {
    domains.forEach(domain -> domain.file.close());
  }
}
