package dev.paddock.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import dev.paddock.stats.OrderStatistics;
import org.junit.jupiter.api.Test;

class MetricNameTest {
  @Test
  void a_metric_is_found_by_its_name_and_says_the_same_name() {
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
  void a_metric_has_a_statistic_exactly_where_it_is_a_distribution() {
    assertThat(Metric.named("ttft")).isEmpty();
    assertThat(Metric.named("vram.p50")).isEmpty();
    assertThat(Metric.named("ttft.p42")).isEmpty();
    assertThat(Metric.named("")).isEmpty();
  }

  @Test
  void a_quantile_needs_as_many_requests_as_its_interval() {
    for (Metric.Statistic statistic : Metric.Statistic.values()) {
      double q = statistic.quantile();
      assertThat(statistic.least()).isEqualTo(Double.isNaN(q) ? 0 : OrderStatistics.least(q, 0.95));
    }
  }
}
