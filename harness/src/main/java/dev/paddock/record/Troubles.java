package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.paddock.record.Trouble.Cause;
import dev.paddock.record.Trouble.Degree;
import dev.paddock.record.Trouble.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Everything that went wrong with a trial, and what that costs it. */
public record Troubles(@JsonValue List<Trouble> all) {
  /** Nothing went wrong. */
  public static final Troubles NONE = new Troubles(List.of());

  @JsonCreator
  public Troubles {
    all = List.copyOf(all);
  }

  /** One alone. */
  public static Troubles of(Kind kind, String words) {
    return new Troubles(List.of(new Trouble(kind, words)));
  }

  /** As many of one kind as there are words. */
  public static Troubles of(Kind kind, List<String> words) {
    return new Troubles(words.stream().map(one -> new Trouble(kind, one)).toList());
  }

  /** These and others. */
  public Troubles and(Troubles others) {
    List<Trouble> both = new ArrayList<>(all);
    both.addAll(others.all);
    return new Troubles(both);
  }

  /** How much of the trial counts. */
  public Validity validity() {
    return all.stream()
        .map(one -> one.kind().degree())
        .max(Comparator.naturalOrder())
        .map(
            worst ->
                switch (worst) {
                  case OUTCOME -> Validity.WHOLE;
                  case NOISY -> Validity.NOISY;
                  case SCOPED -> Validity.SCOPED;
                  case VOID -> Validity.VOID;
                })
        .orElse(Validity.WHOLE);
  }

  /** Whether some trouble is of this degree. */
  public boolean has(Degree degree) {
    return all.stream().anyMatch(one -> one.kind().degree() == degree);
  }

  /** The words of each, the gravest first. */
  public List<String> words() {
    return all.stream()
        .sorted(Comparator.comparing((Trouble one) -> one.kind().degree()).reversed())
        .map(Trouble::words)
        .toList();
  }

  /** The quantities whose figures do not count. */
  public Set<Quantity> lost() {
    return lost(one -> true);
  }

  /** Of these the ones that only the world outside took: measured again they may be had. */
  public Set<Quantity> lostToTheWorld() {
    Set<Quantity> lost = lost(one -> one.kind().cause() == Cause.OUTSIDE);
    lost.removeAll(lost(one -> one.kind().cause() == Cause.CELL));
    return lost;
  }

  private Set<Quantity> lost(Predicate<Trouble> of) {
    Set<Quantity> lost = EnumSet.noneOf(Quantity.class);
    all.stream().filter(of).forEach(one -> lost.addAll(one.kind().lost()));
    return lost;
  }
}
