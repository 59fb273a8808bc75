package dev.paddock.doctor;

import dev.paddock.doctor.host.InspectedHost;
import dev.paddock.doctor.host.LiveServer;
import dev.paddock.doctor.host.MachineFacts;
import dev.paddock.doctor.host.Processes;
import dev.paddock.doctor.host.Running;
import dev.paddock.doctor.host.UserShell;
import dev.paddock.doctor.read.FileKind;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.service.Variable;
import dev.paddock.settings.Known;
import dev.paddock.settings.parse.Address;
import dev.paddock.settings.parse.Severity;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at an Ollama installation, reading only, and says what in it does nothing or harms; long
 * because an installation can be in many places.
 */
public final class Doctor {
  private static final List<String> COMPOSE_FILES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

  private final InspectedHost here;
  private final FilesRead files;
  private final List<Service> services = new ArrayList<>();
  private final List<Running> running = new ArrayList<>();
  private final List<LiveServer> answering = new ArrayList<>();
  private final List<ServerLogText> logs = new ArrayList<>();
  private final List<String> looked = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();
  private boolean onThisMachine = true;

  private Doctor(InspectedHost here) {
    this.here = here;
    this.files = new FilesRead(here);
  }

  /**
   * Looks and judges.
   *
   * @throws DoctorException where what was asked for is not there
   */
  public static Diagnosis diagnose(Subject.Order order, InspectedHost here) {
    Installation installation = new Doctor(here).look(order);
    return new Diagnosis(
        installation.looked(),
        installation.unread(),
        installation.gaps(),
        Rule.findings(installation));
  }

  /**
   * What was found.
   *
   * @param looked what was looked at, every file among it
   * @param unread what is there and could not be read, or is not known
   * @param notUnderstood lines of these files that were not understood
   * @param findings worst first
   */
  public record Diagnosis(
      List<String> looked,
      List<String> unread,
      List<UnreadLine> notUnderstood,
      List<Finding> findings) {
    public Diagnosis {
      looked = List.copyOf(looked);
      unread = List.copyOf(unread);
      notUnderstood = List.copyOf(notUnderstood);
      findings = List.copyOf(findings);
    }

    /** Whether there is more than notes. */
    public boolean ill() {
      return findings.stream().anyMatch(finding -> finding.severity() != Severity.NOTE);
    }
  }

  Installation look(Subject.Order order) {
    List<Running> all = new Processes(here.root()).servers();
    switch (order.subject()) {
      case Subject.Everything() -> everything(all);
      case Subject.Url(URI url) -> url(url, all);
      case Subject.Unit(String name) -> unit(name, all);
      case Subject.Compose(List<Path> named) -> {
        services.addAll(files.compose(named));
        onThisMachine = false;
      }
      case Subject.Env(Path file) -> {
        services.addAll(files.file(file, FileKind.Said.VARIABLES));
        onThisMachine = false;
      }
      case Subject.Pid(long pid) -> pid(pid);
    }
    order.log().ifPresent(log -> logs.add(ServerLogText.of(log.toString(), log(log))));
    looked.addAll(files.looked());
    unread.addAll(files.unread());
    return new Installation(
        services,
        running,
        onThisMachine ? new UserShell(here).service() : Service.of(Kind.SHELL, "shell", List.of()),
        answering,
        logs,
        MachineFacts.read(here.root()),
        onThisMachine,
        looked,
        unread,
        files.gaps());
  }

  private String log(Path file) {
    return InspectedHost.log(here.directory().resolve(file))
        .orElseThrow(() -> FilesRead.unreadable(file));
  }

  private void everything(List<Running> all) {
    units("ollama.service");
    for (Path folder :
        List.of(
            here.home().resolve(".config/containers/systemd"),
            here.root().resolve("etc/containers/systemd"))) {
      InspectedHost.inside(folder, "*ollama*.container")
          .forEach(file -> services.addAll(files.file(file, FileKind.Said.UNIT)));
    }
    processes(all);
    COMPOSE_FILES.stream()
        .map(here.directory()::resolve)
        .filter(Files::isReadable)
        .forEach(file -> services.addAll(files.compose(List.of(file))));
    looked.add("the environment of this shell");
    journal(all);
    Stream.concat(
            Stream.of(Address.of(here.environment().getOrDefault(Known.OLLAMA_HOST.name(), ""))),
            Stream.concat(
                running.stream().filter(Running::readable).map(Running::address),
                services.stream()
                    .filter(service -> service.kind().isUnit())
                    .map(
                        unit ->
                            unit.variable(Known.OLLAMA_HOST.name()).map(Variable::value).orElse(""))
                    .map(Address::of)))
        .distinct()
        .forEach(this::askIfLocal);
  }

