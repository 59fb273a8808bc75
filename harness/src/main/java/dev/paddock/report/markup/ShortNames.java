package dev.paddock.report.markup;

import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.summary.Effect;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.Summary;
import java.util.Locale;
import java.util.stream.Collectors;

/** Short names for places where the full ones do not fit. */
public final class ShortNames {
  private ShortNames() {}

  /** A cell's id and levels as Markdown. */
  public static String cell(Summary summary, String id) {
    return summary.cells().stream()
        .filter(cell -> cell.id().equals(id))
        .findFirst()
        .map(cell -> cell.id() + " " + Markdown.escape(brief(cell)))
        .orElse(id);
  }

  /** A cell's levels in few letters, for example {@code ctx=2048 np=2 fa=true}. */
  public static String brief(OfCell cell) {
    return cell.levels().entrySet().stream()
        .map(level -> factor(level.getKey()) + "=" + level.getValue())
        .collect(Collectors.joining("  "));
  }

  /** An effect's level beside the first one, for example {@code np 2 / 1}. */
  public static String brief(Effect effect) {
    return "%s %s / %s".formatted(factor(effect.factor()), effect.level(), effect.versus());
  }

  private static String factor(String name) {
    String known = Settings.find(name).map(Setting::brief).orElse(name);
    return known.startsWith("OLLAMA_")
        ? known.substring(7).toLowerCase(Locale.ROOT)
        : known.substring(known.startsWith("bench.") ? 6 : 0);
  }
}
