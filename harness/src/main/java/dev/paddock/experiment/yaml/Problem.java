package dev.paddock.experiment.yaml;

import java.util.Optional;

/**
 * One thing that is wrong with an experiment file, told as a letter to its author.
 *
 * @param file the file's name as given, or {@code --set}
 * @param line counts from 1; 0 where it is not in the file
 * @param key path of the key, for example {@code factors.num_ctx}; empty for the whole file
 * @param message what was found, and why it will not do
 * @param fix what to write instead
 */
public record Problem(String file, int line, String key, String message, Optional<String> fix) {

  /** The problem as the author reads it: place, key and message, then what to do. */
  public String letter() {
    String place =
        line > 0
            ? file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ")
            : file + (key.isEmpty() ? ": " : " " + key + ": ");
    return place + message + fix.map(advice -> "\n" + advice.indent(2).stripTrailing()).orElse("");
  }
}
