package dev.paddock.export;

import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunDirectoryException;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.record.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** What can be exported of a run. */
public enum Table {
  /** One line a request, warm-up and failed ones included. */
  REQUESTS {
    @Override
    List<Column<ExportRow>> columns(Plan plan) {
      return ExportRow.requests(plan);
    }

    @Override
    int rows(Request request) {
      return 1;
    }
  },
  /** One line a chunk of an answer. */
  CHUNKS {
    @Override
    List<Column<ExportRow>> columns(Plan plan) {
      return ExportRow.chunks(plan);
    }

    @Override
    int rows(Request request) {
      return request.stamps().size();
    }
  };

  abstract List<Column<ExportRow>> columns(Plan plan);

  abstract int rows(Request request);

  /** The name of its file. */
  public String file(Format format) {
    return name().toLowerCase(Locale.ROOT) + "." + format.ending();
  }

  /**
   * Writes the table of a run, whole or not at all.
   *
   * @return how many rows it has
   * @throws RunDirectoryException where the run cannot be read or the file not be written
   */
  public long write(RunDirectory run, Format format, Path file) {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Plan plan = run.plan();
    List<Column<ExportRow>> columns = columns(plan);
    try {
      long rows = 0;
      try (Sink sink = format.open(partial, columns)) {
        for (Event.Trial trial : run.trials()) {
          Cell cell = plan.cell(trial.cell());
          for (Request request : run.requests(trial.trial())) {
            for (int i = 0; i < rows(request); i++) {
              ExportRow row = new ExportRow(trial, cell, request, i);
              for (Column<ExportRow> column : columns) {
                column.cell().write(row, sink);
              }
              sink.endRow();
              rows++;
            }
          }
        }
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return rows;
    } catch (IOException e) {
      throw new RunDirectoryException(
          "%s: cannot be written: %s. Make room or change the rights, or name another file with --out."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
