package dev.paddock.target;

import dev.paddock.client.Access;
import dev.paddock.readback.LoadedModel;
import dev.paddock.readback.Stated;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Situation;
import dev.paddock.workload.Prompt;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A server's API beside its load, in one of the ways that Paddock speaks: what runs, load, unload,
 * count. Every failure is a {@link TargetException} that names the server and what to do.
 */
public sealed interface Control permits OllamaApi, OpenAiApi, SeveralControls {
  /** Where the server itself answers, also where requests go through a proxy. */
  URI url();

  /** What it takes to be let in there. */
  Access access();

  /** What the user should know of how it is asked. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * What of {@code body} the server does not know and refuses; empty where it takes all.
   *
   * @throws TargetException where it answers no such request at all
   */
  default Optional<Refusal> refusal(Body body) {
    return Optional.empty();
  }

  /**
   * A field that a server refuses.
   *
   * @param usage whether it is the one by which a stream tells its counts of tokens
   */
  record Refusal(String field, boolean usage) {}

  /** The version that the server says it is, for example {@code 0.33.0}. */
  String version();

  /**
   * What is known of a model before it is loaded; texts are empty where the server does not say.
   *
   * @param layers that can be offloaded, the output layer included; 0 where the server does not say
   * @param trainedContext tokens; 0 where the server does not say
   * @param traits for which settings mean something else
   */
  record Model(
      String name,
      String digest,
      String family,
      String size,
      String quantisation,
      int layers,
      long trainedContext,
      Set<Situation.Trait> traits) {
    public Model {
      traits = Set.copyOf(traits);
    }

    /** One of which no trait is known. */
    public Model(
        String name,
        String digest,
        String family,
        String size,
        String quantisation,
        int layers,
        long trainedContext) {
      this(name, digest, family, size, quantisation, layers, trainedContext, Set.of());
    }
  }

  /**
   * Looks a model up.
   *
   * @throws TargetException naming the models that are there where this one is not
   */
  Model show(String name);

  /**
   * The model that is meant where none is named: the only one that the server has.
   *
   * @throws TargetException naming them where there are more, or none
   */
  String onlyModel();

  /** What the server has loaded of {@code model} right now; empty where it does not say. */
  Optional<LoadedModel> loaded(String model);

  /**
   * Settings that the server states of itself and that no log has to be read for.
   *
   * @param wanted what the cell sets
   */
  Stated stated(Configuration wanted);

  /**
   * The most tokens that a prompt and its answer may have together, where the server has that from
   * its start and says so.
   */
  default OptionalLong context(String model) {
    return OptionalLong.empty();
  }

  /** Loads the model with the settings of {@code body}, and returns when it is there. */
  void load(Body body);

  /** Unloads a model, and returns when it is gone; other models do not feel it. */
  void unload(String model);

  /** The tokens that the server counts for {@code prompt} as {@code body} asks it. */
  int promptTokens(Body body, Prompt prompt);
}
