package dev.paddock.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import org.junit.jupiter.api.Test;

class MetricNameTest {
  @Test
  void a_name_and_its_metric_do_not_drift_apart() {
    for (Quantity quantity : Quantity.values()) {
      String name = quantity.word() + (quantity.distribution() ? ".p95" : "");
      assertThat(Metric.named(name).map(Metric::name)).as(name).contains(name);
    }
    assertThat(Metric.named("slot_wait"))
        .contains(new Metric(Quantity.SLOT_WAIT, Metric.Statistic.WHOLE));
    assertThat(Metric.named("ttft.service.mean"))
        .contains(new Metric(Quantity.TTFT_SERVICE, Metric.Statistic.MEAN));
  }

  @Test
  void a_distribution_without_a_statistic_or_a_statistic_without_a_distribution_is_no_metric() {
    assertThat(Metric.named("ttft")).isEmpty();
    assertThat(Metric.named("vram.p50")).isEmpty();
    assertThat(Metric.named("ttft.p42")).isEmpty();
    assertThat(Metric.named("")).isEmpty();
  }
}
