package dev.paddock.cli;

import dev.paddock.calibrate.Calibrations;
import dev.paddock.calibrate.Calibrator;
import dev.paddock.journal.Json;
import dev.paddock.record.Calibration;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paddock calibrate}: the instrument's own error on this machine. */
@Command(
    name = "calibrate",
    description =
        "Measures the instrument's own error on this machine against a reference server, and keeps"
            + " it for the reports.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CalibrateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Pairs of runs where the client and a raw drain are compared (default:"
              + " ${DEFAULT-VALUE}).")
  private int pairs = 5;

  @Option(
      names = "--quick",
      description =
          "Only 32 streams of 10 ms a token and of 20,000 tokens/s: two minutes instead of five.")
  private boolean quick;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (pairs < 1) {
      throw new UsageException("--pairs: expected at least 1, found " + pairs);
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Calibration calibration =
        new Calibrator(
                EngineJvm.serving("pace"),
                quick,
                pairs,
                words -> err.println("calibrate: " + words))
            .run();
    out.println(json ? Json.line(calibration) : CalibrationText.of(calibration));
    err.println("calibrate: " + keep(calibration));
    return ExitCode.DONE;
  }

  /** A quick one does not replace one that knows more. */
  private static String keep(Calibration calibration) {
    boolean fuller =
        Calibrations.of(calibration.fingerprint(), System.getenv())
            .filter(kept -> kept.rungs().size() > calibration.rungs().size())
            .isPresent();
    return fuller
        ? "the reports quote a fuller calibration of this machine, which stays"
        : "kept for the reports in " + Calibrations.keep(calibration, System.getenv());
  }
}
