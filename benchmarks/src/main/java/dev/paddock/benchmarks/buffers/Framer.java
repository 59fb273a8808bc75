package dev.paddock.benchmarks.buffers;

import java.util.function.Supplier;

/** Who finds the lines. */
@SuppressWarnings("ImmutableEnumChecker") // constructors
public enum Framer {
  /** The framing of the client that measures. */
  OWN(OwnFramer::new),
  /** The same once more under another name: what differs from {@link #OWN} here is noise. */
  OWN_AGAIN(OwnFramer::new),
  /** The JDK's reader of lines of text. */
  READ_LINE(ReadLineFramer::new),
  /** A loop over the JDK's buffered stream, byte by byte. */
  BYTE_SCAN(ByteScanFramer::new),
  /** Okio's reader of lines of text. */
  OKIO(OkioFramer::new);

  private final Supplier<StreamFramer> adapter;

  Framer(Supplier<StreamFramer> adapter) {
    this.adapter = adapter;
  }

  StreamFramer adapter() {
    return adapter.get();
  }
}
