package dev.paddock.benchmarks;

import dev.paddock.record.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a suite is measured on: processor, system, JVM, JMH and Paddock. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Machine() {}

  static Fingerprint read() {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("os.name", System.getProperty("os.name", "unknown"));
    facts.put("os.version", System.getProperty("os.version", "unknown"));
    facts.put("os.arch", System.getProperty("os.arch", "unknown"));
    facts.put("cpu.cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    cpuModel().ifPresent(model -> facts.put("cpu.model", model));
    facts.put("jvm.version", System.getProperty("java.vm.version", "unknown"));
    facts.put("jvm.vendor", System.getProperty("java.vendor", "unknown"));
    facts.put("paddock.version", SuiteRun.VERSION);
    facts.put("jmh", Fork.WORDS);
    return new Fingerprint(facts);
  }

  private static Optional<String> cpuModel() {
    if (!Files.isReadable(CPU)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(CPU, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
