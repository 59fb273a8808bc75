package dev.paddock.benchmarks.recording;

import dev.paddock.record.Stamps;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * As the harness does: each stream writes its times one after the other into an array that grows,
 * and hands the row on when its answer ends. Nothing is counted or sorted before the run is over.
 *
 * <p>Of rows handed on only the last is kept, so {@link #totals()} is of one answer a thread.
 */
final class StampRows implements TimeLedger {
  /** An answer's tokens: after so many times a row is handed on. */
  static final int ANSWER = 1024;

  private static final int FIRST = 128;

  private final List<Row> rows = new CopyOnWriteArrayList<>();

  private static final class Row implements Pen {
    private long[] nanos = new long[FIRST];
    private int count;
    private Stamps last = Stamps.none();

    @Override
    public void record(long time) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, count * 2);
      }
      nanos[count++] = time;
      if (count == ANSWER) {
        last = Stamps.of(Arrays.copyOf(nanos, count));
        nanos = new long[FIRST];
        count = 0;
      }
    }

    private long held() {
      return (long) last.size() + count;
    }

    private long sum() {
      return Arrays.stream(last.toArray()).sum() + Arrays.stream(nanos, 0, count).sum();
    }
  }

  @Override
  public Pen pen() {
    Row row = new Row();
    rows.add(row);
    return row;
  }

  @Override
  public Totals totals() {
    return Totals.of(
        rows.stream().mapToLong(Row::held).sum(),
        rows.stream().mapToDouble(row -> (double) row.sum()).sum());
  }
}
