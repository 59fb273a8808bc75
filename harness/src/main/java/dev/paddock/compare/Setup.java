package dev.paddock.compare;

import dev.paddock.compare.Compared.Otherwise;
import dev.paddock.settings.Defaults;
import dev.paddock.settings.Known;
import dev.paddock.summary.Method;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Setting;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a run had set: in each cell, and alike in all of them. */
final class Setup {
  private static final String UNSET = "unset";
  private final Summary summary;

  Setup(Summary summary) {
    this.summary = summary;
  }

  SortedSet<String> factors() {
    SortedSet<String> factors = new TreeSet<>();
    summary.cells().forEach(cell -> factors.addAll(cell.levels().keySet()));
    return factors;
  }

  /** What a setting was in a cell; empty where the file, an older one, does not say. */
  Optional<String> value(OfCell cell, String name) {
    Optional<Object> here = Optional.ofNullable(cell.levels().get(name));
    if (here.isPresent()) {
      return here.map(String::valueOf);
    }
    if (known()) {
      return Optional.of(constant(name));
    }
    Optional<String> wanted =
        cell.settings().stream()
            .filter(one -> one.name().equals(name) && !one.wanted().isEmpty())
            .map(Setting::wanted)
            .findFirst();
    boolean kept = cell.trials() > 0 && !ofRequests(name);
    return wanted.or(() -> kept ? Optional.of(UNSET) : Optional.empty());
  }

  private boolean known() {
    return !summary.method().constants().isEmpty();
  }

  private String constant(String name) {
    return String.valueOf(summary.method().constants().getOrDefault(name, UNSET));
  }

  /** Settings of what is asked, and how; figures of other requests answer another question. */
  private static boolean ofRequests(String name) {
    return name.startsWith("load.") || name.startsWith("workload.");
  }

  /** In what the other run was set otherwise, beside its factors. */
  List<Otherwise> compare(Setup other) {
    Method mine = summary.method();
    Method its = other.summary.method();
    SortedSet<String> varied = factors();
    varied.addAll(other.factors());
    List<Otherwise> all = new ArrayList<>();
    add(all, "kind", summary.kind().word(), other.summary.kind().word(), true);
    add(all, "design.requests", mine.requestsPerTrial(), its.requestsPerTrial(), true);
    if (varied.stream().noneMatch(name -> name.startsWith("load."))) {
      add(all, "load", mine.load(), its.load(), true);
    }
    SortedSet<String> names = new TreeSet<>();
    if (known() && other.known()) {
      names.addAll(mine.constants().keySet());
      names.addAll(its.constants().keySet());
      names.removeAll(varied);
    } else {
      add(all, Known.WORKLOAD_PROMPT_TOKENS.name(), mine.promptTokens(), its.promptTokens(), true);
      add(all, Known.WORKLOAD_OUTPUT_TOKENS.name(), mine.outputTokens(), its.outputTokens(), true);
    }
    for (String name : names) {
      add(all, name, constant(name), other.constant(name), ofRequests(name));
    }
    if (known() && other.known()) {
      all.addAll(byDefault(other, varied));
    }
    return List.copyOf(all);
  }

  /** What neither run sets, and the one server's release takes otherwise than the other's. */
  private List<Otherwise> byDefault(Setup other, Set<String> varied) {
    List<Otherwise> all = new ArrayList<>();
    for (dev.paddock.settings.Setting setting : Defaults.changed()) {
      String name = setting.name();
      boolean left =
          constant(name).equals(UNSET)
              && other.constant(name).equals(UNSET)
              && !varied.contains(name);
      Optional<String> mine = version().flatMap(version -> Defaults.of(setting, version));
      Optional<String> its = other.version().flatMap(version -> Defaults.of(setting, version));
      if (left && mine.isPresent() && its.isPresent() && !mine.equals(its)) {
        all.add(
            new Otherwise(
                name,
                mine.get() + " by default",
                its.get() + " by default",
                "set otherwise",
                false));
      }
    }
    return all;
  }

  /** Of the Ollama that was measured; empty where it was another server. */
  private Optional<String> version() {
    return Optional.ofNullable(summary.environment().get("server.version"))
        .filter(_ -> "ollama".equals(summary.environment().get("server.kind")));
  }

  private static void add(
      List<Otherwise> all, String what, Object mine, Object its, boolean grave) {
    if (!Objects.equals(mine, its)) {
      all.add(new Otherwise(what, mine.toString(), its.toString(), "set otherwise", grave));
    }
  }

  /** What must be the same for figures of two runs to stand in one series, in words. */
  String requests() {
    Method method = summary.method();
    return "%s; %d requests a trial; prompts of %s, %s"
        .formatted(
            method.load(),
            method.requestsPerTrial(),
            method.prompts().orElseGet(() -> method.promptTokens() + " tokens"),
            method.batch() > 0
                ? "embedded by " + method.batch()
                : "answers of " + (method.natural() ? "at most " : "") + method.outputTokens());
  }
}
