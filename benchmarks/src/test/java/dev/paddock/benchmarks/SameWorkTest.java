package dev.paddock.benchmarks;

import dev.paddock.benchmarks.suite.Suite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SameWorkTest {
  @ParameterizedTest
  @MethodSource("dev.paddock.benchmarks.Suites#all")
  void all_adapters_do_the_same_work(Suite suite) {
    suite.check();
  }
}
