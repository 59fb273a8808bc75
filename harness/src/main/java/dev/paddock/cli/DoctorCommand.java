package dev.paddock.cli;

import dev.paddock.doctor.Doctor;
import dev.paddock.doctor.Doctor.Diagnosis;
import dev.paddock.doctor.Subject;
import dev.paddock.doctor.host.InspectedHost;
import dev.paddock.experiment.AccessSpec;
import dev.paddock.experiment.Secret;
import dev.paddock.journal.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paddock doctor}: which settings of an Ollama installation do nothing, or harm. */
@Command(
    name = "doctor",
    description = {
      "Says which settings of an Ollama installation do nothing, or harm. It only reads.",
      "Without options it looks at what it finds here: the unit ollama.service, running servers,"
          + " compose files in this directory, this shell, and the API."
    },
    footer = {
      "",
      "Exit codes: 0 nothing found (notes do not count), 1 something found, 2 wrong use, or a",
      "part of a file that was not understood, 3 the server of --url does not answer."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @ArgGroup private @Nullable What what;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "A log that the server wrote, to be read too.")
  private @Nullable Path log;

  @Option(
      names = "--api-key-env",
      paramLabel = "NAME",
      description = "The variable that holds the key which the server of --url wants.")
  private @Nullable String apiKey;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  /** One thing to look at instead of everything. */
  static final class What {
    @Option(names = "--url", paramLabel = "URL", description = "The server that answers there.")
    private @Nullable URI url;

    @Option(
        names = "--unit",
        paramLabel = "NAME",
        description = "A systemd unit with its drop-ins, by name or by file.")
    private @Nullable String unit;

    @Option(
        names = "--compose",
        paramLabel = "FILE",
        description =
            "A compose file, or several, each over those before it; or a manifest of Kubernetes.")
    private @Nullable List<Path> compose;

    @Option(names = "--pid", paramLabel = "PID", description = "A server's process.")
    private @Nullable Long pid;

    @Option(
        names = "--env",
        paramLabel = "FILE",
        description =
            "A file that sets variables: NAME=value lines, a shell, batch or PowerShell script, a"
                + " job of launchd, a module of NixOS, a Dockerfile.")
    private @Nullable Path env;

    private Subject subject() {
      if (url != null) {
        return new Subject.Url(AccessSpec.bare(url));
      }
      if (unit != null) {
        return new Subject.Unit(unit);
      }
      if (compose != null) {
        return new Subject.Compose(compose);
      }
      return pid != null
          ? new Subject.Pid(pid)
          : new Subject.Env(Objects.requireNonNull(env, "one of the group is given"));
    }
  }

  @Override
  public Integer call() {
    Subject subject = what == null ? new Subject.Everything() : what.subject();
    if (subject instanceof Subject.Url(URI url)
        && (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?"))) {
      throw new UsageException(
          "--url: expected http://HOST:PORT, found " + Secret.hidden(url.toString()));
    }
    Diagnosis diagnosis =
        Doctor.diagnose(new Subject.Order(subject, Optional.ofNullable(log)), host());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(json ? Json.line(diagnosis) : DoctorText.of(diagnosis));
    if (!diagnosis.notUnderstood().isEmpty()) {
      return ExitCode.WRONG_USE;
    }
    return diagnosis.ill() ? ExitCode.NO : ExitCode.DONE;
  }

  /** This machine, or the way to a server that wants to know who asks. */
  private InspectedHost host() {
    URI url = what == null ? null : what.url;
    if (url == null) {
      if (apiKey != null) {
        throw new UsageException("--api-key-env: is for the server of --url, and there is none");
      }
      return InspectedHost.real();
    }
    return InspectedHost.real()
        .letIn(
            Accesses.of(
                AccessSpec.of(url, Optional.ofNullable(apiKey)),
                Optional.of(AccessSpec.bare(url)),
                System.getenv()));
  }
}
