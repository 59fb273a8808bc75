package dev.paddock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.benchmarks.json.JsonIn;
import dev.paddock.benchmarks.suite.Effort;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.Suite;
import dev.paddock.benchmarks.suite.SuitePlan;
import dev.paddock.benchmarks.waiting.WaitingSuite;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

class SuiteTest {
  @Test
  void no_two_suites_have_one_name() {
    assertThat(Suites.words()).doesNotHaveDuplicates().isNotEmpty();
    assertThat(Suites.words())
        .allSatisfy(word -> assertThat(word).matches("[a-z][a-z-]*[a-z]"))
        .allSatisfy(word -> assertThat(Suites.named(word)).isPresent());
    assertThat(Suites.named("json")).isEmpty();
  }

  private static List<Suite> jmh() {
    return Suites.all().stream().filter(JmhSuite.class::isInstance).toList();
  }

  @ParameterizedTest
  @MethodSource("jmh")
  void every_factor_is_a_parameter_of_the_benchmark(Suite suite) throws Exception {
    Map<String, List<String>> factors = new LinkedHashMap<>(suite.variants().factors());
    factors.remove(JmhSuite.THREADS);
    for (var factor : factors.entrySet()) {
      Field field = suite.getClass().getDeclaredField(factor.getKey());
      assertThat(field.isAnnotationPresent(Param.class)).as(factor.getKey()).isTrue();
      List<String> taken = values(field);
      List<String> wanted = factor.getValue().stream().map(Level::constant).toList();
      assertThat(wanted).as(factor.getKey()).isEqualTo(taken);
    }
    long parameters =
        Arrays.stream(suite.getClass().getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(Param.class))
            .count();
    assertThat(factors).hasSize((int) parameters);
  }

  private static List<String> values(Field field) {
    return field.getType().isEnum()
        ? Arrays.stream(field.getType().getEnumConstants()).map(Object::toString).toList()
        : List.of(field.getAnnotation(Param.class).value());
  }

  @ParameterizedTest
  @MethodSource("dev.paddock.benchmarks.Suites#all")
  void what_the_reader_chooses_is_a_factor(Suite suite) {
    assertThat(suite.variants().factors()).containsKey(suite.choice().factor());
    assertThat(suite.variants().factors().values().stream().flatMap(List::stream))
        .containsAll(suite.choice().floors());
  }

  @ParameterizedTest
  @MethodSource("dev.paddock.benchmarks.Suites#all")
  void a_full_suite_takes_less_than_twenty_minutes(Suite suite) {
    Effort full = suite.effort(true);
    int variants = SuitePlan.of(suite, full, 7).cells().size();
    long millis = (full.warmups() + full.iterations()) * full.iteration().toMillis();
    // A fork takes about a second more than its iterations: JMH's start, its set-up and its end.
    assertThat((double) variants * full.forks() * (millis + 1000) / 60_000.0).isLessThan(20);
  }

  @ParameterizedTest
  @MethodSource("jmh")
  void a_suite_has_one_benchmark(Suite suite) {
    assertThat(
            Arrays.stream(suite.getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class)))
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("dev.paddock.benchmarks.Suites#all")
  void every_suite_measures_the_same_code_twice(Suite suite) {
    assertThat(suite.variants().hypotheses())
        .filteredOn(hypothesis -> hypothesis.id().startsWith("AA"))
        .isNotEmpty()
        .allSatisfy(
            hypothesis -> {
              assertThat(hypothesis.expect()).isEqualTo("equivalent");
              assertThat(hypothesis.when().toString()).contains("-again");
              assertThat(hypothesis.versus().toString()).doesNotContain("-again");
            });
  }

  @Test
  void a_suite_that_needs_a_quiet_machine_does_not_run_unasked() {
    assertThat(Suites.all())
        .filteredOn(Suite::byDefault)
        .extracting(Suite::word)
        .isNotEmpty()
        .doesNotContain("waiting");
    assertThat(new WaitingSuite().effort(true).forks()).isEqualTo(10);
  }

  @Test
  void a_level_that_is_spelled_in_another_way_by_jmh_finds_its_constant() {
    assertThat(Level.constant(Level.of(JsonIn.Parser.JACKSON2_DATABIND)))
        .isEqualTo(JsonIn.Parser.JACKSON2_DATABIND.name());
    assertThat(Level.of(JsonIn.Parser.OWN_AGAIN).toUpperCase(Locale.ROOT)).isEqualTo("OWN-AGAIN");
    assertThat(Level.parameter(Level.factor("parser"))).isEqualTo("parser");
  }

  @Test
  void a_client_that_waits_for_its_server_does_not_only_compute() {
    assertThat(Suites.all())
        .filteredOn(suite -> !suite.variants().computes())
        .extracting(Suite::word)
        .contains("connections", "http-stacks", "ollama-clients", "concurrency")
        .doesNotContain("json-in", "stream-buffers", "exact-cache", "self-check");
  }
}
