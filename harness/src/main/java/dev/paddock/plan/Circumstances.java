package dev.paddock.plan;

import java.util.List;
import java.util.Optional;

/**
 * What was learned of the server and its models before a run is planned.
 *
 * @param seesGpu whether the server found a GPU; empty where it does not say
 * @param models that the experiment names, as far as they were asked for
 */
public record Circumstances(Optional<Boolean> seesGpu, List<Model> models) {
  /** Nobody was asked. */
  public static final Circumstances UNKNOWN = new Circumstances(Optional.empty(), List.of());

  public Circumstances {
    models = List.copyOf(models);
  }

  /**
   * A model, as its server describes it.
   *
   * @param family empty where it is not said
   * @param layers that can be on a GPU; 0 where it is not said
   * @param trainedContext tokens; 0 where it is not said
   */
  public record Model(String name, String family, int layers, long trainedContext) {}
}
