package dev.paddock.telemetry;

import dev.paddock.telemetry.meter.ControlGroups;
import dev.paddock.telemetry.meter.KernelFiles;
import dev.paddock.telemetry.meter.Meters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How this machine is set up, as Linux tells: what a figure may depend on and its owner may change.
 * Elsewhere everything is empty.
 *
 * @param root where {@code proc} and {@code sys} lie, {@code /} on a real machine
 */
public record Host(Path root) {
  private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");

  /** What a path of a control group says of who made it. */
  private static final Map<String, String> CONTAINERS =
      Map.of("docker", "docker", "libpod", "podman", "kubepods", "kubernetes", "lxc", "lxc");

  /** The one of this machine. */
  public static Host real() {
    return new Host(Path.of("/"));
  }

  private KernelFiles files() {
    return new KernelFiles(root);
  }

  /** The frequency governors of all cores, usually one, such as {@code performance}. */
  public Optional<String> governor() {
    return ofCores("cpufreq/scaling_governor");
  }

  /** What the processor's own governor is told to prefer, such as {@code balance_performance}. */
  public Optional<String> preference() {
    return ofCores("cpufreq/energy_performance_preference");
  }

  private Optional<String> ofCores(String file) {
    String all =
        files().like("sys/devices/system/cpu", "cpu[0-9]*").stream()
            .flatMap(core -> KernelFiles.word(core.resolve(file)).stream())
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  /** Cores that the machine runs with, whoever may use them. */
  public OptionalInt cores() {
    int cores = (int) files().lines("proc/stat").filter(line -> line.matches("cpu\\d+ .*")).count();
    return cores == 0 ? OptionalInt.empty() : OptionalInt.of(cores);
  }

  /** Whether cores may run faster than their nominal clock. */
  public Optional<Boolean> turbo() {
    return files()
        .word("sys/devices/system/cpu/intel_pstate/no_turbo")
        .map("0"::equals)
        .or(() -> files().word("sys/devices/system/cpu/cpufreq/boost").map("1"::equals));
  }

  /** Whether cores show as two or more. */
  public Optional<Boolean> smt() {
    return files().word("sys/devices/system/cpu/smt/active").map("1"::equals);
  }

  /** The highest clock that any core may run at now, in MHz: what heat or a low battery cuts. */
  public OptionalLong clockLimit() {
    return files().like("sys/devices/system/cpu", "cpu[0-9]*").stream()
        .flatMap(core -> KernelFiles.word(core.resolve("cpufreq/scaling_max_freq")).stream())
        .flatMapToLong(text -> KernelFiles.number(text).stream())
        .map(kilohertz -> kilohertz / 1000)
        .max();
  }

  /** How many times cores were slowed down because of heat since the machine's start. */
  public OptionalLong throttled() {
    try (Meters meters = new Meters(root)) {
      return meters.read().thermal();
    }
  }

  /** The nodes of memory that have processors of their own; more than one is NUMA. */
  public OptionalLong numaNodes() {
    List<Path> nodes = files().like("sys/devices/system/node", "node[0-9]*");
    return nodes.isEmpty() ? OptionalLong.empty() : OptionalLong.of(nodes.size());
  }

  /** When the kernel uses huge pages by itself: {@code always}, {@code madvise}, {@code never}. */
  public Optional<String> hugePages() {
    return files()
        .word("sys/kernel/mm/transparent_hugepage/enabled")
        .map(CHOSEN::matcher)
        .filter(Matcher::find)
        .map(chosen -> chosen.group(1));
  }

  /** Bytes of swap that the machine has, 0 for none; empty where nobody tells. */
  public OptionalLong swap() {
    return files().kibibytes("proc/meminfo", "SwapTotal");
  }

  /** Bytes of swap that are in use. */
  public OptionalLong swapUsed() {
    OptionalLong free = files().kibibytes("proc/meminfo", "SwapFree");
    return swap().isPresent() && free.isPresent()
        ? OptionalLong.of(swap().getAsLong() - free.getAsLong())
        : OptionalLong.empty();
  }

  /** Whether a laptop runs from its battery; empty where there is none. */
  public Optional<Boolean> onBattery() {
    LongStream mains =
        files().like("sys/class/power_supply", "*").stream()
            .filter(
                one -> KernelFiles.word(one.resolve("type")).filter("Mains"::equals).isPresent())
            .flatMap(one -> KernelFiles.word(one.resolve("online")).stream())
            .flatMapToLong(text -> KernelFiles.number(text).stream());
    OptionalLong online = mains.max();
    return online.isPresent() ? Optional.of(online.getAsLong() == 0) : Optional.empty();
  }

  /** What kind of container this process runs in; empty for none that can be told. */
  public Optional<String> container() {
    if (Files.exists(root.resolve(".dockerenv"))) {
      return Optional.of("docker");
    }
    if (Files.exists(root.resolve("run/.containerenv"))) {
      return Optional.of("podman");
    }
    String groups = files().lines("proc/self/cgroup").collect(Collectors.joining("\n"));
    return CONTAINERS.entrySet().stream()
        .filter(one -> groups.contains(one.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Whether a hypervisor is below this system, and which where it says; empty for none. */
  public Optional<String> virtual() {
    boolean guest =
        files()
            .lines("proc/cpuinfo")
            .anyMatch(line -> line.matches("flags\\s*:.* hypervisor\\b.*"));
    Optional<String> vendor =
        files().word("sys/class/dmi/id/sys_vendor").or(() -> files().word("sys/hypervisor/type"));
    return guest ? Optional.of(vendor.orElse("yes")) : Optional.empty();
  }

  /** Cores that a quota of its control groups leaves to a process; empty for all. */
  public OptionalDouble quota(String process) {
    return new ControlGroups(files(), process).cores();
  }

  /** Bytes of memory that its control groups leave to a process; empty for all. */
  public OptionalLong memoryLimit(String process) {
    return new ControlGroups(files(), process).memory();
  }

  /** The cores that a process may run on, as the kernel writes it, for example {@code 0-7}. */
  public Optional<String> affinity(String process) {
    return files()
        .lines("proc/" + process + "/status")
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  /** What stays as it is until the system starts anew, as facts of a fingerprint. */
  SortedMap<String, String> fixed() {
    SortedMap<String, String> facts = new TreeMap<>();
    ofCores("cpufreq/scaling_driver").ifPresent(word -> facts.put("cpu.driver", word));
    numaNodes().ifPresent(nodes -> facts.put("memory.nodes", Long.toString(nodes)));
    container().ifPresent(kind -> facts.put("container", kind));
    virtual().ifPresent(kind -> facts.put("virtual", kind));
    return facts;
  }

  /** What may change at any time, as facts of a fingerprint: read between two trials, so fast. */
  SortedMap<String, String> changing() {
    SortedMap<String, String> facts = new TreeMap<>();
    governor().ifPresent(word -> facts.put("cpu.governor", word));
    preference().ifPresent(word -> facts.put("cpu.preference", word));
    turbo().ifPresent(on -> facts.put("cpu.turbo", onOff(on)));
    smt().ifPresent(on -> facts.put("cpu.smt", onOff(on)));
    clockLimit().ifPresent(mhz -> facts.put("cpu.clock_limit", mhz + " MHz"));
    files().word("sys/devices/system/cpu/online").ifPresent(on -> facts.put("cpu.online", on));
    hugePages().ifPresent(word -> facts.put("memory.huge_pages", word));
    swap().ifPresent(bytes -> facts.put("memory.swap", bytes == 0 ? "none" : bytes(bytes)));
    files()
        .word("proc/sys/vm/swappiness")
        .ifPresent(number -> facts.put("memory.swappiness", number));
    onBattery().ifPresent(on -> facts.put("power", on ? "battery" : "mains"));
    facts.putAll(limits("limit", "self"));
    return facts;
  }

  /** What a process is limited to, as facts with this prefix. */
  SortedMap<String, String> limits(String prefix, String process) {
    SortedMap<String, String> facts = new TreeMap<>();
    quota(process)
        .ifPresent(
            cores -> facts.put(prefix + ".cpu", String.format(Locale.ROOT, "%.2f cores", cores)));
    memoryLimit(process).ifPresent(limit -> facts.put(prefix + ".memory", bytes(limit)));
    affinity(process).ifPresent(cores -> facts.put(prefix + ".cores", cores));
    return facts;
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }

  private static String bytes(long bytes) {
    return bytes >= 1L << 30
        ? "%d GiB".formatted(Math.round(bytes / 0x1p30))
        : "%d MiB".formatted(Math.round(bytes / 0x1p20));
  }
}
