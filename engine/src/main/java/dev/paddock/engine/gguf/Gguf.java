package dev.paddock.engine.gguf;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a GGUF file says about itself.
 *
 * @param metadata by key, as numbers, booleans and texts; lists are left out
 * @param parameters how many weights it holds
 */
public record Gguf(SortedMap<String, Object> metadata, long parameters) {
  /** "GGUF", read as a little-endian number. */
  static final int MAGIC = 0x46554747;

  private static final int LONGEST_TEXT = 1 << 24;

  /** Keeps a copy that nobody changes. */
  public Gguf {
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  /**
   * Reads the head of {@code file}; the weights are not touched.
   *
   * @throws IOException where it cannot be read or is no GGUF file; the message is for the user
   */
  public static Gguf read(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return new Reader(new DataInputStream(new BufferedInputStream(bytes, 1 << 16))).gguf();
    } catch (EOFException e) {
      throw new IOException(file + ": ends amid its own description; fetch the file again", e);
    } catch (MalformedException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** The architecture, for example "llama". */
  public String architecture() {
    return text("general.architecture").orElse("unknown");
  }

  /** The text under {@code key}. */
  Optional<String> text(String key) {
    return Optional.ofNullable(metadata.get(key))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  /**
   * The number under the architecture's own {@code key}, for example {@code block_count}; else 0.
   */
  public int number(String key) {
    return metadata.get(architecture() + "." + key) instanceof Number number
        ? number.intValue()
        : 0;
  }

  /** How many tokens of context it was trained for; 0 where it does not say. */
  public int trainedContext() {
    return number("context_length");
  }

  /** How many blocks it has. */
  public int layers() {
    return number("block_count");
  }

  /** The template that turns messages into a prompt. */
  public Optional<String> chatTemplate() {
    return text("tokenizer.chat_template");
  }

  /** Whether the tokenizer puts its beginning token before every prompt, as llama.cpp decides. */
  public boolean addsBeginning() {
    if (metadata.get("tokenizer.ggml.add_bos_token") instanceof Boolean adds) {
      return adds;
    }
    String kind = text("tokenizer.ggml.model").orElse("");
    String split = text("tokenizer.ggml.pre").orElse("");
    return kind.equals("llama")
        || List.of("llama3", "llama-v3", "llama-bpe", "falcon3", "tekken").contains(split);
  }

  /** How the weights are stored, in Ollama's words, for example "Q8_0". */
  public String quantisation() {
    int type = metadata.get("general.file_type") instanceof Number number ? number.intValue() : -1;
    return switch (type) {
      case 0 -> "F32";
      case 1 -> "F16";
      case 2 -> "Q4_0";
      case 3 -> "Q4_1";
      case 7 -> "Q8_0";
      case 8 -> "Q5_0";
      case 9 -> "Q5_1";
      case 10 -> "Q2_K";
      case 11 -> "Q3_K_S";
      case 12 -> "Q3_K_M";
      case 13 -> "Q3_K_L";
      case 14 -> "Q4_K_S";
      case 15 -> "Q4_K_M";
      case 16 -> "Q5_K_S";
      case 17 -> "Q5_K_M";
      case 18 -> "Q6_K";
      case 32 -> "BF16";
      default -> "unknown";
    };
  }

  /** What is wrong with a file. */
  private static final class MalformedException extends IOException {
    MalformedException(String message) {
      super(message);
    }
  }

  /** The format, little-endian: head, metadata, then a description of every tensor. */
  private record Reader(DataInputStream in) {
    Gguf gguf() throws IOException {
      if (int32() != MAGIC) {
        throw new MalformedException("is no GGUF file; give one that llama.cpp can read");
      }
      int version = int32();
      if (version < 2 || version > 3) {
        throw new MalformedException("is of GGUF version " + version + "; 2 and 3 are understood");
      }
      long tensors = int64();
      long entries = int64();
      SortedMap<String, Object> metadata = new TreeMap<>();
      for (long i = 0; i < entries; i++) {
        String key = text();
        Object value = value(int32());
        if (!(value instanceof List)) {
          metadata.put(key, value);
        }
      }
      long parameters = 0;
      for (long i = 0; i < tensors; i++) {
        parameters += tensor();
      }
      return new Gguf(metadata, parameters);
    }

    private long tensor() throws IOException {
      text();
      int dimensions = int32();
      long elements = 1;
      for (int i = 0; i < dimensions; i++) {
        elements *= int64();
      }
      int32();
      int64();
      return elements;
    }

    private Object value(int type) throws IOException {
      return switch (type) {
        case 0 -> in.readUnsignedByte();
        case 1 -> (int) in.readByte();
        case 2 -> Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
        case 3 -> (int) Short.reverseBytes(in.readShort());
        case 4 -> Integer.toUnsignedLong(int32());
        case 5 -> int32();
        case 6 -> Float.intBitsToFloat(int32());
        case 7 -> in.readByte() != 0;
        case 8 -> text();
        case 9 -> list();
        case 10, 11 -> int64();
        case 12 -> Double.longBitsToDouble(int64());
        default -> throw new MalformedException("holds a value of unknown type " + type);
      };
    }

    /** Reads over a list. */
    private Object list() throws IOException {
      int type = int32();
      long size = int64();
      for (long i = 0; i < size; i++) {
        value(type);
      }
      return List.of();
    }

    private String text() throws IOException {
      long length = int64();
      if (length < 0 || length > LONGEST_TEXT) {
        throw new MalformedException("holds a text of " + length + " bytes; the file is damaged");
      }
      byte[] bytes = in.readNBytes((int) length);
      if (bytes.length < length) {
        throw new EOFException();
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }

    private int int32() throws IOException {
      return Integer.reverseBytes(in.readInt());
    }

    private long int64() throws IOException {
      return Long.reverseBytes(in.readLong());
    }
  }
}
