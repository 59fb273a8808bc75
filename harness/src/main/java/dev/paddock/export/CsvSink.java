package dev.paddock.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A table as CSV. */
final class CsvSink implements Sink {
  private final JsonGenerator csv;
  private boolean inRow;

  private CsvSink(JsonGenerator csv) {
    this.csv = csv;
  }

  static CsvSink open(Path file, List<? extends Column<?>> columns) throws IOException {
    CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
    columns.forEach(column -> schema.addColumn(column.name()));
    CsvGenerator csv = new CsvFactory().createGenerator(Files.newBufferedWriter(file));
    csv.enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING);
    csv.setSchema(schema.build());
    return new CsvSink(csv);
  }

  private JsonGenerator row() throws IOException {
    if (!inRow) {
      csv.writeStartArray();
      inRow = true;
    }
    return csv;
  }

  @Override
  public void whole(long value) throws IOException {
    row().writeNumber(value);
  }

  @Override
  public void decimal(double value) throws IOException {
    row().writeNumber(value);
  }

  @Override
  public void flag(boolean value) throws IOException {
    row().writeBoolean(value);
  }

  @Override
  public void text(String value) throws IOException {
    row().writeString(value);
  }

  @Override
  public void nothing() throws IOException {
    row().writeNull();
  }

  @Override
  public void endRow() throws IOException {
    csv.writeEndArray();
    inRow = false;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
