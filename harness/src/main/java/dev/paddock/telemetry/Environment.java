package dev.paddock.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GraphicsCard;
import oshi.hardware.HardwareAbstractionLayer;

/**
 * Facts of this machine and this JVM that a figure may depend on, by dotted name. No host name, no
 * user, no path: they identify nobody and may be published.
 */
public final class Environment {
  private static final Path GOVERNOR =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");

  private Environment() {}

  /** Reads the facts; the same machine gives the same ones until it is changed. */
  public static SortedMap<String, String> read() {
    SortedMap<String, String> facts = readAgain();
    int gpu = 0;
    for (GraphicsCard card : new SystemInfo().getHardware().getGraphicsCards()) {
      facts.put("gpu." + gpu++, card.getName());
    }
    return facts;
  }

  /** Those that may change between two trials and are read fast: all but the graphics cards. */
  static SortedMap<String, String> readAgain() {
    SystemInfo system = new SystemInfo();
    HardwareAbstractionLayer hardware = system.getHardware();
    CentralProcessor processor = hardware.getProcessor();
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("cpu.model", processor.getProcessorIdentifier().getName().strip());
    facts.put(
        "cpu.cores",
        "%d physical, %d logical"
            .formatted(
                processor.getPhysicalProcessorCount(), processor.getLogicalProcessorCount()));
    // Rounded, because a kernel takes a little more or less of it at every boot.
    facts.put(
        "memory.total", "%d GiB".formatted(Math.round(hardware.getMemory().getTotal() / 0x1p30)));
    facts.put("os", system.getOperatingSystem().toString());
    facts.put("os.kernel", System.getProperty("os.version"));
    firstLine(GOVERNOR).ifPresent(governor -> facts.put("cpu.governor", governor));
    facts.put(
        "jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    facts.put("paddock.version", version());
    return facts;
  }

  /** The version of Paddock that runs, {@code development} outside a built jar. */
  public static String version() {
    return Optional.ofNullable(Environment.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  private static Optional<String> firstLine(Path file) {
    try {
      return Files.isReadable(file)
          ? Files.readAllLines(file).stream().findFirst()
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
