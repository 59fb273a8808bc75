package dev.paddock.workload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.experiment.PromptSource.Length;
import dev.paddock.settings.Known;
import dev.paddock.workload.Prompt.Message;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * The prompts of a user's own file: JSON lines, a JSON array, or plain text with a prompt a line.
 *
 * <p>All of it is read and checked once, but only where each prompt stands is kept: a file may be
 * larger than the memory that is there.
 */
public final class PromptFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 3;

  /** What was read: a large file takes seconds, and a run asks for it before and in its trials. */
  private static final Map<Version, PromptFile> READ = new ConcurrentHashMap<>();

  /** A file as it was at a time. */
  private record Version(Path path, long size, FileTime changed) {
    static Version of(Path path) throws IOException {
      return new Version(path.toAbsolutePath(), Files.size(path), Files.getLastModifiedTime(path));
    }
  }

  /** Of all prompts, so many thirds are short and so many long. */
  private static final int THIRDS = 3;

  /** What a file begins with that is no text. */
  private enum Foreign {
    GZIP("compressed (gzip): unpack it", "\u001f\u008b"),
    ZIP("an archive (zip): unpack it", "PK\u0003\u0004"),
    PARQUET("Parquet: write it as JSON lines", "PAR1"),
    UTF_16_LE("UTF-16: save it as UTF-8", "\u00ff\u00fe"),
    UTF_16_BE("UTF-16: save it as UTF-8", "\u00fe\u00ff");

    private final String words;

    /** Its first bytes, a character each. */
    private final String magic;

    Foreign(String words, String magic) {
      this.words = words;
      this.magic = magic;
    }

    boolean begins(byte[] head) {
      return new String(head, StandardCharsets.ISO_8859_1).startsWith(magic);
    }
  }

  /** How prompts stand in a file. */
  private enum Form {
    TEXT,
    JSON_LINES,
    JSON_ARRAY
  }

  private final UserFile file;
  private final Path path;
  private final Form form;
  private final CRC32C checksum = new CRC32C();
  private final List<String> refused = new ArrayList<>();
  private int refusals;
  private long[] starts = new long[1024];
  private int[] sizes = new int[1024];
  private int[] characters = new int[1024];
  private short[] turns = new short[1024];
  private OptionalInt unanswered = OptionalInt.empty();
  private int count;

  private PromptFile(UserFile file, Path path, Form form) {
    this.file = file;
    this.path = path;
    this.form = form;
  }

  /**
   * The prompts of a file.
   *
   * @throws WorkloadException with the file and the lines, where it cannot be read, holds no prompt
   *     or something that is none
   */
  public static PromptFile read(String name) {
    UserFile file = new UserFile(Known.WORKLOAD_PROMPTS.name(), name);
    return file.read(
        path -> {
          Version version = Version.of(path);
          PromptFile known = READ.get(version);
          if (known == null) {
            known = new PromptFile(file, path, form(file, path));
            known.index();
            READ.put(version, known);
          }
          return known;
        });
  }

  private static Form form(UserFile file, Path path) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(path)) {
      head = in.readNBytes(4096);
    }
    for (Foreign foreign : Foreign.values()) {
      if (foreign.begins(head)) {
        throw file.refused("is " + foreign.words + ".");
      }
    }
    String name = file.name().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      throw file.refused("is a table: write a prompt a line, as JSON lines or as plain text.");
    }
    int first = firstOf(head);
    if (name.endsWith(".txt") || name.endsWith(".md")) {
      return Form.TEXT;
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return Form.JSON_LINES;
    }
    return switch (first) {
      case '{', '"' -> Form.JSON_LINES;
      case '[' -> Form.JSON_ARRAY;
      default -> Form.TEXT;
    };
  }

  /** The first byte that is neither blank nor a byte order mark. */
  private static int firstOf(byte[] head) {
    int at = marked(head) ? 3 : 0;
    while (at < head.length && Character.isWhitespace(head[at])) {
      at++;
    }
    return at < head.length ? head[at] : 0;
  }

  private static boolean marked(byte[] head) {
    return head.length >= 3
        && head[0] == (byte) 0xef
        && head[1] == (byte) 0xbb
        && head[2] == (byte) 0xbf;
  }

  private void index() throws IOException {
    switch (form) {
      case TEXT, JSON_LINES -> lines();
      case JSON_ARRAY -> array();
    }
    if (refusals > 0) {
      throw file.refused(
          String.join("; ", refused)
              + (refusals > SHOWN ? "; and %d more like these".formatted(refusals - SHOWN) : ""));
    }
    if (count == 0) {
      throw file.refused("holds no prompt.");
    }
  }

  private void lines() throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      byte[] line = new byte[1 << 12];
      int length = 0;
      long start = 0;
      int number = 1;
      byte[] block = new byte[1 << 16];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        checksum.update(block, 0, read);
        for (int i = 0; i < read; i++) {
          if (block[i] == '\n') {
            line(number, start, line, length);
            start += length + 1L;
            length = 0;
            number++;
          } else {
            if (length == line.length) {
              line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = block[i];
          }
        }
      }
      line(number, start, line, length);
    }
  }

  private void line(int number, long start, byte[] line, int length) {
    try {
      if (!blank(line, length)) {
        add(start, length, number, recordOf(line, length));
      }
    } catch (WorkloadException e) {
      refuse("line %d: %s".formatted(number, e.getMessage()));
    }
  }

  private static boolean blank(byte[] line, int length) {
    return IntStream.range(0, length).allMatch(i -> Character.isWhitespace(line[i]));
  }

  private void array() throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      byte[] block = new byte[1 << 16];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        checksum.update(block, 0, read);
      }
    }
    try (InputStream in = Files.newInputStream(path);
        JsonParser parser = JSON.getFactory().createParser(in)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == null) {
          throw file.refused("ends amid its array.");
        }
        long start = parser.currentTokenLocation().getByteOffset();
        int line = parser.currentTokenLocation().getLineNr();
        JsonNode record = JSON.readTree(parser);
        long end = parser.currentLocation().getByteOffset();
        try {
          add(start, Math.toIntExact(end - start), line, PromptRecord.of(record));
        } catch (WorkloadException e) {
          refuse("line %d: %s".formatted(line, e.getMessage()));
        }
      }
    } catch (JsonProcessingException e) {
      throw file.refused(
          "line %d: is not JSON: %s"
              .formatted(e.getLocation().getLineNr(), e.getOriginalMessage()));
    }
  }

  private void refuse(String what) {
    refusals++;
    if (refused.size() < SHOWN) {
      refused.add(what);
    }
  }

  private void add(long start, int size, int line, PromptRecord record) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      sizes = Arrays.copyOf(sizes, 2 * count);
      characters = Arrays.copyOf(characters, 2 * count);
      turns = Arrays.copyOf(turns, 2 * count);
    }
    starts[count] = start;
    sizes[count] = size;
    characters[count] = record.single().characters();
    turns[count] = (short) Math.min(Short.MAX_VALUE, Conversations.turns(record.messages()));
    if (record.answers().isEmpty() && unanswered.isEmpty()) {
      unanswered = OptionalInt.of(line);
    }
    count++;
  }

  /** What stands in these bytes. */
  private PromptRecord recordOf(byte[] bytes, int length) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, 0, length))
              .toString()
              .replace("\uFEFF", "");
    } catch (CharacterCodingException e) {
      throw new WorkloadException("is not UTF-8 text");
    }
    if (form == Form.TEXT) {
      return PromptRecord.of(text.strip());
    }
    try {
      return PromptRecord.of(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new WorkloadException("is not JSON: " + e.getOriginalMessage());
    }
  }

  /** How many there are, at least 1. */
  public int size() {
    return count;
  }

  /** Which file this is, on every machine: how many prompts, and a checksum. */
  public String fingerprint() {
    return "%d prompts, %08x".formatted(count, checksum.getValue());
  }

  /**
   * The places of the prompts of this length, in the file's order.
   *
   * @param least turns that each must have
   * @throws WorkloadException where none has so many
   */
  int[] of(Length length, int least) {
    int[] all = IntStream.range(0, count).filter(place -> turns[place] >= least).toArray();
    if (all.length == 0) {
      throw file.refused(
          "holds no conversation of %d turns: the longest has %d."
              .formatted(
                  least, IntStream.range(0, count).map(place -> turns[place]).max().orElse(0)));
    }
    if (length == Length.ALL) {
      return all;
    }
    int third = Math.ceilDiv(all.length, THIRDS);
    List<Integer> byLength =
        Arrays.stream(all)
            .boxed()
            .sorted(Comparator.comparingInt(place -> characters[place]))
            .toList();
    return places(
        length == Length.SHORT
            ? byLength.subList(0, third)
            : byLength.subList(all.length - third, all.length));
  }

  private static int[] places(List<Integer> some) {
    return some.stream().mapToInt(place -> place).sorted().toArray();
  }

  /** The one prompt at a place, from 0. */
  Prompt prompt(int place) {
    return record(place).single();
  }

  /** All messages at a place, from 0. */
  List<Message> messages(int place) {
    return record(place).messages();
  }

  /** The answers that are right at a place, from 0, any of them; none where it does not say. */
  public List<String> answers(int place) {
    return record(place).answers();
  }

  /**
   * Sees to it that each prompt has an answer that is right.
   *
   * @throws WorkloadException with the first line that has none
   */
  public void needsAnswers() {
    if (unanswered.isPresent()) {
      throw file.refused(
          unanswered.getAsInt(),
          "has no answer to check by: give each prompt the field answer, a text or a list of"
              + " texts.");
    }
  }

  /**
   * What stands at a place.
   *
   * @throws WorkloadException where the file is not any more as it was
   */
  private PromptRecord record(int place) {
    try (FileChannel channel = FileChannel.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate(sizes[place]);
      long at = starts[place];
      while (bytes.hasRemaining()) {
        int read = channel.read(bytes, at + bytes.position());
        if (read < 0) {
          throw file.refused("is shorter than it was when the run began.");
        }
      }
      return recordOf(bytes.array(), sizes[place]);
    } catch (IOException e) {
      throw file.refused("cannot be read any more: " + e.getMessage());
    }
  }
}
