package dev.paddock.calibrate;

import dev.paddock.engine.Cache;
import dev.paddock.journal.Json;
import dev.paddock.journal.WriteFailedException;
import dev.paddock.record.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/** The calibrations of this machine, one for each fingerprint, in the user's cache. */
public final class Calibrations {
  private Calibrations() {}

  /**
   * Keeps a calibration in place of an older one of the same fingerprint.
   *
   * @return where
   * @throws WriteFailedException where it cannot be written
   */
  public static Path keep(Calibration calibration, Map<String, String> environment) {
    try {
      Path file = file(calibration.fingerprint(), environment);
      Path fresh = Files.createTempFile(file.getParent(), "calibration", ".part");
      Files.writeString(fresh, Json.line(calibration));
      return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new WriteFailedException("the calibration cannot be kept: " + e.getMessage(), e);
    }
  }

  /** What is known of a machine; empty where it was never calibrated, or that cannot be read. */
  public static Optional<Calibration> of(String fingerprint, Map<String, String> environment) {
    try {
      Path file = file(fingerprint, environment);
      return Files.isReadable(file)
          ? Optional.of(Json.mapper().readValue(file.toFile(), Calibration.class))
          : Optional.empty();
    } catch (IOException e) {
      // An older Paddock's, or a torn one: as good as none, and calibrating again mends it.
      return Optional.empty();
    }
  }

  private static Path file(String fingerprint, Map<String, String> environment) throws IOException {
    return Cache.folder(environment).resolve("calibration-" + fingerprint + ".json");
  }
}
