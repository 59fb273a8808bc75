package dev.paddock.settings;

import java.util.Locale;

/**
 * A setting as people say it: {@code OLLAMA_NUM_PARALLEL=2} is "2 slots".
 *
 * @param noun the setting alone, for example "flash attention"
 * @param form how a value goes with it
 * @param value the form's own word or pattern
 */
public record PlainName(String noun, Form form, String value) {
  /** How a value goes with its setting's noun. */
  public enum Form {
    /** The value in a pattern of its own: "batches of 512". */
    SAID,
    /** So many of something: "1 slot", "2 slots". */
    COUNTED,
    /** On or off: "streaming on". */
    TURNED
  }

  static PlainName says(String noun, String value) {
    return new PlainName(noun, Form.SAID, value);
  }

  static PlainName counts(String noun, String one) {
    return new PlainName(noun, Form.COUNTED, one);
  }

  static PlainName turns(String noun) {
    return new PlainName(noun, Form.TURNED, noun);
  }

  /** The setting with a value, for example "flash attention on". */
  public String level(String level) {
    if (level.equals("unset")) {
      return noun + " left to the server";
    }
    return switch (form) {
      case SAID -> String.format(Locale.ROOT, value, level);
      case COUNTED -> "%s %s%s".formatted(level, value, level.equals("1") ? "" : "s");
      case TURNED ->
          switch (level) {
            case "true", "1" -> noun + " on";
            case "false", "0" -> noun + " off";
            default -> noun + " " + level;
          };
    };
  }
}
