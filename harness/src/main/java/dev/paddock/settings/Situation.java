package dev.paddock.settings;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where a setting is to take effect, as far as it is known; what is not known is empty, and nothing
 * that rests on it is said.
 *
 * @param ollama whether the server is Ollama
 * @param version of the server
 * @param seesGpu whether the server found a GPU
 * @param model that is served
 * @param values everything that is set
 * @param around what the server's process is shut into
 */
public record Situation(
    boolean ollama,
    Optional<String> version,
    Optional<Boolean> seesGpu,
    Optional<Model> model,
    Configuration values,
    Confinement around) {
  /** An Ollama of which nothing is known, with nothing set. */
  public static final Situation OLLAMA =
      new Situation(true, Optional.empty(), Optional.empty(), Optional.empty(), Configuration.NONE);

  /** A situation of whose surroundings nothing is known. */
  public Situation(
      boolean ollama,
      Optional<String> version,
      Optional<Boolean> seesGpu,
      Optional<Model> model,
      Configuration values) {
    this(ollama, version, seesGpu, model, values, Confinement.UNKNOWN);
  }

  /**
   * A model, as its server describes it.
   *
   * @param family empty where it is not said
   * @param layers that can be on a GPU; 0 where it is not said
   * @param trainedContext tokens; 0 where it is not said
   * @param traits as far as they are known
   */
  public record Model(
      String name, String family, int layers, long trainedContext, Set<Trait> traits) {
    public Model {
      traits = Set.copyOf(traits);
    }

    /** A model of which no trait is known. */
    public Model(String name, String family, int layers, long trainedContext) {
      this(name, family, layers, trainedContext, Set.of());
    }
  }

  /** What a model is beside its family, where settings mean something else for it. */
  public enum Trait {
    /** Run by MLX, and not by llama-server. */
    MLX,
    /** Run elsewhere: only its name is on this server. */
    CLOUD,
    VISION,
    /** It has no other use. */
    EMBEDDING
  }

  /** The same with these values set. */
  public Situation with(Configuration settings) {
    return new Situation(ollama, version, seesGpu, model, settings, around);
  }

  /** The same with this model. */
  public Situation with(Model served) {
    return new Situation(ollama, version, seesGpu, Optional.of(served), values, around);
  }

  /** The same, with what is known of the cards. */
  public Situation seeingGpu(Optional<Boolean> sees) {
    return new Situation(ollama, version, sees, model, values, around);
  }

  /** The same, with what is known of the process's surroundings. */
  public Situation in(Confinement surroundings) {
    return new Situation(ollama, version, seesGpu, model, values, surroundings);
  }

  /** What a setting is set to; empty where it is left to the server. */
  public Optional<Value> value(Setting setting) {
    return values.get(setting).filter(value -> !(value instanceof Value.Unset));
  }

  public boolean sets(Setting setting) {
    return value(setting).isPresent();
  }

  /** The text of a value, as an environment has it. */
  public Optional<String> text(Setting setting) {
    return value(setting).map(Value::toString);
  }

  /** The whole number that a setting is set to. */
  public OptionalLong whole(Setting setting) {
    return values.whole(setting);
  }

  public boolean above(Setting setting, long bound) {
    OptionalLong number = whole(setting);
    return number.isPresent() && number.getAsLong() > bound;
  }

  /** Whether the server said that it found no GPU. */
  public boolean noGpu() {
    return seesGpu.filter(sees -> !sees).isPresent();
  }

  public boolean atLeast(Setting setting, long bound) {
    OptionalLong number = whole(setting);
    return number.isPresent() && number.getAsLong() >= bound;
  }

  public boolean is(Trait trait) {
    return model.filter(served -> served.traits().contains(trait)).isPresent();
  }

  /** Whether the server is known to be older than a release 0.N. */
  public boolean before(int minor) {
    return version
        .flatMap(Release::of)
        .filter(release -> release.before(new Release(0, minor, 0)))
        .isPresent();
  }
}
