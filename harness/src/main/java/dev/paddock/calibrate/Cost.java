package dev.paddock.calibrate;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used since it began.
 *
 * @param nanos of the monotonic clock
 * @param cpu nanoseconds of all its threads
 * @param allocated bytes of the heap, freed ones included
 */
public record Cost(long nanos, long cpu, long allocated) {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  /** What it has used by now. */
  public static Cost now() {
    return new Cost(
        System.nanoTime(), SYSTEM.getProcessCpuTime(), THREADS.getTotalThreadAllocatedBytes());
  }

  /** What it has used after {@code before}. */
  public Cost since(Cost before) {
    return new Cost(nanos - before.nanos, cpu - before.cpu, allocated - before.allocated);
  }

  double cpuMicrosPer(long tokens) {
    return cpu / 1e3 / tokens;
  }

  double perSecond(long tokens) {
    return tokens * 1e9 / nanos;
  }
}
