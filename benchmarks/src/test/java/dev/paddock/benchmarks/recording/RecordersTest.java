package dev.paddock.benchmarks.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.benchmarks.recording.Recorders.Recorder;
import dev.paddock.benchmarks.recording.TimeLedger.Totals;
import dev.paddock.benchmarks.suite.DisagreementException;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordersTest {
  @ParameterizedTest
  @EnumSource(Recorder.class)
  void no_recorder_loses_times_of_other_threads(Recorder recorder) throws Exception {
    try (TimeLedger ledger = recorder.open()) {
      Recorders.check(recorder.name(), ledger);
    }
  }

  /** Adders that forget, or round. */
  private record Lying(LongAdder count, LongAdder sum, int every, long unit) implements TimeLedger {
    Lying(int every, long unit) {
      this(new LongAdder(), new LongAdder(), every, unit);
    }

    @Override
    public Pen pen() {
      return nanos -> {
        if (every == 0 || nanos % every != 0) {
          count.increment();
          sum.add(nanos / unit * unit);
        }
      };
    }

    @Override
    public Totals totals() {
      return Totals.of(count.sum(), (double) sum.sum());
    }
  }

  @Test
  void a_recorder_that_loses_one_time_in_a_hundred_is_not_timed() throws Exception {
    Recorders.check("honest", new Lying(0, 1));
    assertThatThrownBy(() -> Recorders.check("losing", new Lying(100, 1)))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("losing misreads");
  }

  @Test
  void a_recorder_that_rounds_to_milliseconds_is_not_timed() {
    assertThatThrownBy(() -> Recorders.check("rounding", new Lying(0, 1_000_000)))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("mean");
  }

  @Test
  void a_row_that_grows_or_is_handed_on_loses_no_stamp() {
    StampRows rows = new StampRows();
    TimeLedger.Pen pen = rows.pen();
    for (int i = 1; i <= StampRows.ANSWER; i++) {
      pen.record(i);
    }
    assertThat(rows.totals()).isEqualTo(new Totals(StampRows.ANSWER, (StampRows.ANSWER + 1) / 2.0));
    pen.record(1);
    assertThat(rows.totals().count()).isEqualTo(StampRows.ANSWER + 1);
  }
}
