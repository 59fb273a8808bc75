package dev.paddock.journal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** How a run came to its end. */
public enum RunEnd {
  /** Every wanted trial is in the journal, but those of cells that cannot run here. */
  DONE,
  /** Fewer blocks than planned were enough. */
  PRECISE,
  /** The head of the plan was run, for a first look. */
  QUICK,
  /** It was asked to stop. */
  INTERRUPTED,
  /** The time that the file allows was spent. */
  BUDGET,
  /** The target, or Paddock itself, could not go on. */
  FAILED,
  /** The journal says of no end: it goes on, or was killed. */
  RUNNING;

  /** Blocks with which a first look has differences whose interval is worth the name. */
  public static final int QUICK_BLOCKS = 3;

  /** Of a run that left these events. */
  public static RunEnd of(List<Event> events) {
    return !events.isEmpty() && events.getLast() instanceof Event.End end ? end.how() : RUNNING;
  }

  /** As journal and summary have it. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
