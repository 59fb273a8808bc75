package dev.paddock.readback;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What Ollama says in {@code /api/ps}: the models in its memory. */
public final class OllamaRunning {
  private OllamaRunning() {}

  /**
   * One of them; empty where it is not loaded.
   *
   * @param now by the server's own clock, so that it holds for one elsewhere too
   */
  public static Optional<LoadedModel> model(JsonNode running, String model, Optional<Instant> now) {
    List<JsonNode> models =
        StreamSupport.stream(running.path("models").spliterator(), false).toList();
    return models.stream()
        .filter(candidate -> isCalled(model, candidate))
        .map(
            found ->
                new LoadedModel(
                    found.path("context_length").asLong(0),
                    found.path("size").asLong(0),
                    found.path("size_vram").asLong(0),
                    stays(now, found.path("expires_at").asText("")),
                    models.stream()
                        .filter(other -> !isCalled(model, other))
                        .map(other -> other.path("name").asText())
                        .sorted()
                        .toList()))
        .findFirst();
  }

  /** Whether a model that Ollama lists is the one that it would find under this name. */
  public static boolean isCalled(String name, JsonNode model) {
    ModelName wanted = ModelName.of(name);
    return wanted.means(ModelName.of(model.path("name").asText()))
        || wanted.means(ModelName.of(model.path("model").asText()));
  }

  private static Optional<Duration> stays(Optional<Instant> now, String expires) {
    try {
      return now.map(date -> Duration.between(date, OffsetDateTime.parse(expires).toInstant()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
