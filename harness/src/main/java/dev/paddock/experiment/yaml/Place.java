package dev.paddock.experiment.yaml;

/**
 * Where something was written.
 *
 * @param file as given, or {@code --set}
 * @param line counts from 1; 0 on the command line
 */
public record Place(String file, int line) {
  /** Written as {@code --set key=value}. */
  public static final Place COMMAND_LINE = new Place("--set", 0);
}
