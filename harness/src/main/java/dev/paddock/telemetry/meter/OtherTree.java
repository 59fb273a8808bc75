package dev.paddock.telemetry.meter;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** A process tree by OSHI, on systems without {@code /proc}: dear, so twice a second. */
final class OtherTree implements ServerTree {
  private static final int READINGS = 5;

  private final OperatingSystem system = new SystemInfo().getOperatingSystem();
  private final long root;
  private List<OSProcess> tree = List.of();
  private double most;
  private int readings;

  OtherTree(long root) {
    this.root = root;
  }

  @Override
  public void read() {
    if (readings++ % READINGS == 0) {
      Stream<Long> descendants =
          ProcessHandle.of(root).stream()
              .flatMap(ProcessHandle::descendants)
              .map(ProcessHandle::pid);
      tree =
          Stream.concat(Stream.of(root), descendants)
              .map(pid -> system.getProcess(Math.toIntExact(pid)))
              .filter(process -> process != null)
              .toList();
    }
  }

  @Override
  public OptionalDouble cpu() {
    double seconds =
        tree.stream().mapToDouble(one -> (one.getKernelTime() + one.getUserTime()) / 1e3).sum();
    most = Math.max(most, seconds); // a process that ended takes its time with it
    return tree.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(most);
  }

  @Override
  public OptionalLong memory() {
    return tree.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(tree.stream().mapToLong(OSProcess::getResidentMemory).sum());
  }

  @Override
  public OptionalLong mapped() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {}
}
