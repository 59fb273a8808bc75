package dev.paddock.telemetry;

import dev.paddock.telemetry.meter.Cards;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.SortedMap;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.util.Constants;

/**
 * Facts of this machine and this JVM that a figure may depend on, by dotted name. No host name, no
 * user, no path: they identify nobody and may be published.
 */
public final class Environment {
  private Environment() {}

  /** Reads the facts; the same machine gives the same ones until it is changed. */
  public static SortedMap<String, String> read() {
    SortedMap<String, String> facts = readAgain();
    facts.putAll(Host.real().fixed());
    SystemInfo system = new SystemInfo();
    HardwareAbstractionLayer hardware = system.getHardware();
    CentralProcessor processor = hardware.getProcessor();
    CentralProcessor.ProcessorIdentifier identifier = processor.getProcessorIdentifier();
    facts.put("cpu.model", identifier.getName().strip());
    // A hypervisor may give processors of several generations one name, such as "AMD EPYC".
    facts.put("cpu.identifier", identifier.getIdentifier().strip());
    if (!identifier.getMicroarchitecture().equals(Constants.UNKNOWN)) {
      facts.put("cpu.microarchitecture", identifier.getMicroarchitecture());
    }
    facts.put(
        "cpu.cores",
        "%d physical, %d logical"
            .formatted(
                processor.getPhysicalProcessorCount(), processor.getLogicalProcessorCount()));
    facts.put("cpu.sockets", Integer.toString(processor.getPhysicalPackageCount()));
    // Rounded, because a kernel takes a little more or less of it at every boot.
    facts.put(
        "memory.total", "%d GiB".formatted(Math.round(hardware.getMemory().getTotal() / 0x1p30)));
    facts.put("os", system.getOperatingSystem().toString());
    facts.put("os.kernel", System.getProperty("os.version"));
    facts.put(
        "jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    facts.put("jvm.flags", Flags.of(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    facts.put("paddock.version", version());
    facts.putAll(Cards.real().fingerprint());
    return facts;
  }

  /** Those that may change while a run goes on, read in a few milliseconds between its trials. */
  static SortedMap<String, String> readAgain() {
    return Host.real().changing();
  }

  /** The version of Paddock that runs, {@code development} outside a built jar. */
  public static String version() {
    return Optional.ofNullable(Environment.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
