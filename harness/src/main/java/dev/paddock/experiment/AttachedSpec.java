package dev.paddock.experiment;

import java.util.List;
import java.util.Optional;

/**
 * What goes with every prompt, files all.
 *
 * @param images that the user shows, in their order
 * @param tools a file with the tools that may be called, a JSON array as both APIs have it
 * @param format a file with the JSON Schema that an answer is held to
 */
public record AttachedSpec(List<String> images, Optional<String> tools, Optional<String> format) {
  /** Nothing. */
  public static final AttachedSpec NONE =
      new AttachedSpec(List.of(), Optional.empty(), Optional.empty());

  public AttachedSpec {
    images = List.copyOf(images);
  }
}
