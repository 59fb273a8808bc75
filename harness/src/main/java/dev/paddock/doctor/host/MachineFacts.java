package dev.paddock.doctor.host;

import dev.paddock.telemetry.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of this machine makes Ollama slow; empty where the system does not say.
 *
 * @param driver of the frequency governor: under some, powersave is the usual and fast one
 * @param memory bytes in all
 * @param swapped bytes of swap in use
 * @param load programs that want a core, averaged over a minute
 * @param throttled how often heat slowed a core since the start
 * @param battery whether it runs on its battery
 * @param gpus device files of graphics cards that can compute
 */
public record MachineFacts(
    Optional<String> governor,
    Optional<String> driver,
    OptionalLong memory,
    long swapped,
    OptionalInt cores,
    OptionalDouble load,
    OptionalLong throttled,
    boolean battery,
    List<String> gpus) {

  public static MachineFacts read(Path root) {
    Host host = new Host(root);
    return new MachineFacts(
        host.governor(),
        line(root.resolve("sys/devices/system/cpu/cpu0/cpufreq/scaling_driver")),
        kilobytes(InspectedHost.text(root.resolve("proc/meminfo")).orElse(""), "MemTotal"),
        host.swapUsed().orElse(0),
        host.cores(),
        line(root.resolve("proc/loadavg"))
            .filter(line -> line.matches("\\d+\\.\\d+ .*"))
            .map(line -> OptionalDouble.of(Double.parseDouble(line.split(" ", 2)[0])))
            .orElse(OptionalDouble.empty()),
        host.throttled(),
        host.onBattery().orElse(false),
        gpus(root.resolve("dev")));
  }

  private static Optional<String> line(Path file) {
    return InspectedHost.text(file).flatMap(text -> text.lines().findFirst()).map(String::strip);
  }

  private static OptionalLong kilobytes(String memory, String name) {
    Matcher matcher = Pattern.compile(name + ":\\s*(\\d+) kB").matcher(memory);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)) << 10)
        : OptionalLong.empty();
  }

  private static List<String> gpus(Path devices) {
    List<String> gpus = new ArrayList<>();
    InspectedHost.inside(devices, "nvidia[0-9]*")
        .forEach(gpu -> gpus.add("/dev/" + gpu.getFileName()));
    if (Files.exists(devices.resolve("kfd"))) {
      gpus.add("/dev/kfd");
    }
    return gpus;
  }
}
