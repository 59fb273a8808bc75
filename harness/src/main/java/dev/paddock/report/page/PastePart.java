package dev.paddock.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.ShortNames;
import dev.paddock.settings.Known;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCondition;
import dev.paddock.summary.OfCondition.Outcome;
import dev.paddock.summary.OfCurve;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Kind;
import dev.paddock.wording.CurveWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The part of a page that has the settings to use as lines to paste: options of a request,
 * parameters of a Modelfile, variables of the server.
 */
final class PastePart {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private static final int MOST_CURVES = 2;

  private final Summary summary;
  private final Markdown page;

  PastePart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  /** Nothing of a bench, which has no setting of a server, and of a run without a figure. */
  void write() {
    if (summary.kind() == Kind.BENCH || summary.answer().figures().isEmpty()) {
      return;
    }
    page.heading(2, "What to paste");
    boolean any = false;
    for (OfCondition condition : summary.conditions()) {
      boolean told = condition.says(Outcome.USE) || condition.says(Outcome.TRADEOFF);
      for (String id : told ? condition.named() : List.<String>of()) {
        for (OfCell cell : summary.cells()) {
          if (cell.id().equals(id)) {
            String tradeoff =
                condition.outcome() == Outcome.TRADEOFF
                    ? ", better on one metric and worse on another"
                    : "";
            lines(ShortNames.cell(summary, cell.id()) + tradeoff, cell.levels());
            any = true;
          }
        }
      }
    }
    List<OfCurve> more = any ? List.of() : bearingMore();
    more.forEach(
        curve ->
            lines(
                Markdown.escape(CurveWords.configuration(curve)) + ", to bear more load",
                curve.levels()));
    if (!any && more.isEmpty()) {
      boolean measured =
          summary.cells().stream().anyMatch(cell -> cell.id().equals(summary.control()));
      boolean keep =
          measured
              && !summary.conditions().isEmpty()
              && summary.conditions().stream().allMatch(one -> one.outcome() == Outcome.KEEP);
      page.paragraph(
          keep
              ? "Nothing: no cell is shown to be better than the control, %s."
                  .formatted(ShortNames.cell(summary, summary.control()))
              : "Nothing: no one cell is shown to be the one to use.");
    }
  }

  /** Configurations that are shown to bear more than the control's choices, in the file's order. */
  private List<OfCurve> bearingMore() {
    return summary.curves().stream()
        .filter(curve -> curve.beside().filter(one -> one.lo() > 1).isPresent())
        .limit(MOST_CURVES)
        .toList();
  }

  private void lines(String whose, Map<String, Object> named) {
    Map<Setting, Value> levels = new LinkedHashMap<>();
    named.forEach((name, level) -> levels.put(Settings.named(name), Value.of(level)));
    page.paragraph("The settings of %s:".formatted(whose));
    Map<String, Object> beside =
        plain(levels, (setting, value) -> Known.BESIDE_OPTIONS.contains(setting));
    Map<String, Object> options =
        plain(
            levels,
            (setting, value) -> ofRequest(setting) && !Known.BESIDE_OPTIONS.contains(setting));
    if (!beside.isEmpty() || !options.isEmpty()) {
      Map<String, Object> request = new LinkedHashMap<>(beside);
      if (!options.isEmpty()) {
        request.put("options", options);
      }
      page.paragraph("In each request:");
      page.code("json", List.of(json(request)));
    }
    if (!options.isEmpty()) {
      page.paragraph("Or in the Modelfile, so that every request has them:");
      List<String> parameters = new ArrayList<>();
      options.forEach((name, value) -> parameters.add("PARAMETER %s %s".formatted(name, value)));
      page.code("dockerfile", oneLineEach(parameters));
    }
    List<String> variables = new ArrayList<>();
    List<String> unset = new ArrayList<>();
    levels.forEach(
        (setting, value) -> {
          if (setting.isVariable()) {
            if (value instanceof Value.Unset) {
              unset.add("`%s`".formatted(setting.variableName()));
            } else {
              variables.add("%s=%s".formatted(setting.variableName(), value));
            }
          }
        });
    if (!variables.isEmpty()) {
      page.paragraph(
          "In the server's environment (for a service of systemd each as `Environment=` under"
              + " `[Service]`), before it starts:");
      page.code("sh", oneLineEach(variables));
    }
    if (!unset.isEmpty()) {
      page.paragraph(
          "Not set in the server's environment: %s.".formatted(String.join(", ", unset)));
    }
    Optional.ofNullable(levels.get(Known.WORKLOAD_BATCH))
        .ifPresent(
            texts ->
                page.paragraph(
                    "With each request %s of your texts, a list of them as its `input`."
                        .formatted(texts)));
    others(levels);
  }

  /** What is set where Paddock knows no line to paste for. */
  private void others(Map<Setting, Value> levels) {
    List<String> others = new ArrayList<>();
    levels.forEach(
        (setting, value) -> {
          boolean said =
              ofRequest(setting) || setting.isVariable() || Known.BESIDE_OPTIONS.contains(setting);
          if (!said && setting.scope() != Scope.LOAD && setting.scope() != Scope.WORKLOAD) {
            others.add(
                "%s: %s"
                    .formatted(Markdown.escape(setting.name()), Markdown.escape(value.toString())));
          }
        });
    page.list(others);
  }

  private static boolean ofRequest(Setting setting) {
    return setting.scope() == Scope.REQUEST || setting.scope() == Scope.MODEL_LOAD;
  }

  private static Map<String, Object> plain(
      Map<Setting, Value> levels, BiPredicate<Setting, Value> which) {
    Map<String, Object> plain = new LinkedHashMap<>();
    levels.forEach(
        (setting, value) -> {
          if (which.test(setting, value) && !(value instanceof Value.Unset)) {
            plain.put(setting.name(), value.plain());
          }
        });
    return plain;
  }

  private static List<String> oneLineEach(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("\\s+", " ")).toList();
  }

  private static String json(Map<String, Object> request) {
    try {
      return MAPPER.writeValueAsString(request);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers, texts and lists of them are JSON", e);
    }
  }
}
