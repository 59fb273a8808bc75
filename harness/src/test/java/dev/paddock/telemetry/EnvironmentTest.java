package dev.paddock.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import oshi.SystemInfo;

class EnvironmentTest {
  @Test
  void processors_of_two_generations_behind_one_name_are_told_apart() {
    var identifier = new SystemInfo().getHardware().getProcessor().getProcessorIdentifier();
    assertThat(Environment.read())
        .hasEntrySatisfying(
            "cpu.identifier",
            text -> assertThat(text).contains(identifier.getFamily(), identifier.getModel()));
  }
}
