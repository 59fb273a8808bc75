package dev.paddock.plan;

import dev.paddock.settings.Situation;
import java.util.List;
import java.util.Optional;

/**
 * What was learned of the server and its models before a run is planned.
 *
 * @param seesGpu whether the server found a GPU; empty where it does not say
 * @param models that the experiment names, as far as they were asked for
 */
public record Circumstances(Optional<Boolean> seesGpu, List<Situation.Model> models) {
  /** Nobody was asked. */
  public static final Circumstances UNKNOWN = new Circumstances(Optional.empty(), List.of());

  public Circumstances {
    models = List.copyOf(models);
  }
}
