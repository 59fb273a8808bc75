package dev.paddock.export;

import dev.paddock.journal.Event;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.record.Request;
import dev.paddock.record.ServerTimes;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What a row is made of.
 *
 * @param chunk of the request, from 0; of a row of requests always 0
 */
record ExportRow(Event.Trial trial, Cell cell, Request request, int chunk) {

  /** One line a request. */
  static List<Column<ExportRow>> requests(Plan plan) {
    List<Column<ExportRow>> columns = new ArrayList<>(where(plan));
    columns.addAll(
        List.of(
            text("outcome", row -> Optional.of(word(row.request.outcome()))),
            text("error", row -> row.request.error()),
            whole("intended_ns", row -> row.request.intended()),
            whole("sent_ns", row -> row.request.sent()),
            millis("lag_ms", row -> OptionalLong.of(row.request.lag())),
            millis("headers_after_sent_ms", row -> row.request.headers()),
            millis("ttft_ms", row -> row.request.timeToFirstToken()),
            millis("ttft_service_ms", row -> row.request.serviceTimeToFirstToken()),
            millis("first_answer_after_sent_ms", row -> row.request.firstAnswer()),
            millis("e2e_ms", row -> row.request.endToEnd()),
            millis("e2e_service_ms", row -> row.request.done()),
            millis("server_load_ms", row -> server(row, ServerTimes::load)),
            millis("server_prefill_ms", row -> server(row, ServerTimes::prefill)),
            millis("server_decode_ms", row -> server(row, ServerTimes::decode)),
            millis("server_total_ms", row -> server(row, ServerTimes::total)),
            new Column<>(
                "prompt_tokens",
                Column.Type.WHOLE,
                (row, sink) -> sink.whole(row.request.promptTokens())),
            new Column<>(
                "cached_tokens",
                Column.Type.WHOLE,
                (row, sink) -> sink.whole(row.request.cachedTokens())),
            new Column<>(
                "output_tokens",
                Column.Type.WHOLE,
                (row, sink) -> sink.whole(row.request.outputTokens())),
            whole("chunks", row -> row.request.stamps().size()),
            new Column<>(
                "shared_chunks",
                Column.Type.WHOLE,
                (row, sink) -> sink.whole(row.request.shared()))));
    return List.copyOf(columns);
  }

  /** One line a chunk. */
  static List<Column<ExportRow>> chunks(Plan plan) {
    List<Column<ExportRow>> columns = new ArrayList<>(where(plan));
    columns.addAll(
        List.of(
            whole("chunk", row -> row.chunk + 1),
            millis("after_intended_ms", row -> OptionalLong.of(row.request.lag() + row.arrival())),
            millis("after_sent_ms", row -> OptionalLong.of(row.arrival())),
            millis("gap_ms", ExportRow::gap),
            millis("seen_later_ms", ExportRow::seen)));
    return List.copyOf(columns);
  }

  /** Which request it was. */
  private static List<Column<ExportRow>> where(Plan plan) {
    List<Column<ExportRow>> columns = new ArrayList<>();
    columns.add(whole("trial", row -> row.trial.trial()));
    columns.add(
        new Column<>("valid", Column.Type.FLAG, (row, sink) -> sink.flag(row.trial.counts())));
    columns.add(text("validity", row -> Optional.of(row.trial.validity().word())));
    columns.add(whole("block", row -> row.trial.block()));
    columns.add(text("cell", row -> Optional.of(row.cell.id())));
    plan.cells().stream()
        .flatMap(cell -> cell.levels().settings().stream())
        .distinct()
        .forEach(factor -> columns.add(level(plan, factor)));
    columns.add(whole("request", row -> row.request.id()));
    columns.add(text("phase", row -> Optional.of(word(row.request.phase()))));
    columns.add(text("clock", row -> Optional.of(word(row.request.clock()))));
    return columns;
  }

  /** Numbers where all levels are whole numbers, else as the experiment file wrote them. */
  private static Column<ExportRow> level(Plan plan, Setting factor) {
    boolean whole =
        plan.cells().stream()
            .allMatch(cell -> cell.levels().orUnset(factor) instanceof Value.Whole);
    return new Column<>(
        factor.name(),
        whole ? Column.Type.WHOLE : Column.Type.TEXT,
        (row, sink) -> {
          switch (row.cell.levels().orUnset(factor)) {
            case Value.Whole(long number) when whole -> sink.whole(number);
            case Value other -> sink.text(other.toString());
          }
        });
  }

  private long arrival() {
    return request.stamps().get(chunk);
  }

  private OptionalLong gap() {
    return chunk == 0 || request.inOnePiece()
        ? OptionalLong.empty()
        : OptionalLong.of(arrival() - request.stamps().get(chunk - 1));
  }

  private OptionalLong seen() {
    return chunk < request.delays().size()
        ? OptionalLong.of(request.delays().get(chunk))
        : OptionalLong.empty();
  }

  private static OptionalLong server(ExportRow row, ToLongFunction<ServerTimes> time) {
    return row.request.server().stream().mapToLong(time).findFirst();
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  private static Column<ExportRow> whole(String name, ToLongFunction<ExportRow> value) {
    return new Column<>(name, Column.Type.WHOLE, (row, sink) -> sink.whole(value.applyAsLong(row)));
  }

  private static Column<ExportRow> millis(String name, Function<ExportRow, OptionalLong> nanos) {
    return new Column<>(name, Column.Type.DECIMAL, (row, sink) -> sink.millis(nanos.apply(row)));
  }

  private static Column<ExportRow> text(String name, Function<ExportRow, Optional<String>> value) {
    return new Column<>(name, Column.Type.TEXT, (row, sink) -> sink.text(value.apply(row)));
  }
}
