package dev.paddock.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Difference.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final Fingerprint THEN =
      new Fingerprint(
          new TreeMap<>(
              Map.of(
                  "cpu.model", "one",
                  "jvm.flags", "none",
                  "model.a.digest", "12",
                  "os", "Debian 12.5",
                  "server.version", "0.32.0")));

  private static List<Difference> with(Map<String, String> changes) {
    TreeMap<String, String> facts = new TreeMap<>(THEN.facts());
    facts.putAll(changes);
    return THEN.compare(new Fingerprint(facts));
  }

  @Test
  void another_machine_stands_before_another_name() {
    assertThat(
            with(
                Map.of(
                    "os", "Debian 12.6",
                    "jvm.flags", "-Xmx1g",
                    "server.version", "0.33.0",
                    "cpu.model", "two")))
        .extracting(Difference::kind)
        .containsExactly(Kind.MACHINE, Kind.SERVER, Kind.CLIENT, Kind.COSMETIC);
  }

  @Test
  void a_new_name_of_the_system_is_no_grave_difference() {
    assertThat(Difference.grave(with(Map.of("os", "Debian 12.6")))).isEmpty();
    assertThat(Difference.grave(with(Map.of("os.kernel", "6.2")))).hasSize(1);
  }

  @Test
  void a_fact_that_one_side_lacks_is_a_difference() {
    assertThat(with(Map.of("gpu.0", "a card")))
        .singleElement()
        .hasToString("gpu.0: absent → a card");
    assertThat(new Fingerprint(new TreeMap<>()).compare(THEN)).hasSize(5);
  }

  @Test
  void a_fact_that_is_not_known_counts_as_the_machine_s() {
    assertThat(with(Map.of("never.heard.of", "it")))
        .extracting(Difference::kind)
        .containsExactly(Kind.MACHINE);
  }

  @Test
  void the_same_environment_has_no_difference() {
    assertThat(with(Map.of())).isEmpty();
    assertThat(Difference.lines(List.of())).isEmpty();
  }

  @Test
  void a_message_says_what_kind_of_difference_it_is() {
    assertThat(Difference.lines(with(Map.of("model.a.digest", "34", "server.version", "0.33.0"))))
        .containsExactly(
            "another server or model: model.a.digest: 12 → 34; server.version: 0.32.0 → 0.33.0");
  }
}
