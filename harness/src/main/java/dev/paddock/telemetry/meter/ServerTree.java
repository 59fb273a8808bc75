package dev.paddock.telemetry.meter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The server's process and all that descend from it, read again and again. */
public sealed interface ServerTree extends AutoCloseable
    permits LinuxTree, OtherTree, ServerTree.Unknown {
  /** The process tree that begins with a process; {@code root} is where {@code proc} lies. */
  static ServerTree of(Path root, long pid) {
    return Files.exists(root.resolve("proc")) ? LinuxTree.of(root, pid) : new OtherTree(pid);
  }

  /** Reads it anew. */
  void read();

  /** CPU seconds that its processes used since they were first seen, those that ended included. */
  OptionalDouble cpu();

  /** Resident bytes of those that live. */
  OptionalLong memory();

  /** Bytes of these that are pages of files, or shared; empty where nobody tells. */
  OptionalLong mapped();

  @Override
  void close();

  /** Of a server elsewhere, or one that may not be seen. */
  record Unknown() implements ServerTree {
    @Override
    public void read() {}

    @Override
    public OptionalDouble cpu() {
      return OptionalDouble.empty();
    }

    @Override
    public OptionalLong memory() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong mapped() {
      return OptionalLong.empty();
    }

    @Override
    public void close() {}
  }
}
