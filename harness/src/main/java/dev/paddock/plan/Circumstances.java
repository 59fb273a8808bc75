package dev.paddock.plan;

import dev.paddock.settings.Situation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was learned of the server and its models before a run is planned.
 *
 * @param seesGpu whether the server found a GPU; empty where it does not say
 * @param models that the experiment names, as far as they were asked for
 * @param context tokens that a request and its answer may have; empty where the server does not say
 */
public record Circumstances(
    Optional<Boolean> seesGpu, List<Situation.Model> models, OptionalLong context) {
  /** Nobody was asked. */
  public static final Circumstances UNKNOWN = new Circumstances(Optional.empty(), List.of());

  /** Those of a server that does not say what a request may have. */
  public Circumstances(Optional<Boolean> seesGpu, List<Situation.Model> models) {
    this(seesGpu, models, OptionalLong.empty());
  }

  public Circumstances {
    models = List.copyOf(models);
  }
}
