package dev.paddock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

class SuiteTest {
  @Test
  void two_suites_of_one_name_could_not_be_told_apart() {
    assertThat(Suite.words()).doesNotHaveDuplicates().isNotEmpty();
    assertThat(Suite.words())
        .allSatisfy(word -> assertThat(word).matches("[a-z][a-z-]*[a-z]"))
        .allSatisfy(word -> assertThat(Suite.named(word)).isPresent());
    assertThat(Suite.named("json")).isEmpty();
  }

  private static List<Suite> jmh() {
    return Stream.of(Suite.values()).filter(suite -> suite.benchmark().isPresent()).toList();
  }

  @ParameterizedTest
  @MethodSource("jmh")
  void a_factor_that_is_no_parameter_of_the_benchmark_would_change_nothing(Suite suite)
      throws Exception {
    for (var factor : suite.variants().factors().entrySet()) {
      Field field = suite.benchmark().orElseThrow().getDeclaredField(factor.getKey());
      assertThat(field.isAnnotationPresent(Param.class)).as(factor.getKey()).isTrue();
      List<String> taken = values(field);
      List<String> wanted = factor.getValue().stream().map(Level::constant).toList();
      assertThat(wanted).as(factor.getKey()).isEqualTo(taken);
    }
    long parameters =
        Arrays.stream(suite.benchmark().orElseThrow().getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(Param.class))
            .count();
    assertThat(suite.variants().factors()).hasSize((int) parameters);
  }

  private static List<String> values(Field field) {
    return field.getType().isEnum()
        ? Arrays.stream(field.getType().getEnumConstants()).map(Object::toString).toList()
        : List.of(field.getAnnotation(Param.class).value());
  }

  @ParameterizedTest
  @MethodSource("jmh")
  void a_class_with_two_benchmarks_would_have_two_figures_for_one_variant(Suite suite) {
    assertThat(
            Arrays.stream(suite.benchmark().orElseThrow().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class)))
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  void a_suite_without_the_same_code_twice_would_not_show_its_noise(Suite suite) {
    assertThat(suite.variants().claims())
        .filteredOn(claim -> claim.id().startsWith("AA"))
        .isNotEmpty()
        .allSatisfy(
            claim -> {
              assertThat(claim.expect()).isEqualTo("equivalent");
              assertThat(claim.when().toString()).contains("own-again");
              assertThat(claim.versus().toString()).doesNotContain("own-again");
            });
  }

  @Test
  void a_suite_that_needs_a_quiet_machine_does_not_run_unasked() {
    assertThat(Suite.values()).filteredOn(Suite::byDefault).doesNotContain(Suite.WAITING);
    assertThat(Suite.WAITING.effort(true).forks()).isEqualTo(10);
  }

  @Test
  void a_level_that_is_spelled_in_another_way_by_jmh_finds_its_constant() {
    assertThat(Level.constant(Level.of(JsonIn.Parser.JACKSON_DATABIND)))
        .isEqualTo(JsonIn.Parser.JACKSON_DATABIND.name());
    assertThat(Level.of(JsonIn.Parser.OWN_AGAIN).toUpperCase(Locale.ROOT)).isEqualTo("OWN-AGAIN");
    assertThat(Level.parameter(Level.factor("parser"))).isEqualTo("parser");
  }
}
