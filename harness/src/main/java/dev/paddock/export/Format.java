package dev.paddock.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How a table is written. */
public enum Format {
  /** Text with a header line, RFC 4180. */
  CSV {
    @Override
    Sink open(Path file, List<? extends Column<?>> columns) throws IOException {
      return CsvSink.open(file, columns);
    }
  },
  /** Apache Parquet, compressed. */
  PARQUET {
    @Override
    Sink open(Path file, List<? extends Column<?>> columns) throws IOException {
      return ParquetSink.open(file, columns);
    }
  };

  abstract Sink open(Path file, List<? extends Column<?>> columns) throws IOException;

  /** Of a file's name, without the dot. */
  public String ending() {
    return name().toLowerCase(Locale.ROOT);
  }
}
