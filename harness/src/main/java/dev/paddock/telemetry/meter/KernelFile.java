package dev.paddock.telemetry.meter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A small file of the kernel that is read again and again amid a measurement: opened once, read
 * with one call into one buffer, and looked through without making an object.
 */
final class KernelFile implements AutoCloseable {
  private final FileChannel channel;
  private final ByteBuffer buffer;

  private KernelFile(FileChannel channel, int size) {
    this.channel = channel;
    this.buffer = ByteBuffer.allocateDirect(size).limit(0);
  }

  /**
   * Opens a file; empty where it is not there or not for this user.
   *
   * @param size so many bytes of it are read at most
   */
  static Optional<KernelFile> open(Path file, int size) {
    try {
      return Optional.of(new KernelFile(FileChannel.open(file, StandardOpenOption.READ), size));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Opens those of these files that can be. */
  static List<KernelFile> open(List<Path> files, int size) {
    return files.stream().flatMap(file -> open(file, size).stream()).toList();
  }

  /** Reads it anew and goes to its start; false where what it told of is gone. */
  boolean read() {
    try {
      buffer.clear();
      int at = 0;
      while (buffer.hasRemaining()) {
        int read = channel.read(buffer, at);
        if (read <= 0) {
          break;
        }
        at += read;
      }
      buffer.flip();
      return at > 0;
    } catch (IOException e) {
      buffer.limit(0);
      return false;
    }
  }

  /** Goes behind the next place where these bytes stand; false, and to the end, if nowhere. */
  boolean find(byte[] bytes) {
    for (int start = buffer.position(); start <= buffer.limit() - bytes.length; start++) {
      int same = 0;
      while (same < bytes.length && buffer.get(start + same) == bytes[same]) {
        same++;
      }
      if (same == bytes.length) {
        buffer.position(start + same);
        return true;
      }
    }
    buffer.position(buffer.limit());
    return false;
  }

  /** Goes behind the last such byte; stays where there is none. */
  void behindLast(char sign) {
    for (int at = buffer.limit() - 1; at >= buffer.position(); at--) {
      if (buffer.get(at) == sign) {
        buffer.position(at + 1);
        return;
      }
    }
  }

  /** Skips so many words. */
  void skip(int words) {
    for (int i = 0; i < words; i++) {
      while (buffer.hasRemaining() && buffer.get(buffer.position()) <= ' ') {
        buffer.get();
      }
      while (buffer.hasRemaining() && buffer.get(buffer.position()) > ' ') {
        buffer.get();
      }
    }
  }

  /** The next word as a number of the decimal system; −1 where it is none, or nothing is left. */
  long number() {
    while (buffer.hasRemaining() && buffer.get(buffer.position()) <= ' ') {
      buffer.get();
    }
    long number = -1;
    while (buffer.hasRemaining()) {
      byte sign = buffer.get(buffer.position());
      if (sign < '0' || sign > '9') {
        break;
      }
      buffer.get();
      number = Math.max(0, number) * 10 + sign - '0';
    }
    return number;
  }

  /** The number with which the file begins, read anew; empty where it does not or is gone. */
  OptionalLong value() {
    long number = read() ? number() : -1;
    return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      return; // it was only read
    }
  }
}
