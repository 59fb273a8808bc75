package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.settings.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What {@code paddock plan} prints: what would run, in which order, for how long. */
public final class PlanPage {
  /** A longer plan shows the order of its first block only. */
  private static final int SHORT = 40;

  private static final int MOST_CELLS = 200;

  /** Blocks of a fraction of the cells, and those in which two cells are compared at the least. */
  private static final int SCREENED = 3;

  private static final int CONFIRMED = 5;

  private PlanPage() {}

  /**
   * The page as plain text.
   *
   * @param circumstances by which some settings may be void
   * @param detectable what the blocks can find
   */
  public static String text(
      Experiment experiment,
      Plan plan,
      Estimate estimate,
      Circumstances circumstances,
      Detectable detectable) {
    StringBuilder page = new StringBuilder();
    line(page, "%s", plan.experiment());
    experiment.question().ifPresent(question -> line(page, "%s", question.strip()));
    line(page, "");
    counts(page, experiment, plan);
    Duration least = estimate.of(experiment, plan, least(experiment, plan));
    Duration most = experiment.searched().isPresent() ? least : estimate.whole(experiment, plan);
    line(
        page,
        "Expected      about %s (%s)%s",
        least.equals(most)
            ? Estimate.inWords(most)
            : Estimate.inWords(least) + " to " + Estimate.inWords(most),
        estimate.words(),
        experiment
            .design()
            .budget()
            .map(budget -> "; budget " + Estimate.inWords(budget))
            .orElse(""));
    boolean compares = plan.cells().size() > 1 && experiment.searched().isEmpty();
    if (experiment.target().kind() != TargetSpec.Kind.JMH && compares) {
      line(page, "");
      line(
          page, "Smallest effect that 80 %% of such runs find, with %s blocks", blocks(experiment));
      detectable.lines(experiment).forEach(words -> line(page, "  %s", words));
    }
    if (experiment.searched().isEmpty()) {
      cells(page, experiment, plan, estimate);
      order(page, plan);
    }
    List<String> warnings = new ArrayList<>();
    TooLong.of(experiment, plan, circumstances.context())
        .forEach(words -> warnings.add("too long: " + words + ". A run refuses this."));
    warnings.addAll(VoidSettings.of(experiment, plan, circumstances));
    warnings.addAll(PlanWarnings.of(experiment, plan));
    if (!warnings.isEmpty()) {
      line(page, "");
      line(page, "Mind");
      warnings.forEach(warning -> line(page, "  - %s", warning));
    }
    return page.toString();
  }

  private static void counts(StringBuilder page, Experiment experiment, Plan plan) {
    long blocks = plan.trials().stream().mapToInt(PlannedTrial::block).distinct().count();
    line(
        page,
        "Target        %s%s",
        target(experiment.target()),
        experiment
            .target()
            .proxy()
            .map(proxy -> ", Olla in front of %d (%s)".formatted(proxy.backends(), proxy.command()))
            .orElse(""));
    line(
        page,
        "Cells         %d%s, control %s",
        plan.cells().size(),
        plan.leftOut() == 0 ? "" : " (" + plan.leftOut() + " left out by where)",
        plan.control());
    if (experiment.design().sample().isPresent()) {
      line(
          page,
          "Sample        %d cells drawn beside the control, a latin hypercube of %s",
          experiment.design().sample().getAsInt(),
          experiment.factors().stream()
              .filter(Factor::drawn)
              .map(Factor::name)
              .collect(Collectors.joining(", ")));
    }
    int least = experiment.design().minBlocks();
    line(
        page,
        "Blocks        %s%s",
        range(least, blocks),
        least < blocks
            ? ": no more once every ratio to the control is known to ±%s %%"
                .formatted(shortest(100 * experiment.design().precision()))
            : "");
    line(
        page,
        "Whole plots   %s%s",
        range(plots(plan, least), plots(plan, (int) blocks)),
        experiment.target().managed() ? ", a server start each" : "; the server is not restarted");
    long atLeast = plan.trials().stream().filter(least(experiment, plan)).count();
    boolean search = experiment.searched().isPresent();
    long atMost = search ? atLeast : plan.trials().size();
    line(page, "Trials        %s%s", search ? "about " : "", range(atLeast, atMost));
    if (experiment.target().kind() != TargetSpec.Kind.JMH) {
      line(page, "Load          %s", experiment.loadInWords());
    }
    int requests = experiment.design().requests();
    line(
        page,
        "Requests      %d a trial, %s warm-up; %s measured in all",
        requests,
        experiment.design().warmup().isPresent()
            ? Integer.toString(experiment.design().warmup().getAsInt())
            : "automatic",
        range(requests * atLeast, requests * atMost));
    Ladder.of(experiment, plan)
        .forEach(
            ladder ->
                line(
                    page,
                    "Search        %s%s to %s, %d loads: about %d trials in block 1, %d in each"
                        + " other",
                    ladder.choices().settings().isEmpty()
                        ? ""
                        : new Cell("", ladder.choices()).label() + ": ",
                    load(experiment, ladder.rising().getFirst()),
                    load(experiment, ladder.rising().getLast()),
                    ladder.rising().size(),
                    ladder.steps(),
                    Math.min(Ladder.AROUND, ladder.rising().size())));
    if (experiment.design().screen()) {
      line(
          page,
          "Screening     %d of %d cells in the first 3 blocks, then those that may be the best, 2"
              + " in the last 5 or more",
          Fraction.of(plan).cells().size(),
          plan.cells().size());
    }
    line(page, "Seed          %d", plan.seed());
  }

