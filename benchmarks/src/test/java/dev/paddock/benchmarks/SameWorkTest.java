package dev.paddock.benchmarks;

import dev.paddock.benchmarks.suite.Suite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SameWorkTest {
  @ParameterizedTest
  @MethodSource("dev.paddock.benchmarks.Suites#all")
  void an_adapter_that_does_other_work_than_its_rivals_is_noticed(Suite suite) {
    suite.check();
  }
}
