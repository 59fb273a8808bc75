package dev.paddock.telemetry.meter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The size of this machine's pages of memory, in which the kernel counts. */
final class PageSize {
  private static final long USUAL = 4096;

  /** The entry of the auxiliary vector that holds it, see getauxval(3). */
  private static final long AT_PAGESZ = 6;

  private PageSize() {}

  /** As the kernel told this process at its start, in pairs of 64-bit words. */
  static long of(Path root) {
    try {
      ByteBuffer pairs =
          ByteBuffer.wrap(Files.readAllBytes(root.resolve("proc/self/auxv")))
              .order(ByteOrder.nativeOrder());
      while (pairs.remaining() >= 2 * Long.BYTES) {
        long key = pairs.getLong();
        long value = pairs.getLong();
        if (key == AT_PAGESZ) {
          return value;
        }
      }
    } catch (IOException e) {
      return USUAL;
    }
    return USUAL;
  }
}
