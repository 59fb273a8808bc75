package dev.paddock.run;

import dev.paddock.experiment.DesignSpec;
import dev.paddock.journal.Event;
import dev.paddock.plan.Plan;
import dev.paddock.steer.Steering;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells, after each block of a run whose design adapts, what was decided and what is to come. */
final class Outlooks {
  private final DesignSpec design;
  private final Plan plan;
  private final TrialSource source;
  private final RunListener listener;
  private Optional<Event.Stage> stage = Optional.empty();
  private String told = "";

  Outlooks(DesignSpec design, Plan plan, TrialSource source, RunListener listener) {
    this.design = design;
    this.plan = plan;
    this.source = source;
    this.listener = listener;
  }

  /**
   * Something was decided.
   *
   * @param elapsed since this process began to run trials, and {@code trials} that ended since
   */
  void decided(Event.Course course, Duration elapsed, int trials) {
    for (Event.Drop drop : course.dropped()) {
      note(
          "%s is left out from now on: %s (%s)"
              .formatted(named(drop.cell()), drop.why(), drop.rule()));
    }
    if (course.next().isEmpty()) {
      course
          .widest()
          .ifPresent(
              width ->
                  note(
                      "%d blocks are enough: the widest interval is ±%s (%s of %s)"
                          .formatted(
                              course.after(),
                              percent(width.half()),
                              width.metric(),
                              width.cell())));
      return;
    }
    stage(course);
    Duration each = trials == 0 ? Duration.ZERO : elapsed.dividedBy(trials);
    Duration block = each.multipliedBy(course.next().size());
    int affordable =
        design.budget().isEmpty() || block.isZero()
            ? design.maxBlocks()
            : course.after()
                + (int) Math.max(0, design.budget().get().minus(elapsed).dividedBy(block));
    int most = Math.min(design.maxBlocks(), affordable);
    Optional<Steering.Outlook> outlook = source.outlook(most);
    outlook.ifPresent(seen -> tell(seen, course.after(), most, block));
    int blocks = outlook.flatMap(Steering.Outlook::blocks).orElse(most);
    if (outlook.isPresent()) {
      listener.expected(Math.max(0, blocks - course.after()) * course.next().size(), false);
    } else {
      listener.expected(source.atLeast(), design.open());
    }
  }

  private void stage(Event.Course course) {
    if (course.stage() != Event.Stage.ALL && !stage.equals(Optional.of(course.stage()))) {
      List<String> cells = course.next();
      note(
          switch (course.stage()) {
            case ALL -> "";
            case SCREENING ->
                "screening: %d of %d cells tell which of the others are worth their time"
                    .formatted(cells.size(), plan.cells().size());
            case NARROWING -> "narrowing: %d cells are left".formatted(cells.size());
            case SEARCHING ->
                "searching: block 1 finds where the limit is crossed, the others run the loads"
                    + " around it";
            case CONFIRMING ->
                "confirming: %s, in fresh blocks"
                    .formatted(String.join(" beside ", cells.stream().map(this::named).toList()));
          });
    }
    stage = Optional.of(course.stage());
  }

  /** Once, and again where it changed. */
  private void tell(Steering.Outlook outlook, int after, int most, Duration block) {
    String words =
        outlook.blocks().isPresent()
            ? "about %d blocks will do for %s"
                .formatted(outlook.blocks().get(), percent(design.precision()))
            : "%s will bring the widest interval to about ±%s (%s of %s), not to the wanted %s"
                .formatted(
                    most < design.maxBlocks()
                        ? "the %d blocks that the budget leaves time for".formatted(most)
                        : "%d blocks, the most that the file allows,".formatted(most),
                    percent(outlook.widest().half()),
                    outlook.widest().metric(),
                    outlook.widest().cell(),
                    percent(design.precision()));
    if (!words.equals(told)) {
      told = words;
      Duration more = block.multipliedBy(Math.max(0, outlook.blocks().orElse(most) - after));
      note(words + ": " + time(more) + " more");
    }
  }

  private void note(String words) {
    listener.note(words);
  }

  private String named(String cell) {
    return "%s (%s)".formatted(cell, plan.cell(cell).label());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2g %%", 100 * share);
  }

  private static String time(Duration time) {
    return time.toHours() > 0
        ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
        : time.toMinutes() > 0 ? "%d min".formatted(time.toMinutes()) : time.toSeconds() + " s";
  }
}
