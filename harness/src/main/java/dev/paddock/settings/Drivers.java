package dev.paddock.settings;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;

import dev.paddock.settings.parse.Reading;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Variables that drivers and container runtimes read before Ollama, and their slips. */
public final class Drivers {
  private static final Map<String, Function<String, Optional<Reading>>> BY_NAME =
      Map.of(
          "HSA_OVERRIDE_GFX_VERSION", Drivers::graphicsVersion,
          "NVIDIA_VISIBLE_DEVICES", Drivers::containerDevices,
          "NVIDIA_DRIVER_CAPABILITIES", Drivers::capabilities);

  /** ROCm reads it of one card as well: HSA_OVERRIDE_GFX_VERSION_1. */
  private static final Pattern OF_ONE_CARD = Pattern.compile("(HSA_OVERRIDE_GFX_VERSION)_\\d+");

  private Drivers() {}

  /** Whether a driver or a runtime reads it, and Paddock knows how. */
  public static boolean read(String name) {
    return BY_NAME.containsKey(ofAllCards(name));
  }

  /** What is not as the text says; empty where all is well, or nothing is known of the name. */
  public static Optional<Reading> surprise(String name, String text) {
    return Optional.ofNullable(BY_NAME.get(ofAllCards(name)))
        .flatMap(reads -> reads.apply(text.strip()));
  }

  private static String ofAllCards(String name) {
    return OF_ONE_CARD.matcher(name).replaceFirst("$1");
  }

  /** What AMD's runtime makes of another text than three numbers: it ends, and shows no GPU. */
  public static final String THREE_NUMBERS =
      "AMD's runtime wants three numbers with points between, 11.0.3 for gfx1103: the GPU is not"
          + " used";

  /** AMD's runtime reads three numbers, 10.3.0 for gfx1030, and ends at anything else. */
  public static Optional<Reading> graphicsVersion(String text) {
    if (text.isEmpty() || text.matches("\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}")) {
      return Optional.empty();
    }
    String digits = text.replaceAll("(?i)^gfx|[\"'\\s.]", "");
    Optional<String> meant =
        digits.matches("\\d{2,3}[0-9a-f]{2}") || digits.matches("9[0-9][0-9a-f]")
            ? Optional.of(
                "%s.%s.%d"
                    .formatted(
                        digits.substring(0, digits.length() - 2),
                        digits.charAt(digits.length() - 2),
                        Character.digit(digits.charAt(digits.length() - 1), 16)))
            : Optional.empty();
    return Optional.of(
        new Reading(HARM, "is no version of three numbers", THREE_NUMBERS + ".", meant));
  }

  private static Optional<Reading> containerDevices(String text) {
    return text.equals("none") || text.equals("void")
        ? Optional.of(
            new Reading(
                NOTE,
                "hides every NVIDIA GPU from the container",
                "Models run on the CPU alone.",
                Optional.of("all")))
        : Optional.empty();
  }

  private static Optional<Reading> capabilities(String text) {
    return text.isEmpty() || text.equals("all") || text.contains("compute")
        ? Optional.empty()
        : Optional.of(
            new Reading(
                HARM,
                "leaves out compute",
                "The container gets no CUDA: models run on the CPU alone.",
                Optional.of("compute,utility")));
  }
}
