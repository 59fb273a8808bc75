package dev.paddock.record;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * The shape of many times that are not kept one by one. A time that is read from it is within 1 /
 * 2,048 (0.05 %) of one that was put in, and exact below 2,048 ns; sketches can be added, so what
 * is pooled from them is no less precise.
 *
 * @param n how many times, at least 1
 * @param max the longest of them in nanoseconds, exact
 * @param histogram of nanoseconds, in HdrHistogram's compressed encoding and Base64
 */
public record Sketch(long n, long max, String histogram) {
  /** 3 digits give 1,024 buckets an octave, read at their middle. */
  private static final int DIGITS = 3;

  public Sketch {
    if (n < 1) {
      throw new IllegalArgumentException("a sketch is of at least one time, not " + n);
    }
  }

  /**
   * The sketch of these; none where there are none.
   *
   * @param nanos one that is negative, because two clocks did not quite agree, counts as 0
   */
  public static Optional<Sketch> of(long... nanos) {
    if (nanos.length == 0) {
      return Optional.empty();
    }
    Histogram histogram = empty();
    for (long one : nanos) {
      histogram.recordValue(Math.max(0, one));
    }
    ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(bytes);
    return Optional.of(
        new Sketch(
            nanos.length,
            Arrays.stream(nanos).max().orElseThrow(),
            Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length))));
  }

  /** A histogram that sketches can be added to. */
  public static Histogram empty() {
    return new Histogram(DIGITS);
  }

  /**
   * What is encoded.
   *
   * @throws IllegalArgumentException where it is no histogram
   */
  public Histogram decoded() {
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(histogram)), 0);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("not a histogram: " + e.getMessage(), e);
    }
  }
}
