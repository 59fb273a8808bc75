package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** An immutable row of nanosecond figures, one a chunk, in the order of arrival. */
public final class Stamps {
  private static final Stamps NONE = new Stamps(new long[0]);

  private final long[] nanos;

  private Stamps(long[] nanos) {
    this.nanos = nanos;
  }

  /** A row without entries. */
  public static Stamps none() {
    return NONE;
  }

  /** A row that holds a copy of {@code nanos}. */
  @JsonCreator
  public static Stamps of(long... nanos) {
    return nanos.length == 0 ? NONE : new Stamps(nanos.clone());
  }

  public int size() {
    return nanos.length;
  }

  public boolean isEmpty() {
    return nanos.length == 0;
  }

  /** The figure of chunk {@code index}, from 0. */
  public long get(int index) {
    return nanos[index];
  }

  /**
   * The first figure.
   *
   * @throws ArrayIndexOutOfBoundsException where there is none
   */
  public long first() {
    return nanos[0];
  }

  /**
   * The last figure.
   *
   * @throws ArrayIndexOutOfBoundsException where there is none
   */
  public long last() {
    return nanos[nanos.length - 1];
  }

  /** A copy of all figures. */
  @JsonValue
  public long[] toArray() {
    return nanos.clone();
  }

  /** The gaps between neighbours, one fewer than there are figures (none for none or one). */
  public long[] gaps() {
    long[] gaps = new long[Math.max(0, nanos.length - 1)];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = nanos[i + 1] - nanos[i];
    }
    return gaps;
  }

  /** How many figures are less than {@code limit}, were they in order. */
  public int before(long limit) {
    int count = 0;
    while (count < nanos.length && nanos[count] < limit) {
      count++;
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Stamps that && Arrays.equals(nanos, that.nanos);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(nanos);
  }

  @Override
  public String toString() {
    return Arrays.toString(nanos);
  }
}
