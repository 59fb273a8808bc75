package dev.paddock.settings;

import java.util.List;
import java.util.Optional;

/**
 * What holds in a release of Ollama where a setting is left to the server, of settings for which it
 * has changed: two releases that are compared differ in it although neither run set anything.
 */
public final class Defaults {
  /**
   * What held from a release on.
   *
   * @param before what held until then
   */
  private record Change(Setting setting, Release from, String before, String after) {}

  /** Read in {@code envconfig/config.go} and {@code api/types.go} of every release since 0.1. */
  private static final List<Change> CHANGES =
      List.of(
          new Change(Known.OLLAMA_CONTEXT_LENGTH, new Release(0, 6, 7), "2048", "4096"),
          new Change(Known.OLLAMA_CONTEXT_LENGTH, new Release(0, 15, 5), "4096", "by VRAM"),
          new Change(Known.NUM_CTX, new Release(0, 6, 7), "2048", "4096"),
          new Change(Known.NUM_CTX, new Release(0, 15, 5), "4096", "by VRAM"),
          new Change(Known.OLLAMA_NUM_PARALLEL, new Release(0, 10, 0), "4 or 1, by memory", "1"),
          new Change(Known.OLLAMA_FLASH_ATTENTION, new Release(0, 12, 4), "false", "automatic"),
          new Change(Known.OLLAMA_VULKAN, new Release(0, 30, 0), "false", "true"),
          new Change(
              Known.NUM_BATCH, new Release(0, 30, 0), "512", "by num_ctx × OLLAMA_NUM_PARALLEL"),
          new Change(Known.REPEAT_PENALTY, new Release(0, 32, 10), "1.1", "1"));

  private Defaults() {}

  /** The settings whose default has changed. */
  public static List<Setting> changed() {
    return CHANGES.stream().map(Change::setting).distinct().toList();
  }

  /** What holds without a setting in a version; empty where the version is not known. */
  public static Optional<String> of(Setting setting, String version) {
    List<Change> changes =
        CHANGES.stream().filter(change -> change.setting().equals(setting)).toList();
    return Release.of(version)
        .flatMap(
            release ->
                changes.stream()
                    .filter(change -> !release.before(change.from()))
                    .reduce((earlier, later) -> later)
                    .map(Change::after)
                    .or(() -> changes.stream().findFirst().map(Change::before)));
  }
}
