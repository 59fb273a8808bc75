package dev.paddock.cli;

import dev.paddock.doctor.DoctorException;
import dev.paddock.doctor.NoAnswer;
import dev.paddock.experiment.file.ExperimentFileException;
import dev.paddock.journal.RunDirectoryException;
import dev.paddock.journal.WriteFailedException;
import dev.paddock.plan.PlanException;
import dev.paddock.target.TargetException;
import dev.paddock.telemetry.Environment;
import dev.paddock.workload.WorkloadException;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code paddock}: asks this machine which settings of Ollama are the right ones. */
@Command(
    name = "paddock",
    description = "Asks your own machine which settings of Ollama are the right ones.",
    mixinStandardHelpOptions = true,
    versionProvider = PaddockCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ResumeCommand.class,
      StatusCommand.class,
      PlanCommand.class,
      ReportCommand.class,
      PublishCommand.class,
      ExportCommand.class,
      CompareCommand.class,
      HistoryCommand.class,
      CalibrateCommand.class,
      DoctorCommand.class,
      ServeCommand.class,
      WarmUpCommand.class
    },
    footer = {
      "",
      "bench [SUITE...] runs the JMH suites.",
      "",
      "Exit codes: 0 done, 1 the answer is no, 2 wrong use, 3 the target failed,",
      "130 interrupted with the journal whole."
    })
public final class PaddockCommand {
  private PaddockCommand() {}

  public static void main(String[] args) {
    System.exit(run(args, writer(System.out), writer(System.err)));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  /** Runs one command line and returns its exit code. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine commandLine = new CommandLine(new PaddockCommand());
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          command.getErr().println("paddock: " + letter(e));
          return code(e);
        });
    if (args.length == 0) {
      commandLine.usage(out);
      return ExitCode.WRONG_USE;
    }
    return commandLine.execute(args);
  }

  /** What went wrong, for a person; a stack trace only where the defect is Paddock's own. */
  private static String letter(Exception e) {
    return switch (e) {
      case ExperimentFileException _,
          DoctorException _,
          NoAnswer _,
          PlanException _,
          RunDirectoryException _,
          TargetException _,
          WorkloadException _,
          UsageException _ ->
          String.valueOf(e.getMessage());
      default -> defect(e);
    };
  }

  private static String defect(Exception e) {
    StringBuilder words =
        new StringBuilder("a defect of Paddock itself, please report it with these lines:");
    words.append("\n  ").append(e);
    for (StackTraceElement frame : e.getStackTrace()) {
      if (frame.getClassName().startsWith("dev.paddock")) {
        words.append("\n    at ").append(frame);
      }
    }
    return words.toString();
  }

  private static int code(Exception e) {
    return switch (e) {
      case TargetException _, WriteFailedException _, NoAnswer _ -> ExitCode.TARGET_FAILED;
      default -> ExitCode.WRONG_USE;
    };
  }

  /** What {@code paddock --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"paddock " + Environment.version()};
    }
  }
}
