package dev.paddock.doctor;

import dev.paddock.settings.Trap;
import dev.paddock.settings.trap.Traps;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Everything that Paddock finds; a new finding is one more line, and a test that plants it. */
enum Rule {
  IGNORED_LINE("ignored-line", ReachRules::ignoredLines),
  PHANTOM("no-such-variable", NameRules::phantoms),
  UNKNOWN("unknown-variable", NameRules::unknown),
  WITHOUT_PREFIX("name-without-prefix", NameRules::withoutPrefix),
  CLIENTS("of-clients", NameRules::clients),
  UNKNOWN_FLAG("no-such-flag", NameRules::flags),
  OVERRIDDEN("overridden", ReachRules::overridden),
  SHELL("shell-only", ReachRules::shellOnly),
  STALE("not-restarted", ReachRules::stale),
  VALUE("value", ValueRules::surprises),
  VALUE_IN_LOG("value-in-log", ValueRules::logged),
  NUMBER(Traps.SPECIAL_NUMBER, TrapRules::of),
  NO_EFFECT(Traps.NO_EFFECT, TrapRules::of),
  CACHE_TYPE(Traps.CACHE_WITHOUT_FLASH, TrapRules::of),
  LLAMA_ARGUMENT(Traps.OVERWRITTEN, TrapRules::of),
  API_KEY(Traps.API_KEY, TrapRules::of),
  TRAP(Trap.Found.RULE, TrapRules::of),
  FORCED("parallelism-forced", ModelRules::forced),
  CLAMPED("context-clamped", ModelRules::clamped),
  OWN_CONTEXT("context-of-the-model", ModelRules::ownContext),
  ON_CPU("on-the-cpu", MemoryRules::onCpu),
  CONTAINER("container-without-gpu", MemoryRules::container),
  PARTLY("partly-on-the-gpu", MemoryRules::partly),
  SLOTS("memory-of-slots", MemoryRules::slots),
  TOO_LARGE("too-large", MemoryRules::tooLarge),
  LOG("log", LogRules::lines),
  VERSION("version", VersionRules::version),
  GOVERNOR("machine.governor", MachineRules::governor),
  SWAP("machine.swap", MachineRules::swap),
  HEAT("machine.throttled", MachineRules::throttled),
  QUOTA("machine.cpu-quota", MachineRules::quota),
  BATTERY("machine.battery", MachineRules::battery),
  LOAD("machine.load", MachineRules::load),
  MEMORY("machine.memory", MachineRules::memory);

  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method
  private final BiFunction<String, Installation, Stream<Finding>> finder;

  Rule(String id, BiFunction<String, Installation, Stream<Finding>> finder) {
    this.id = id;
    this.finder = finder;
  }

  String id() {
    return id;
  }

  /** Everything that is found, worst first. */
  static List<Finding> findings(Installation installation) {
    return Stream.of(values())
        .flatMap(rule -> rule.finder.apply(rule.id, installation))
        .distinct()
        .sorted(Comparator.comparing(Finding::severity))
        .toList();
  }
}
