package dev.paddock.telemetry;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The pauses of this JVM's own collector, as it tells them itself, to the millisecond.
 *
 * <p>The collector has a clock of its own, whose start is not to be known exactly. News of a pause
 * come right after its end, so the least distance between an end and its news, since this JVM
 * began, is taken for the distance of the clocks.
 */
final class CollectorLog implements PauseLog {
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long MILLI = 1_000_000;

  /** A short trial takes less of the young generation than this; a full collection takes 30 ms. */
  private static final double WORTH_COLLECTING = 0.25;

  /** The least that was seen since this JVM began. */
  private static final AtomicLong DISTANCE = new AtomicLong(Long.MAX_VALUE);

  private static final Optional<MemoryPoolMXBean> YOUNG =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().contains("Eden"))
          .findFirst();

  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(CollectorLog::stopsThreads)
          .toList();
  private final NotificationListener listener = (news, handback) -> take(news);
  private final List<GcInfo> told = new ArrayList<>();
  private final long before = count();

  CollectorLog() {
    for (GarbageCollectorMXBean collector : collectors) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
      }
    }
  }

  /** Of concurrent collectors, one bean tells the cycles, in which threads run, another pauses. */
  private static boolean stopsThreads(GarbageCollectorMXBean collector) {
    return !collector.getName().endsWith("Cycles");
  }

  private synchronized void take(Notification news) {
    if (news.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
        && news.getUserData() instanceof CompositeData data) {
      GcInfo info = GarbageCollectionNotificationInfo.from(data).getGcInfo();
      long distance = System.nanoTime() - info.getEndTime() * MILLI;
      DISTANCE.accumulateAndGet(distance, Math::min);
      told.add(info);
    }
  }

  private long count() {
    return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }

  @Override
  public void collect() {
    if (YOUNG.map(pool -> filled(pool.getUsage()) > WORTH_COLLECTING).orElse(true)) {
      System.gc();
      pauses();
    }
  }

  private static double filled(MemoryUsage young) {
    // Not of its largest size: it collects before it grows.
    return (double) young.getUsed() / Math.max(1, young.getCommitted());
  }

  @Override
  public List<CollectorPause> pauses() {
    long deadline = System.nanoTime() + PATIENCE;
    while (known() < count() - before && System.nanoTime() - deadline < 0) {
      try {
        TimeUnit.MILLISECONDS.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    synchronized (this) {
      return told.stream()
          .map(
              info ->
                  new CollectorPause(
                      info.getEndTime() * MILLI + DISTANCE.get(), info.getDuration() * MILLI))
          .toList();
    }
  }

  private synchronized long known() {
    return told.size();
  }

  @Override
  public void close() {
    for (GarbageCollectorMXBean collector : collectors) {
      if (collector instanceof NotificationEmitter emitter) {
        try {
          emitter.removeNotificationListener(listener);
        } catch (ListenerNotFoundException e) {
          throw new IllegalStateException("it was added when this was made", e);
        }
      }
    }
  }
}
