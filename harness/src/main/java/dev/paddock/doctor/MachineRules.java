package dev.paddock.doctor;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;

import dev.paddock.doctor.host.MachineFacts;
import dev.paddock.settings.Known;
import dev.paddock.settings.parse.Severity;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What of the machine makes any setting slow. */
final class MachineRules {
  /** Under these, powersave follows the load; it holds the lowest frequency under any other. */
  private static final Set<String> FOLLOWS_LOAD =
      Set.of("intel_pstate", "amd-pstate-epp", "amd_pstate_epp");

  private static final double GIB = 0x1p30;
  private static final long SWAP_WORTH_A_WORD = 64L << 20;

  private MachineRules() {}

  private static Stream<Finding> of(
      Installation installation, Function<MachineFacts, Stream<Finding>> rule) {
    return installation.here() ? rule.apply(installation.machine()) : Stream.empty();
  }

  private static String tenths(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  static Stream<Finding> governor(String rule, Installation installation) {
    return of(
        installation,
        machine ->
            machine.governor().filter("powersave"::equals).stream()
                .map(
                    governor -> {
                      boolean follows = machine.driver().filter(FOLLOWS_LOAD::contains).isPresent();
                      return new Finding(
                          follows ? NOTE : HARM,
                          rule,
                          "the CPU governor is powersave",
                          "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor, driver "
                              + machine.driver().orElse("unknown"),
                          follows
                              ? "Cores speed up late after a pause: first tokens come later."
                              : "Cores stay at their lowest frequency.",
                          "sudo cpupower frequency-set -g performance");
                    }));
  }

  static Stream<Finding> swap(String rule, Installation installation) {
    Stream<Finding> processes =
        installation.running().stream()
            .filter(process -> process.swapped() > SWAP_WORTH_A_WORD)
            .map(
                process ->
                    swap(
                        rule,
                        HARM,
                        "%s GiB of %s lie in swap"
                            .formatted(tenths(process.swapped() / GIB), process.service().name()),
                        "/proc/%d/status".formatted(process.pid())));
    return Stream.concat(
        installation.here() ? processes : Stream.empty(),
        of(
            installation,
            machine ->
                machine.swapped() > SWAP_WORTH_A_WORD
                    ? Stream.of(
                        swap(
                            rule,
                            NOTE,
                            tenths(machine.swapped() / GIB) + " GiB of swap are in use",
                            "/proc/meminfo"))
                    : Stream.empty()));
  }

  private static Finding swap(String rule, Severity severity, String what, String evidence) {
    return new Finding(
        severity,
        rule,
        what,
        evidence,
        "Memory was short; what is read back from the disk stalls an answer.",
        "# what takes the memory?\nps -eo rss,comm --sort=-rss | head");
  }

  static Stream<Finding> throttled(String rule, Installation installation) {
    return of(
        installation,
        machine ->
            machine.throttled().orElse(0) > 0
                ? Stream.of(
                    new Finding(
                        NOTE,
                        rule,
                        "heat slowed the processor %d times since the start"
                            .formatted(machine.throttled().getAsLong()),
                        "/sys/devices/system/cpu/cpu*/thermal_throttle",
                        "Long answers get slower than short ones.",
                        "# watch it under load:\nsensors"))
                : Stream.empty());
  }

  /** llama.cpp starts a thread for each core and knows nothing of a quota. */
  static Stream<Finding> quota(String rule, Installation installation) {
    return of(
        installation,
        machine ->
            installation.running().stream()
                .filter(process -> process.quota().isPresent() && machine.cores().isPresent())
                .filter(process -> process.quota().getAsDouble() < machine.cores().getAsInt())
                .filter(
                    process -> process.service().variable(Known.LLAMA_ARG_THREADS.name()).isEmpty())
                .map(
                    process -> {
                      long threads = Math.max(1, (long) process.quota().getAsDouble());
                      return new Finding(
                          HARM,
                          rule,
                          "%s may use %s of %d cores, and computes with a thread for each"
                              .formatted(
                                  process.service().name(),
                                  tenths(process.quota().getAsDouble()),
                                  machine.cores().getAsInt()),
                          "the CPU quota of its control group",
                          "The threads use the quota up and then all wait for its next period.",
                          process
                              .service()
                              .setting(Known.LLAMA_ARG_THREADS.name(), Long.toString(threads)));
                    }));
  }

  static Stream<Finding> battery(String rule, Installation installation) {
    return of(
        installation,
        machine ->
            machine.battery()
                ? Stream.of(
                    new Finding(
                        NOTE,
                        rule,
                        "the machine runs on its battery",
                        "/sys/class/power_supply",
                        "Most machines compute slower then.",
                        "# plug it in"))
                : Stream.empty());
  }

  static Stream<Finding> load(String rule, Installation installation) {
    return of(
        installation,
        machine ->
            machine.load().isPresent()
                    && machine.cores().isPresent()
                    && machine.load().getAsDouble() > machine.cores().getAsInt()
                ? Stream.of(
                    new Finding(
                        NOTE,
                        rule,
                        "%s programs want a core, and there are %d cores"
                            .formatted(
                                tenths(machine.load().getAsDouble()), machine.cores().getAsInt()),
                        "/proc/loadavg, mean of a minute",
                        "Ollama gets only its share of the processor; it may be part of these.",
                        "# what computes?\nps -eo pcpu,comm --sort=-pcpu | head"))
                : Stream.empty());
  }

  static Stream<Finding> memory(String rule, Installation installation) {
    return of(
        installation,
        machine ->
            machine.memory().isPresent()
                    && machine.gpus().isEmpty()
                    && machine.memory().getAsLong() < 7.5 * GIB
                ? Stream.of(
                    new Finding(
                        NOTE,
                        rule,
                        "the machine has %s GiB"
                            .formatted(tenths(machine.memory().getAsLong() / GIB)),
                        "/proc/meminfo",
                        "Models of 7 billion parameters at 4 bits want 8 GiB.",
                        "ollama pull llama3.2:1b"))
                : Stream.empty());
  }
}
