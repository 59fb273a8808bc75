package dev.paddock.benchmarks.json;

import dev.paddock.benchmarks.wire.LineContent;
import java.io.IOException;

/** A way to read one line of a stream: the client's own, or a library's. */
@FunctionalInterface
interface LineReader {
  /**
   * Reads the JSON of {@code line} from {@code from} to its end, and adds to {@code seen}, which is
   * clear, what it found.
   *
   * @throws IOException where the line is not what the reader expects
   */
  void read(byte[] line, int from, LineContent content) throws IOException;

  /** A library that makes an object of a line, which is then asked. */
  @FunctionalInterface
  interface Binding {
    /** The object that the line is. */
    BoundLine bind(byte[] line, int from) throws IOException;
  }

  /** The reader that binds a line and asks the object. */
  static LineReader by(Binding binding) {
    return (line, from, content) -> binding.bind(line, from).tell(content);
  }
}
