package dev.paddock.benchmarks.suite;

import dev.paddock.record.Fingerprint;
import dev.paddock.telemetry.Environment;
import java.util.SortedMap;

/** What a suite is measured on: the environment that every run has, and what measures. */
public final class SuiteEnvironment {
  private SuiteEnvironment() {}

  public static Fingerprint read(Suite suite) {
    SortedMap<String, String> facts = Environment.read();
    facts.put(suite.measurer(), suite.measuredBy());
    String profiler = System.getProperty(Fork.PROFILER, "");
    if (!profiler.isEmpty()) {
      facts.put("jmh.profiler", profiler);
    }
    return new Fingerprint(facts);
  }
}
