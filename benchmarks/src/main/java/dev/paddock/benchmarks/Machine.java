package dev.paddock.benchmarks;

import dev.paddock.record.Fingerprint;
import dev.paddock.telemetry.Environment;
import java.util.SortedMap;

/** What a suite is measured on: the environment that every run has, and JMH. */
final class Machine {
  private Machine() {}

  static Fingerprint read() {
    SortedMap<String, String> facts = Environment.read();
    facts.put("jmh", Fork.WORDS);
    return new Fingerprint(facts);
  }
}
