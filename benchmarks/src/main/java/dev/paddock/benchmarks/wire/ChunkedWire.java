package dev.paddock.benchmarks.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * A body in the chunked transfer encoding, with its last chunk.
 *
 * @param bytes as they are on the wire
 * @param ends where each chunk ends; the last entry is the end of the body
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
public record ChunkedWire(byte[] bytes, int[] ends) {
  /**
   * The body of these chunks.
   *
   * @param head what stands before it, a part of the first chunk
   */
  public static ChunkedWire of(byte[] head, List<byte[]> chunks) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    int[] ends = new int[chunks.size() + 1];
    wire.writeBytes(head);
    for (int i = 0; i < chunks.size(); i++) {
      wire.writeBytes((Integer.toHexString(chunks.get(i).length) + "\r\n").getBytes(US_ASCII));
      wire.writeBytes(chunks.get(i));
      wire.writeBytes("\r\n".getBytes(US_ASCII));
      ends[i] = wire.size();
    }
    wire.writeBytes("0\r\n\r\n".getBytes(US_ASCII));
    ends[chunks.size()] = wire.size();
    return new ChunkedWire(wire.toByteArray(), ends);
  }
}
