package dev.paddock.readback;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * When a setting holds: the one rule by which what was asked for is compared with what was seen,
 * and for each setting what the rule has to know of it.
 *
 * @param shown in which form it is seen
 * @param asks which of its values ask for something definite
 * @param insteadOf the setting for which this one stands in, and whose effect is then its own
 * @param elsewhere where its effect is seen when a server does not name it
 */
record Agreement(Shown shown, Asks asks, Optional<Sight> insteadOf, Optional<Sight> elsewhere) {
  /** What a server says itself is what it was told, to the letter. */
  private static final Agreement SAID = new Agreement(Shown.VERBATIM, Asks.ALWAYS);

  /** Which values ask for something definite; the others leave it to the server. */
  private enum Asks {
    ALWAYS(Long.MIN_VALUE),
    UNLESS_NEGATIVE(0),
    IF_POSITIVE(1),
    UNLESS_AUTO(0);

    private final long least;

    Asks(long least) {
      this.least = least;
    }

    boolean of(Value value) {
      return switch (value) {
        case Value.Whole(long number) -> number >= least;
        case Value.Text(String text) ->
            switch (this) {
              case ALWAYS, IF_POSITIVE -> true;
              case UNLESS_NEGATIVE -> !text.startsWith("-");
              case UNLESS_AUTO -> !text.equals("auto");
            };
        case Value.Decimal decimal -> true;
        case Value.Flag flag -> true;
        case Value.Unset unset -> false;
        case Value.Max max -> false;
        case Value.Items items -> false;
        case Value.Mapping mapping -> false;
      };
    }
  }

  /** Settings of which more is to be known than their kind. A new one is one line. */
  private static final Map<Sight, Agreement> KNOWN =
      Map.ofEntries(
          Map.entry(Sight.LAYERS, new Agreement(Shown.OF_ALL, Asks.UNLESS_NEGATIVE)),
          Map.entry(Sight.MAIN_GPU, new Agreement(Shown.INDEX, Asks.UNLESS_NEGATIVE)),
          Map.entry(Sight.CONTEXT, new Agreement(Shown.WORD, Asks.IF_POSITIVE)),
          Map.entry(Sight.BATCH, new Agreement(Shown.WORD, Asks.IF_POSITIVE)),
          Map.entry(Sight.THREADS, new Agreement(Shown.WORD, Asks.IF_POSITIVE)),
          Map.entry(Sight.FLASH_ATTENTION, new Agreement(Shown.ENABLED, Asks.ALWAYS)),
          Map.entry(
              Sight.CONTEXT_OTHERWISE,
              new Agreement(
                  Shown.WORD, Asks.IF_POSITIVE, Optional.of(Sight.CONTEXT), Optional.empty())),
          Map.entry(Sight.LLAMA_THREADS, llama(Sight.THREADS)),
          Map.entry(Sight.LLAMA_BATCH, llama(Sight.BATCH)),
          Map.entry(Sight.LLAMA_MICRO_BATCH, llama(Sight.MICRO_BATCH)),
          Map.entry(Sight.LLAMA_CACHE_TYPE, llama(Sight.CACHE_TYPE)));

  private Agreement(Shown shown, Asks asks) {
    this(shown, asks, Optional.empty(), Optional.empty());
  }

  /** An argument of llama.cpp, whose effect is seen elsewhere unless Ollama overwrites it. */
  private static Agreement llama(Sight elsewhere) {
    return new Agreement(
        Shown.WORD, Asks.UNLESS_NEGATIVE, Optional.empty(), Optional.of(elsewhere));
  }

  /** An argument of vLLM, which leaves to it what is auto, and takes a word as its beginning. */
  private static Agreement vllm(Sight argument) {
    Shown shown = argument.setting().map(Setting::kind).map(Shown::of).orElse(Shown.VERBATIM);
    return new Agreement(shown == Shown.WORD ? Shown.BEGINNING : shown, Asks.UNLESS_AUTO);
  }

  private static Agreement of(Sight setting) {
    if (isOfVllm(setting)) {
      return vllm(setting);
    }
    Shown shown = setting.setting().map(Setting::kind).map(Shown::of).orElse(Shown.VERBATIM);
    Asks asks = setting.name().startsWith("LLAMA_ARG_") ? Asks.UNLESS_NEGATIVE : Asks.ALWAYS;
    return KNOWN.getOrDefault(setting, new Agreement(shown, asks));
  }

  /** A setting that does not hold: what was asked for, and what was seen instead. */
  record Breach(Sight setting, Value wanted, String seen) {}

  /**
   * What does not hold, by name, as a server's log and the effect of what it was told show it; what
   * was not seen is not judged.
   */
  static List<Breach> breaches(Configuration wanted, Map<Sight, String> seen) {
    return breaches(wanted, seen, Agreement::of);
  }

  /** What does not hold, by name, as a server says itself; what it does not say is not judged. */
  static List<Breach> contradictions(Configuration wanted, Map<Sight, String> said) {
    return breaches(wanted, said, one -> isOfVllm(one) ? vllm(one) : SAID);
  }

  private static boolean isOfVllm(Sight setting) {
    return setting.name().startsWith("vllm.");
  }

  private static List<Breach> breaches(
      Configuration wanted, Map<Sight, String> seen, Function<Sight, Agreement> agreements) {
    SortedMap<Sight, Value> settings = new TreeMap<>();
    wanted.forEach((setting, value) -> settings.put(Sight.of(setting), value));
    List<Breach> breaches = new ArrayList<>();
    settings.forEach(
        (setting, value) -> {
          Agreement agreement = agreements.apply(setting);
          Optional.ofNullable(seen.get(agreement.place(setting, settings, seen)))
              .filter(text -> !agreement.holds(value, text))
              .ifPresent(text -> breaches.add(new Breach(setting, value, text)));
        });
    return List.copyOf(breaches);
  }

  private boolean holds(Value wanted, String seen) {
    return !asks.of(wanted) || shown.agrees(wanted, seen);
  }

  /** Where its effect is seen. */
  private Sight place(Sight setting, Map<Sight, Value> wanted, Map<Sight, String> seen) {
    Value unset = new Value.Unset();
    return insteadOf
        .filter(other -> wanted.getOrDefault(other, unset).equals(unset))
        .orElse(seen.containsKey(setting) ? setting : elsewhere.orElse(setting));
  }
}
