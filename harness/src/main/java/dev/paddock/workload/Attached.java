package dev.paddock.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.experiment.AttachedSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What goes with every prompt, read from its files.
 *
 * @param images that the user shows
 * @param tools a JSON array
 * @param format a JSON Schema
 */
public record Attached(List<Image> images, Optional<JsonNode> tools, Optional<JsonNode> format) {
  /** Nothing. */
  public static final Attached NONE = new Attached(List.of(), Optional.empty(), Optional.empty());

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What image files begin with, and what they are then; of WebP what stands behind its size. */
  private static final Map<String, String> TYPES =
      Map.of(
          "\u0089PNG", "image/png",
          "\u00ff\u00d8\u00ff", "image/jpeg",
          "GIF8", "image/gif",
          "RIFF", "image/webp",
          "BM", "image/bmp");

  /**
   * A picture.
   *
   * @param type for example {@code image/png}
   * @param base64 its bytes
   */
  public record Image(String type, String base64) {}

  public Attached {
    images = List.copyOf(images);
  }

  /**
   * The files' contents.
   *
   * @throws WorkloadException where one cannot be read, or is not what its key wants
   */
  public static Attached read(AttachedSpec spec) {
    return new Attached(
        spec.images().stream().map(Attached::image).toList(),
        spec.tools().map(name -> json("workload.tools", name, true)),
        spec.format().map(name -> json("workload.format", name, false)));
  }

  private static Image image(String name) {
    UserFile file = new UserFile("workload.images", name);
    byte[] bytes = file.read(Files::readAllBytes);
    String head = new String(bytes, 0, Math.min(4, bytes.length), StandardCharsets.ISO_8859_1);
    String type =
        TYPES.entrySet().stream()
            .filter(one -> head.startsWith(one.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(() -> file.refused("is no PNG, JPEG, GIF, WebP or BMP."));
    return new Image(type, Base64.getEncoder().encodeToString(bytes));
  }

  private static JsonNode json(String key, String name, boolean array) {
    UserFile file = new UserFile(key, name);
    try {
      String text = file.read(Files::readString);
      JsonNode json = JSON.readTree(text);
      if (array ? !json.isArray() || json.isEmpty() : !json.isObject()) {
        throw file.refused(
            array
                ? "is no list of tools: [{\"type\": \"function\", \"function\": {…}}]."
                : "is no JSON Schema: {\"type\": \"object\", …}.");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw file.refused(e.getLocation().getLineNr(), "is not JSON: " + e.getOriginalMessage());
    }
  }

  /** Which these are, for a run's environment; empty where there is nothing. */
  public Optional<String> fingerprint() {
    if (equals(NONE)) {
      return Optional.empty();
    }
    CRC32C checksum = new CRC32C();
    checksum.update(toString().getBytes(StandardCharsets.UTF_8));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d images, %d tools, %s, %08x",
            images.size(),
            tools.map(JsonNode::size).orElse(0),
            format.isPresent() ? "a format" : "no format",
            checksum.getValue()));
  }
}