  /** The trials that are run in any case: of a screened plan far fewer than of its first blocks. */
  private static Predicate<PlannedTrial> least(Experiment experiment, Plan plan) {
    int blocks = experiment.design().minBlocks();
    List<Ladder> ladders = Ladder.of(experiment, plan);
    if (!ladders.isEmpty()) {
      Set<String> first = likely(ladders, 1);
      Set<String> later = likely(ladders, 2);
      return trial -> (trial.block() == 1 ? first : later).contains(trial.cell());
    }
    if (!experiment.design().screen()) {
      return trial -> trial.block() <= blocks;
    }
    Set<String> screened = new HashSet<>(Fraction.of(plan).cells());
    String rival =
        plan.cells().stream()
            .map(Cell::id)
            .filter(id -> !id.equals(plan.control()))
            .findFirst()
            .orElse(plan.control());
    Set<String> confirmed = Set.copyOf(List.of(plan.control(), rival));
    return trial ->
        trial.block() <= SCREENED
            ? screened.contains(trial.cell())
            : trial.block() <= Math.max(blocks, SCREENED + CONFIRMED)
                && confirmed.contains(trial.cell());
  }

  private static String load(Experiment experiment, Cell cell) {
    return experiment.searched().flatMap(cell.levels()::get).map(Value::toString).orElse("");
  }

  private static Set<String> likely(List<Ladder> ladders, int block) {
    return ladders.stream()
        .flatMap(ladder -> ladder.likely(block))
        .map(Cell::id)
        .collect(Collectors.toSet());
  }

  private static String blocks(Experiment experiment) {
    return range(experiment.design().minBlocks(), experiment.design().maxBlocks());
  }

  private static long plots(Plan plan, int blocks) {
    return plan.trials().stream()
        .filter(trial -> trial.block() <= blocks)
        .mapToInt(PlannedTrial::plot)
        .distinct()
        .count();
  }

  private static String range(long least, long most) {
    return least < most ? least + " to " + most : Long.toString(most);
  }

  private static String shortest(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static String target(TargetSpec target) {
    return switch (target.kind()) {
      case OLLAMA -> server("Ollama", target);
      case OPENAI -> server("OpenAI-compatible server", target);
      case EMBEDDED ->
          target
              .url()
              .map(url -> "embedded engine at " + url + ", attached")
              .orElse(
                  switch (target.engine()) {
                    case TargetSpec.Engine.Llama llama ->
                        "embedded engine llama, started by Paddock";
                    case TargetSpec.Engine.Pace pace ->
                        "the reference server (engine pace), started by Paddock";
                  });
      case JMH -> "JMH";
    };
  }

  private static String server(String kind, TargetSpec target) {
    return target
        .command()
        .map(command -> kind + ", started by Paddock: " + command)
        .orElseGet(
            () -> kind + " at " + target.url().map(Object::toString).orElse("?") + ", attached");
  }

  private static void cells(
      StringBuilder page, Experiment experiment, Plan plan, Estimate estimate) {
    line(page, "");
    int width = plan.cells().getLast().id().length();
    line(page, "%s  a trial  levels", pad("cell", Math.max(4, width)));
    for (Cell cell : plan.cells().subList(0, Math.min(MOST_CELLS, plan.cells().size()))) {
      line(
          page,
          "%s  %s  %s%s",
          pad(cell.id(), Math.max(4, width)),
          pad(Estimate.inWords(estimate.trial(experiment, cell)), 7),
          cell.label(),
          cell.id().equals(plan.control()) ? "  (control)" : "");
    }
    if (plan.cells().size() > MOST_CELLS) {
      line(page, "… and %d more", plan.cells().size() - MOST_CELLS);
    }
  }

  private static void order(StringBuilder page, Plan plan) {
    boolean all = plan.trials().size() <= SHORT;
    line(page, "");
    line(page, all ? "Order" : "Order of the first block (the others are drawn anew)");
    int last = all ? plan.trials().getLast().block() : 1;
    plan.trials().stream()
        .filter(trial -> trial.block() <= last)
        .collect(Collectors.groupingBy(PlannedTrial::plot, TreeMap::new, Collectors.toList()))
        .forEach(
            (plot, trials) ->
                line(
                    page,
                    "  block %d, plot %d: %s",
                    trials.getFirst().block(),
                    plot,
                    trials.stream().map(PlannedTrial::cell).collect(Collectors.joining(" "))));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more library
  private static void line(StringBuilder page, String format, Object... parts) {
    page.append(String.format(Locale.ROOT, format, parts).stripTrailing()).append('\n');
  }
}
