package dev.paddock.telemetry;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What Linux counts since the machine's start and a measurement depends on. Where a file is not
 * there, as on other systems, the counter is empty.
 *
 * @param root where {@code proc} and {@code sys} lie, {@code /} on a real machine
 */
public record Counters(Path root) {
  /** The kernel tells user space hundredths of a second, whatever it counts in itself. */
  private static final double TICKS = 100;

  private static final int IDLE = 4;
  private static final int WAITING_FOR_DISK = 5;

  /** Guests are part of user already. */
  private static final int GUEST = 9;

  /** CPU seconds that all cores were busy with anything, or that a hypervisor took from them. */
  OptionalDouble busy() {
    Optional<String> all = lines("proc/stat").filter(line -> line.startsWith("cpu ")).findFirst();
    if (all.isEmpty()) {
      return OptionalDouble.empty();
    }
    String[] fields = all.get().split(" +", -1);
    double ticks = 0;
    for (int i = 1; i < Math.min(fields.length, GUEST); i++) {
      ticks += i == IDLE || i == WAITING_FOR_DISK ? 0 : number(fields[i]).sum();
    }
    return OptionalDouble.of(ticks / TICKS);
  }

  /** Cores that the machine runs with, whoever may use them. */
  OptionalInt cores() {
    int cores = (int) lines("proc/stat").filter(line -> line.matches("cpu\\d+ .*")).count();
    return cores == 0 ? OptionalInt.empty() : OptionalInt.of(cores);
  }

  /** How many times cores, or the chip that they are on, were slowed down because of heat. */
  OptionalLong thermal() {
    List<Path> counters = new ArrayList<>();
    try (DirectoryStream<Path> cores =
        Files.newDirectoryStream(root.resolve("sys/devices/system/cpu"), "cpu[0-9]*")) {
      for (Path core : cores) {
        counters.add(core.resolve("thermal_throttle/core_throttle_count"));
        counters.add(core.resolve("thermal_throttle/package_throttle_count"));
      }
    } catch (IOException e) {
      return OptionalLong.empty(); // no such folder: nobody counts here
    }
    return sum(
        counters.stream()
            .flatMapToLong(
                file -> text(file).findFirst().stream().flatMapToLong(Counters::number)));
  }

  /** In how many periods a CPU quota of this process's control groups took time from it. */
  OptionalLong quota() {
    return sum(
        groups().stream()
            .distinct()
            .flatMap(group -> text(group.resolve("cpu.stat")))
            .filter(line -> line.startsWith("nr_throttled "))
            .flatMapToLong(line -> number(line.substring(line.indexOf(' ') + 1))));
  }

  /** The control groups of this process that may limit its CPU, each with those above it. */
  private List<Path> groups() {
    List<Path> groups = new ArrayList<>();
    Path mounts = root.resolve("sys/fs/cgroup");
    for (String line : lines("proc/self/cgroup").toList()) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3) {
        List<String> controllers = List.of(fields[1].split(",", -1));
        if (fields[1].isEmpty()) {
          downwards(mounts, fields[2], groups);
        } else if (controllers.contains("cpu")) {
          downwards(mounts.resolve(fields[1]), fields[2], groups);
          downwards(mounts.resolve("cpu"), fields[2], groups);
        }
      }
    }
    return groups.stream().filter(Files::isDirectory).map(Counters::real).distinct().toList();
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

  private Stream<String> lines(String file) {
    return text(root.resolve(file));
  }

  private static Stream<String> text(Path file) {
    try {
      return Files.isReadable(file) ? Files.readString(file).lines() : Stream.of();
    } catch (IOException e) {
      return Stream.of(); // gone meanwhile, or the kernel does not tell: not known
    }
  }

  private static OptionalLong sum(LongStream counters) {
    long[] all = counters.toArray();
    return all.length == 0 ? OptionalLong.empty() : OptionalLong.of(LongStream.of(all).sum());
  }

  private static LongStream number(String text) {
    String digits = text.strip();
    return digits.matches("\\d{1,18}") ? LongStream.of(Long.parseLong(digits)) : LongStream.of();
  }
}