  private void askIfLocal(Address address) {
    if (!address.isLocal()) {
      unread.add(
          "OLLAMA_HOST is %s, another machine: it is not asked unless you say --url"
              .formatted(address.host()));
      return;
    }
    ask(address.url());
  }

  /** Whether it answers. */
  private boolean ask(URI url) {
    Optional<LiveServer> answer = here.ask().apply(url);
    answer.ifPresentOrElse(
        server -> {
          answering.add(server);
          looked.add("Ollama %s at %s".formatted(server.version(), server.url()));
        },
        () -> unread.add("nothing answers as Ollama does at " + url));
    return answer.isPresent();
  }

  private void url(URI url, List<Running> all) {
    if (!ask(url)) {
      throw new NoAnswer(url);
    }
    String host = url.getHost() == null ? "" : url.getHost().replaceAll("[\\[\\]]", "");
    onThisMachine = new Address("http", host, 0).isLocal();
    if (onThisMachine) {
      int port = url.getPort() == -1 ? 80 : url.getPort();
      List<Running> behind =
          all.stream()
              .filter(process -> process.readable() && process.address().port() == port)
              .toList();
      behind.stream().flatMap(process -> process.unit().stream()).distinct().forEach(this::units);
      processes(behind);
      journal(behind);
    }
  }

  private void unit(String name, List<Running> all) {
    if (name.contains("/")) {
      Path file = here.directory().resolve(name);
      onThisMachine = here.isOfSystemd(file);
      services.addAll(files.file(Path.of(name), FileKind.Said.UNIT));
      return;
    }
    units(name);
    if (services.isEmpty()) {
      throw new DoctorException(
          "there is no unit %s here, neither of the system nor of the user. Which are there: systemctl list-unit-files '*ollama*'"
              .formatted(name));
    }
    List<Running> own =
        all.stream()
            .filter(
                process ->
                    services.stream()
                        .anyMatch(unit -> process.unit().filter(unit.name()::equals).isPresent()))
            .toList();
    processes(own);
    journal(own);
    if (!own.isEmpty()) {
      services
          .getFirst()
          .variable(Known.OLLAMA_HOST.name())
          .map(Variable::value)
          .or(() -> Optional.of(""))
          .map(Address::of)
          .ifPresent(this::askIfLocal);
    }
  }

  private void pid(long pid) {
    Running process =
        new Processes(here.root())
            .of(pid)
            .orElseThrow(() -> new DoctorException("there is no process %d here".formatted(pid)));
    process.unit().ifPresent(this::units);
    processes(List.of(process));
    journal(List.of(process));
    if (process.readable()) {
      askIfLocal(process.address());
    }
  }

  private void units(String name) {
    List<Service> found = files.units(name);
    for (Service unit : found) {
      looked.add(
          "%s (%s)"
              .formatted(
                  unit.name(), unit.kind() == Kind.UNIT ? "system unit" : "unit of the user"));
      unit.unread().forEach(file -> unread.add(file + ", of " + unit.name()));
    }
    services.addAll(found);
  }

  private void processes(List<Running> all) {
    for (Running process : all) {
      looked.add("pid %d: %s".formatted(process.pid(), process.service().commands().getFirst()));
      if (!process.readable()) {
        unread.add(
            "the environment of pid %d belongs to another user: sudo paddock doctor --pid %d"
                .formatted(process.pid(), process.pid()));
      }
      process
          .log()
          .flatMap(
              file ->
                  InspectedHost.log(file)
                      .map(text -> ServerLogText.of("log of pid " + process.pid(), text)))
          .ifPresent(
              log -> {
                logs.add(log);
                looked.add(log.name());
              });
    }
    running.addAll(all);
  }

  /** What systemd kept of the units' logs. */
  private void journal(List<Running> own) {
    for (Service unit : services) {
      if (!unit.kind().isUnit()) {
        continue;
      }
      List<String> user = unit.kind() == Kind.USER_UNIT ? List.of("--user") : List.of();
      List<String> command = new ArrayList<>(List.of("journalctl"));
      command.addAll(user);
      command.addAll(
          List.of("-u", unit.name(), "-b", "-n", "20000", "--no-pager", "-o", "cat", "-q"));
      here.runner()
          .apply(command)
          .filter(said -> !said.isBlank())
          .ifPresentOrElse(
              said -> {
                logs.add(ServerLogText.of("journal of " + unit.name(), said));
                looked.add("journal of " + unit.name());
              },
              () -> {
                if (!own.isEmpty()) {
                  unread.add(
                      "the journal of %s is empty, or not yours to read: journalctl -u %s > FILE, then --log FILE"
                          .formatted(unit.name(), unit.name()));
                }
              });
    }
  }
}
