package dev.paddock.telemetry.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The control groups that limit a process, each with those above it; of either version.
 *
 * @param process its number, or {@code self}
 */
public record ControlGroups(KernelFiles files, String process) {
  /** Above this a limit of the first version means none. */
  private static final long NONE = 1L << 60;

  /** In how many periods a CPU quota took time from the process; empty where nobody counts. */
  OptionalLong held() {
    return cpuStats().stream()
        .flatMap(KernelFiles::lines)
        .filter(line -> line.startsWith("nr_throttled "))
        .flatMapToLong(line -> KernelFiles.number(line.substring(13)).stream())
        .boxed()
        .reduce(Long::sum)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** The files that count the periods of quotas. */
  List<Path> cpuStats() {
    return groups("cpu").stream()
        .map(group -> group.resolve("cpu.stat"))
        .filter(Files::isReadable)
        .toList();
  }

  /** Cores that a quota allows, for example 1.5; empty where there is none. */
  public OptionalDouble cores() {
    return groups("cpu").stream()
        .flatMap(group -> Stream.of(quota(group), quotaOfFirstVersion(group)))
        .flatMapToDouble(OptionalDouble::stream)
        .min();
  }

  private static OptionalDouble quota(Path group) {
    String[] words = KernelFiles.word(group.resolve("cpu.max")).orElse("").split(" ", -1);
    return words.length == 2
        ? share(KernelFiles.number(words[0]), KernelFiles.number(words[1]))
        : OptionalDouble.empty();
  }

  private static OptionalDouble quotaOfFirstVersion(Path group) {
    return share(number(group, "cpu.cfs_quota_us"), number(group, "cpu.cfs_period_us"));
  }

  private static OptionalDouble share(OptionalLong quota, OptionalLong period) {
    return quota.isPresent() && period.orElse(0) > 0
        ? OptionalDouble.of((double) quota.getAsLong() / period.getAsLong())
        : OptionalDouble.empty();
  }

  /** Bytes of memory that they allow; empty where there is no limit. */
  public OptionalLong memory() {
    return groups("memory").stream()
        .flatMap(
            group -> Stream.of(number(group, "memory.max"), number(group, "memory.limit_in_bytes")))
        .flatMapToLong(OptionalLong::stream)
        .filter(bytes -> bytes < NONE)
        .min();
  }

  private static OptionalLong number(Path group, String file) {
    return KernelFiles.word(group.resolve(file))
        .map(KernelFiles::number)
        .orElse(OptionalLong.empty());
  }

  private List<Path> groups(String controller) {
    List<Path> groups = new ArrayList<>();
    Path mounts = files.root().resolve("sys/fs/cgroup");
    for (String line : files.lines("proc/" + process + "/cgroup").toList()) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3) {
        List<String> controllers = List.of(fields[1].split(",", -1));
        if (fields[1].isEmpty()) {
          downwards(mounts, fields[2], groups);
        } else if (controllers.contains(controller)) {
          downwards(mounts.resolve(fields[1]), fields[2], groups);
          downwards(mounts.resolve(controller), fields[2], groups);
        }
      }
    }
    return groups.stream().filter(Files::isDirectory).map(ControlGroups::real).distinct().toList();
  }

  /** One folder may have two names: {@code cpu} is often a link to {@code cpu,cpuacct}. */
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }

  private static void downwards(Path mount, String group, List<Path> groups) {
    Path path = mount;
    groups.add(path);
    for (String name : group.split("/", -1)) {
      if (!name.isEmpty()) {
        path = path.resolve(name);
        groups.add(path);
      }
    }
  }
}
