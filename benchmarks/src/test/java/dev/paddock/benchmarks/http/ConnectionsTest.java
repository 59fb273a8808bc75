package dev.paddock.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.benchmarks.http.Connections.Client;
import dev.paddock.benchmarks.http.Connections.Use;
import dev.paddock.benchmarks.replay.Asked;
import dev.paddock.benchmarks.suite.DisagreementException;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  @Test
  void all_clients_do_the_same_work() {
    new Connections().check();
  }

  @Test
  void a_pooled_client_that_connects_anew_is_not_timed() {
    Asked asked = Asked.generate(8);
    assertThatThrownBy(
            () ->
                Connections.check(
                    "forgetful",
                    asked,
                    target -> Connections.open(Client.JDK, Use.NEW_CLIENT, target, 1, 1),
                    1,
                    1))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("forgetful misreads the number of connections that it makes")
        .hasMessageContaining("[2], which should be [1]");
  }

  @Test
  void a_pool_that_makes_more_connections_than_it_may_is_not_timed() {
    Asked asked = Asked.generate(8).after(10);
    assertThatThrownBy(
            () ->
                Connections.check(
                    "greedy",
                    asked,
                    target -> Connections.open(Client.OKHTTP, Use.POOLED, target, 5, 2),
                    5,
                    2))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("which should be [2]");
  }
}
