package dev.paddock.journal;

import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which trials of a plan its run wants: a plan holds what could be run at most, and the journal
 * says what was decided of it.
 */
public final class Wanted {
  private final Plan plan;
  private final int least;
  private final TreeMap<Integer, Event.Course> courses = new TreeMap<>();

  /**
   * What is wanted by what was decided until now.
   *
   * @param least number of blocks that run whatever they show
   * @param events of the run until now
   */
  public Wanted(Plan plan, int least, List<Event> events) {
    this.plan = plan;
    this.least = least;
    events.stream()
        .flatMap(event -> event instanceof Event.Course one ? Stream.of(one) : Stream.empty())
        .forEach(this::decided);
  }

  /** One thing more was decided. */
  public void decided(Event.Course course) {
    courses.put(course.after(), course);
  }

  /** The last block that a decision rests on; empty where none was made. */
  public Optional<Event.Course> last() {
    return Optional.ofNullable(courses.lastEntry()).map(Map.Entry::getValue);
  }

  /** What the blocks decided of a block; empty where they did not: then it runs every cell. */
  public Optional<Event.Course> of(int block) {
    return Optional.ofNullable(courses.lowerEntry(block)).map(Map.Entry::getValue);
  }

  /** Whether a trial is run, if its block is. */
  public boolean has(PlannedTrial trial) {
    return of(trial.block()).map(course -> course.next().contains(trial.cell())).orElse(true);
  }

  /**
   * The trials that are known to be wanted, in order: those of blocks that were decided upon, and
   * of the least number of blocks.
   */
  public List<PlannedTrial> trials() {
    int known = Math.max(least, last().map(course -> course.after() + 1).orElse(1));
    return plan.trials().stream().filter(trial -> trial.block() <= known && has(trial)).toList();
  }

  /** Whether more than {@link #trials} may be wanted later. */
  public boolean open() {
    boolean over = last().filter(course -> course.next().isEmpty()).isPresent();
    return !over && plan.trials().size() > trials().size() && moreBlocks();
  }

  private boolean moreBlocks() {
    return plan.trials().getLast().block() > trials().getLast().block();
  }

  /** Everything that was decided, in order. */
  public List<Event.Course> courses() {
    return List.copyOf(courses.values());
  }

  /** The cells that were left on the way, in order. */
  public List<Event.Drop> dropped() {
    return courses.values().stream().flatMap(course -> course.dropped().stream()).toList();
  }

  /** The blocks that were run to confirm what is recommended; none where nothing was screened. */
  public List<Integer> confirming() {
    return plan.trials().stream()
        .map(PlannedTrial::block)
        .distinct()
        .filter(
            block ->
                of(block)
                    .filter(course -> course.stage() == Event.Stage.CONFIRMING)
                    .filter(course -> !course.next().isEmpty())
                    .isPresent())
        .filter(block -> block <= last().map(course -> course.after() + 1).orElse(0))
        .toList();
  }
}
