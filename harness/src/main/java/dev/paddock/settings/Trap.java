package dev.paddock.settings;

import dev.paddock.settings.parse.Severity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What makes a setting void or harmful: when, and how it is said. Those who ask (plan, read-back,
 * doctor) say it in voices of their own; one that is empty says nothing there.
 *
 * @param of the settings that it catches
 * @param when it catches one of them
 * @param becomes the number that holds in the setting's place; empty where that is not known
 * @param planned before a run
 * @param seen after a load, as the reason why the setting does not hold
 * @param found in an installation
 */
public record Trap(
    List<Setting> of,
    BiFunction<Setting, Situation, Boolean> when,
    Function<Situation, OptionalLong> becomes,
    Optional<Planned> planned,
    Optional<String> seen,
    Optional<Found> found) {

  public Trap {
    of = List.copyOf(of);
  }

  /** What a plan says of a setting. */
  public record Planned(Of of, BiFunction<Setting, Situation, String> reason) {
    /** Of what it speaks. */
    public enum Of {
      /** The setting, whatever its value. */
      SETTING,
      /** One value of it. */
      VALUE,
      /** The setting in some cells. */
      CELLS,
      /** Cells, which cannot run at all. */
      INFEASIBLE
    }
  }

  /**
   * What the doctor says of a variable.
   *
   * @param rule the name of the finding, for scripts
   * @param what the matter, with {@code %s} for the assignment: "%s leaves no VRAM free"
   * @param cause the other setting that is part of it
   * @param effect what comes of it
   * @param instead what to set, given the text; empty: to unset it is the cure
   */
  public record Found(
      String rule,
      Severity severity,
      String what,
      String effect,
      Optional<Setting> cause,
      Function<String, Optional<Assignment>> instead) {
    /** A finding that has no name of its own. */
    public static final String RULE = "trap";

    /** To be cured by another value of the same setting. */
    public static Found of(
        String rule, Severity severity, String what, String effect, Assignment instead) {
      return new Found(
          rule, severity, what, effect, Optional.empty(), text -> Optional.of(instead));
    }

    public Found because(Setting other) {
      return new Found(rule, severity, what, effect, Optional.of(other), instead);
    }

    /** To be cured by taking the setting away. */
    public static Found of(String rule, Severity severity, String what, String effect) {
      return new Found(rule, severity, what, effect, Optional.empty(), text -> Optional.empty());
    }
  }

  /** A setting with the text that it is given. */
  public record Assignment(Setting setting, String text) {}

  /** Whether it catches a setting here. */
  public boolean catches(Setting setting, Situation situation) {
    return of.contains(setting) && when.apply(setting, situation);
  }

  public static Trap on(Setting setting, Predicate<Situation> when) {
    return on(List.of(setting), (one, situation) -> when.test(situation));
  }

  public static Trap on(List<Setting> settings, BiFunction<Setting, Situation, Boolean> when) {
    return new Trap(
        settings,
        when,
        situation -> OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A trap whose reason and advice do for everybody who asks. */
  public static Trap voidWhen(
      Setting setting, Predicate<Situation> when, String reason, String advice) {
    return on(setting, situation -> situation.sets(setting) && when.test(situation))
        .plan(Planned.Of.SETTING, reason + ". " + advice)
        .readBack(reason)
        .doctor(
            Found.of(
                Found.RULE,
                Severity.VOID,
                "%s does nothing: " + reason.replace("%", "%%"),
                advice + "."));
  }

  public Trap becomes(Function<Situation, OptionalLong> number) {
    return new Trap(of, when, number, planned, seen, found);
  }

  public Trap plan(Planned.Of what, String reason) {
    return plan(what, (setting, situation) -> reason);
  }

  public Trap plan(Planned.Of what, BiFunction<Setting, Situation, String> reason) {
    return new Trap(of, when, becomes, Optional.of(new Planned(what, reason)), seen, found);
  }

  public Trap readBack(String reason) {
    return new Trap(of, when, becomes, planned, Optional.of(reason), found);
  }

  public Trap doctor(Found finding) {
    return new Trap(of, when, becomes, planned, seen, Optional.of(finding));
  }
}
