package dev.paddock.engine.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A GGUF file in the making, version 3: metadata first, then tensors, row by row. */
final class GgufWriter {
  private static final int ALIGNMENT = 32;

  /** How a tensor's numbers are stored. */
  enum Type {
    F32(0, 1, 4),
    Q8_0(8, 32, 34);

    private final int code;
    private final int block;
    private final int bytes;

    Type(int code, int block, int bytes) {
      this.code = code;
      this.block = block;
      this.bytes = bytes;
    }

    int rowBytes(int columns) {
      return columns / block * bytes;
    }
  }

  /** What puts one row of a tensor into a buffer. */
  interface Row {
    void write(int row, ByteBuffer into);
  }

  /** A tensor; {@code rows} is 0 for a vector. */
  record Tensor(String name, Type type, int columns, int rows, Row row) {
    int count() {
      return Math.max(1, rows);
    }

    long bytes() {
      return (long) type.rowBytes(columns) * count();
    }
  }

  private final Bytes metadata = new Bytes();
  private final List<Tensor> tensors = new ArrayList<>();
  private int entries;

  GgufWriter text(String key, String value) {
    entry(key, 8).text(value);
    return this;
  }

  GgufWriter number(String key, int value) {
    entry(key, 4).int32(value);
    return this;
  }

  GgufWriter decimal(String key, float value) {
    entry(key, 6).int32(Float.floatToIntBits(value));
    return this;
  }

  GgufWriter flag(String key, boolean value) {
    entry(key, 7).int8(value ? 1 : 0);
    return this;
  }

  GgufWriter texts(String key, List<String> values) {
    Bytes list = entry(key, 9).int32(8).int64(values.size());
    values.forEach(list::text);
    return this;
  }

  GgufWriter numbers(String key, List<Integer> values) {
    Bytes list = entry(key, 9).int32(5).int64(values.size());
    values.forEach(list::int32);
    return this;
  }

  GgufWriter tensor(Tensor tensor) {
    tensors.add(tensor);
    return this;
  }

  /** Writes the whole file. */
  void write(WritableByteChannel out) throws IOException {
    Bytes head = new Bytes().int32(Gguf.MAGIC).int32(3).int64(tensors.size()).int64(entries);
    head.bytes(metadata.toByteArray());
    long offset = 0;
    for (Tensor tensor : tensors) {
      head.text(tensor.name()).int32(tensor.rows() == 0 ? 1 : 2).int64(tensor.columns());
      if (tensor.rows() > 0) {
        head.int64(tensor.rows());
      }
      head.int32(tensor.type().code).int64(offset);
      offset = aligned(offset + tensor.bytes());
    }
    head.bytes(new byte[(int) (aligned(head.size()) - head.size())]);
    drain(ByteBuffer.wrap(head.toByteArray()), out);
    for (Tensor tensor : tensors) {
      data(tensor, out);
    }
  }

  private static void data(Tensor tensor, WritableByteChannel out) throws IOException {
    int rowBytes = tensor.type().rowBytes(tensor.columns());
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.max(1 << 20, rowBytes) + ALIGNMENT).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < tensor.count(); row++) {
      if (buffer.remaining() < rowBytes + ALIGNMENT) {
        drain(buffer.flip(), out);
        buffer.clear();
      }
      tensor.row().write(row, buffer);
    }
    buffer.put(new byte[(int) (aligned(tensor.bytes()) - tensor.bytes())]);
    drain(buffer.flip(), out);
  }

  private static void drain(ByteBuffer buffer, WritableByteChannel out) throws IOException {
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  private static long aligned(long size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private Bytes entry(String key, int type) {
    entries++;
    return metadata.text(key).int32(type);
  }

  /** Little-endian bytes that grow. */
  private static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes int8(int value) {
      out.write(value);
      return this;
    }

    Bytes int32(int value) {
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        out.write(value >>> shift);
      }
      return this;
    }

    Bytes int64(long value) {
      return int32((int) value).int32((int) (value >>> Integer.SIZE));
    }

    Bytes text(String value) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      return int64(bytes.length).bytes(bytes);
    }

    Bytes bytes(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    int size() {
      return out.size();
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }
  }
}
