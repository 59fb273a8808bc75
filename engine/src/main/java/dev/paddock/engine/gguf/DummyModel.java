package dev.paddock.engine.gguf;

import dev.paddock.engine.Cache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A language model with random weights, about 45 million of them in Q8_0 (48 MB), that Paddock
 * writes itself: the architecture, the arithmetic and so the timing of a real one, without a
 * download. Its text means nothing.
 *
 * <p>Three things are not left to chance, because a measurement would suffer. Only words with a
 * space in front are ever generated: dimension 0 of the residual stream is a constant that no layer
 * touches, and through it every other token, the end of the text included, gets a logit of about
 * −60; so an answer is as long as asked and each token is one piece of text. Each word is most
 * likely followed by its successor on one great circle through all words, so greedy text never
 * repeats a token. And each word of {@code words.txt} is one token, with and without a space in
 * front, so a prompt can have an exact length.
 */
public final class DummyModel {
  /** Under which name it is served. */
  public static final String NAME = "paddock-dummy:45m";

  /** Part of the file's name: raised whenever what is written changes. */
  private static final int FORMAT = 1;

  private static final long SEED = 20_261_122;
  private static final int CONTEXT = 32_768;
  private static final int WIDTH = 512;
  private static final int LAYERS = 14;
  private static final int HEADS = 8;
  private static final int KV_HEADS = 2;
  private static final int KV_WIDTH = WIDTH / HEADS * KV_HEADS;
  private static final int FEED_FORWARD = 1600;
  private static final int BLOCK = 32;

  /** The constant in dimension 0 of every embedding; the others have a deviation of 1. */
  private static final float CONSTANT = 4;

  /** Weight of dimension 0 in the logit of every token that must never be generated. */
  private static final float FORBIDDEN = 16;

  /** Logit of a word's successor is about 465 times this (3), of the others ±23 times (0.15). */
  private static final float SUCCESSION = 0.0065f;

  /** How much a block adds to the residual stream: little, so that successors are certain. */
  private static final float CONTRIBUTION = 0.2f;

  /** Deviation of a signed byte drawn evenly. */
  private static final float BYTE_DEVIATION = 73.9f;

  private static final int BEGIN = 0;
  private static final int END = 1;
  private static final int FIRST_BYTE = 2;
  private static final int FIRST_WORD = FIRST_BYTE + 256;

  private final List<String> words;
  private final int[] successorOf;

  private DummyModel(List<String> words) {
    this.words = words;
    this.successorOf = circle(words.size());
  }

  /** The file in the user's cache, written first where it is not there yet. */
  public static Path cached(Map<String, String> environment) throws IOException {
    Path folder = Cache.folder(environment);
    Path file = folder.resolve("dummy-45m-v" + FORMAT + ".gguf");
    if (!Files.exists(file)) {
      Path fresh = Files.createTempFile(folder, "dummy", ".part");
      try {
        write(fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    }
    return file;
  }

  /** Writes the model; the same bytes every time. */
  static void write(Path file) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      new DummyModel(words()).describe().write(out);
    }
  }

