package dev.paddock.doctor;

import static dev.paddock.settings.parse.Severity.NOTE;
import static dev.paddock.settings.parse.Severity.VOID;

import dev.paddock.doctor.host.LiveServer;
import dev.paddock.doctor.host.LiveServer.Loaded;
import dev.paddock.readback.trouble.Telltale;
import dev.paddock.readback.trouble.Told;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Value;
import dev.paddock.settings.trap.Traps;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a loaded model gets of the slots and of the context that were asked for, by the API and the
 * log.
 */
final class ModelRules {
  private ModelRules() {}

  /** What is set for a model: of the context what its Modelfile says, else the server. */
  private static Situation situation(Installation installation, LiveServer server, Loaded model) {
    Map<Setting, Value> values = new HashMap<>();
    installation
        .number(server, Known.OLLAMA_NUM_PARALLEL.name())
        .ifPresent(slots -> values.put(Known.OLLAMA_NUM_PARALLEL, new Value.Whole(slots)));
    values.put(Known.NUM_CTX, new Value.Whole(wanted(installation, server, model)));
    return Situation.OLLAMA
        .with(new Configuration(values))
        .with(new Situation.Model(model.name(), model.family(), 0, model.trained()));
  }

  private static long wanted(Installation installation, LiveServer server, Loaded model) {
    return model
        .ownContext()
        .orElse(installation.number(server, Known.OLLAMA_CONTEXT_LENGTH.name()).orElse(0L));
  }

  static Stream<Finding> forced(String rule, Installation installation) {
    Stream<Finding> loaded =
        installation.ofLoaded(
            (server, model) ->
                Traps.SLOTS_OF_FAMILY.catches(
                        Known.OLLAMA_NUM_PARALLEL, situation(installation, server, model))
                    ? Stream.of(
                        forced(
                            rule,
                            installation,
                            model.name() + " (" + model.family() + ")",
                            server.url() + "/api/show: family " + model.family()))
                    : Stream.empty());
    Stream<Finding> logged =
        installation.logs().stream()
            .flatMap(
                log ->
                    log.last(Telltale.ONE_SLOT).stream()
                        .map(one -> forced(rule, installation, one.named(), log.evidence(one))));
    return Stream.concat(loaded, logged);
  }

  private static Finding forced(
      String rule, Installation installation, String model, String evidence) {
    return new Finding(
        VOID,
        rule,
        "OLLAMA_NUM_PARALLEL has no effect on " + model,
        evidence,
        "Ollama gives this family one slot: requests wait for each other.",
        "# for this model: a second server on another port, or another model\n"
            + installation.line(Known.OLLAMA_NUM_PARALLEL.name(), "1"));
  }

  static Stream<Finding> clamped(String rule, Installation installation) {
    Stream<Finding> loaded =
        installation.ofLoaded(
            (server, model) -> {
              long wanted = wanted(installation, server, model);
              boolean cut =
                  Traps.CONTEXT_OVER_TRAINED.catches(
                      Known.NUM_CTX, situation(installation, server, model));
              return cut && model.context() == model.trained()
                  ? Stream.of(
                      clamped(
                          rule,
                          installation,
                          model.name(),
                          Long.toString(wanted),
                          Long.toString(model.trained()),
                          server.shows(model)))
                  : Stream.empty();
            });
    Stream<Finding> logged =
        installation.logs().stream()
            .flatMap(
                log ->
                    log.last(Telltale.CLAMPED).stream()
                        .filter(one -> !answers(installation, one))
                        .map(
                            one ->
                                clamped(
                                    rule,
                                    installation,
                                    "the model",
                                    one.value(),
                                    one.named(),
                                    log.evidence(one))));
    return Stream.concat(loaded, logged);
  }

  /** Whether a server here says the same of a model that it has loaded. */
  private static boolean answers(Installation installation, Told clamped) {
    return installation
        .ofLoaded(
            (server, model) ->
                installation.number(server, Known.OLLAMA_CONTEXT_LENGTH.name()).stream()
                    .filter(wanted -> wanted > model.trained())
                    .filter(_ -> clamped.named().equals(Long.toString(model.context()))))
        .findAny()
        .isPresent();
  }

  private static Finding clamped(
      String rule,
      Installation installation,
      String model,
      String wanted,
      String trained,
      String evidence) {
    return new Finding(
        VOID,
        rule,
        "a context of %s is cut to %s".formatted(wanted.isEmpty() ? "more" : wanted, trained),
        evidence,
        "%s was trained for %s tokens, and Ollama gives it no more.".formatted(model, trained),
        installation.set(Known.OLLAMA_CONTEXT_LENGTH.name()).isPresent()
            ? installation.line(Known.OLLAMA_CONTEXT_LENGTH.name(), trained)
            : NameRules.option(Known.NUM_CTX.name(), trained));
  }

  /** A request's num_ctx outranks the Modelfile's, and that outranks the variable. */
  static Stream<Finding> ownContext(String rule, Installation installation) {
    return installation.ofLoaded(
        (server, model) -> {
          long wanted = installation.number(server, Known.OLLAMA_CONTEXT_LENGTH.name()).orElse(0L);
          long expected = model.trained() > 0 ? Math.min(wanted, model.trained()) : wanted;
          return wanted == 0 || model.context() == 0 || model.context() == expected
              ? Stream.empty()
              : Stream.of(
                  new Finding(
                      NOTE,
                      rule,
                      "%s runs with a context of %d, not the server's %d"
                          .formatted(model.name(), model.context(), wanted),
                      server.shows(model),
                      model.ownContext().isPresent()
                          ? "num_ctx %d of its Modelfile outranks OLLAMA_CONTEXT_LENGTH."
                              .formatted(model.ownContext().getAsLong())
                          : "The num_ctx of the request that loaded it outranks"
                              + " OLLAMA_CONTEXT_LENGTH.",
                      NameRules.option(Known.NUM_CTX.name(), Long.toString(wanted))));
        });
  }
}
