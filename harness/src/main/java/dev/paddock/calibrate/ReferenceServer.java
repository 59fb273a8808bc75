package dev.paddock.calibrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.target.EngineTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The reference server in a process of its own, which leaves its stamps when it is closed. */
public final class ReferenceServer implements AutoCloseable {
  private final EngineTarget target;
  private final Path folder;
  private final URI url;

  private ReferenceServer(EngineTarget target, Path folder, URI url) {
    this.target = target;
    this.folder = folder;
    this.url = url;
  }

  /**
   * What the server knows of one answer, in nanoseconds of the monotonic clock.
   *
   * @param received when the request had come
   * @param stamps of each chunk, just before its write
   */
  @SuppressWarnings("ArrayRecordComponent") // read once and never compared
  public record Answer(long received, long[] stamps) {}

  /**
   * Starts one.
   *
   * @param command that serves the engine {@code pace} on a free port
   */
  public static ReferenceServer start(List<String> command, StreamLoad load) {
    try {
      Path folder = Files.createTempDirectory("paddock-calibrate");
      List<String> whole = new ArrayList<>(command);
      whole.addAll(load.options());
      whole.addAll(List.of("--stamps", folder.resolve("stamps").toString()));
      EngineTarget target =
          new EngineTarget(whole, ProcessBuilder::start, folder.resolve("server.log"));
      return new ReferenceServer(target, folder, target.up(new TreeMap<>()).url());
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made", e);
    }
  }

  /** Where it listens. */
  public URI url() {
    return url;
  }

  /** Ends it and returns what it sent, by the request's seed. */
  public Map<Long, Answer> stop() {
    target.close();
    Map<Long, Answer> answers = new HashMap<>();
    try {
      ObjectMapper json = new ObjectMapper();
      for (String line : Files.readAllLines(folder.resolve("stamps"))) {
        JsonNode entry = json.readTree(line);
        if (entry.has("id")) {
          JsonNode stamps = entry.get("stamps");
          long[] at = new long[stamps.size()];
          for (int i = 0; i < at.length; i++) {
            at[i] = stamps.get(i).longValue();
          }
          answers.put(entry.get("id").longValue(), new Answer(entry.get("received").asLong(), at));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the reference server's stamps cannot be read", e);
    }
    return answers;
  }

  @Override
  public void close() {
    target.close();
    try {
      Files.deleteIfExists(folder.resolve("stamps"));
      Files.deleteIfExists(folder.resolve("server.log"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It lies in the system's temporary folder, where it is in nobody's way.
      folder.toFile().deleteOnExit();
    }
  }
}