  /** The words that it knows, each one token. */
  public static List<String> words() {
    try (InputStream in = DummyModel.class.getResourceAsStream("/dev/paddock/words.txt")) {
      if (in == null) {
        throw new IllegalStateException("words.txt belongs into Paddock's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GgufWriter describe() {
    List<String> tokens = tokens();
    GgufWriter file =
        new GgufWriter()
            .text("general.architecture", "llama")
            .text("general.name", "Paddock dummy, random weights")
            .text("general.size_label", "45M")
            .number("general.file_type", 7)
            .number("general.quantization_version", 2)
            .number("llama.context_length", CONTEXT)
            .number("llama.embedding_length", WIDTH)
            .number("llama.block_count", LAYERS)
            .number("llama.feed_forward_length", FEED_FORWARD)
            .number("llama.attention.head_count", HEADS)
            .number("llama.attention.head_count_kv", KV_HEADS)
            .decimal("llama.attention.layer_norm_rms_epsilon", 1e-5f)
            .number("llama.rope.dimension_count", WIDTH / HEADS)
            .decimal("llama.rope.freq_base", 10_000)
            .number("llama.vocab_size", tokens.size())
            .text("tokenizer.ggml.model", "gpt2")
            // This way of splitting takes a whole word where the vocabulary holds it.
            .text("tokenizer.ggml.pre", "llama-bpe")
            .texts("tokenizer.ggml.tokens", tokens)
            .numbers("tokenizer.ggml.token_type", tokenTypes(tokens.size()))
            .texts("tokenizer.ggml.merges", List.of("i n"))
            .number("tokenizer.ggml.bos_token_id", BEGIN)
            .number("tokenizer.ggml.eos_token_id", END)
            .flag("tokenizer.ggml.add_bos_token", false);
    file.tensor(matrix("token_embd", WIDTH, tokens.size(), this::embedding));
    for (int layer = 0; layer < LAYERS; layer++) {
      layer(file, layer);
    }
    file.tensor(ones("output_norm"));
    file.tensor(matrix("output", WIDTH, tokens.size(), this::output));
    return file;
  }

  private static void layer(GgufWriter file, int layer) {
    String block = "blk." + layer + ".";
    float even = (float) (1 / Math.sqrt(WIDTH));
    file.tensor(ones(block + "attn_norm"))
        .tensor(noise(block + "attn_q", WIDTH, WIDTH, even, false))
        .tensor(noise(block + "attn_k", WIDTH, KV_WIDTH, even, false))
        .tensor(noise(block + "attn_v", WIDTH, KV_WIDTH, even, false))
        .tensor(noise(block + "attn_output", WIDTH, WIDTH, CONTRIBUTION * even, true))
        .tensor(ones(block + "ffn_norm"))
        .tensor(noise(block + "ffn_gate", WIDTH, FEED_FORWARD, even, false))
        .tensor(noise(block + "ffn_up", WIDTH, FEED_FORWARD, even, false))
        .tensor(
            noise(
                block + "ffn_down",
                FEED_FORWARD,
                WIDTH,
                CONTRIBUTION / (float) Math.sqrt(FEED_FORWARD),
                true));
  }

  /** Two control tokens, the 256 bytes, and each word with and without a space in front. */
  private List<String> tokens() {
    List<String> tokens = new ArrayList<>(List.of("<|begin|>", "<|end|>"));
    int stand = 256;
    for (int value = 0; value < 256; value++) {
      boolean printable = (value > ' ' && value < 0x7f) || (value > 0xa0 && value != 0xad);
      tokens.add(String.valueOf((char) (printable ? value : stand++)));
    }
    words.forEach(word -> tokens.add("Ġ" + word));
    tokens.addAll(words);
    return tokens;
  }

  private static List<Integer> tokenTypes(int tokens) {
    List<Integer> types = new ArrayList<>(Collections.nCopies(tokens, 1));
    types.set(BEGIN, 3);
    types.set(END, 3);
    return types;
  }

  /** For each word the one before it on one circle through all of them. */
  private static int[] circle(int words) {
    List<Integer> order = new ArrayList<>();
    for (int word = 0; word < words; word++) {
      order.add(word);
    }
    Collections.shuffle(order, new java.util.Random(SEED));
    int[] before = new int[words];
    for (int i = 0; i < words; i++) {
      before[order.get((i + 1) % words)] = order.get(i);
    }
    return before;
  }

  private void embedding(int token, ByteBuffer into) {
    randomRow(token, into, 1, CONSTANT);
  }

  private void output(int token, ByteBuffer into) {
    int word = token - FIRST_WORD;
    if (word >= 0 && word < words.size()) {
      randomRow(FIRST_WORD + successorOf[word], into, SUCCESSION, 0);
    } else {
      into.putShort(half(FORBIDDEN / 127)).put((byte) -127).put(new byte[BLOCK - 1]);
      into.put(new byte[(WIDTH / BLOCK - 1) * (2 + BLOCK)]);
    }
  }

  /** The row of {@code token}, a direction of its own, times {@code scale}; dimension 0 is set. */
  private static void randomRow(int token, ByteBuffer into, float scale, float first) {
    SplittableRandom random = new SplittableRandom(SEED + token);
    float coarse = CONSTANT / 127;
    byte[] values = new byte[BLOCK];
    for (int block = 0; block < WIDTH / BLOCK; block++) {
      random.nextBytes(values);
      if (block == 0) {
        for (int i = 0; i < BLOCK; i++) {
          values[i] = (byte) Math.round(values[i] / BYTE_DEVIATION / coarse);
        }
        values[0] = (byte) Math.round(first / coarse);
        into.putShort(half(coarse * scale));
      } else {
        into.putShort(half(scale / BYTE_DEVIATION));
      }
      into.put(values);
    }
  }

  private static GgufWriter.Tensor ones(String name) {
    GgufWriter.Row row =
        (number, into) -> {
          for (int i = 0; i < WIDTH; i++) {
            into.putFloat(1);
          }
        };
    return new GgufWriter.Tensor(name + ".weight", GgufWriter.Type.F32, WIDTH, 0, row);
  }

  /**
   * Random numbers of one deviation; {@code spareFirst} leaves row 0 zero, so dimension 0 stays.
   */
  private static GgufWriter.Tensor noise(
      String name, int columns, int rows, float deviation, boolean spareFirst) {
    SplittableRandom random = new SplittableRandom(SEED ^ ((long) name.hashCode() << 20));
    short scale = half(deviation / BYTE_DEVIATION);
    byte[] values = new byte[BLOCK];
    return matrix(
        name,
        columns,
        rows,
        (row, into) -> {
          short rowScale = spareFirst && row == 0 ? 0 : scale;
          for (int block = 0; block < columns / BLOCK; block++) {
            random.nextBytes(values);
            into.putShort(rowScale).put(values);
          }
        });
  }

  private static GgufWriter.Tensor matrix(String name, int columns, int rows, GgufWriter.Row row) {
    return new GgufWriter.Tensor(name + ".weight", GgufWriter.Type.Q8_0, columns, rows, row);
  }

  private static short half(float value) {
    return Float.floatToFloat16(value);
  }
}
