package dev.paddock.doctor;

import dev.paddock.doctor.host.LiveServer;
import dev.paddock.doctor.host.LiveServer.Loaded;
import dev.paddock.doctor.host.MachineFacts;
import dev.paddock.doctor.host.Running;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.service.Variable;
import dev.paddock.settings.parse.EnvText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * An Ollama installation as it was found; every rule reads this and nothing else.
 *
 * @param services as they are written down: units, compose services, environment files
 * @param running servers that run
 * @param shell the environment of the user
 * @param answering servers that answer
 * @param here whether this is the machine that the servers run on
 * @param looked what was looked at
 * @param unread what is there and could not be read, with the reason
 * @param gaps lines that were read and not understood
 */
public record Installation(
    List<Service> services,
    List<Running> running,
    Service shell,
    List<LiveServer> answering,
    List<ServerLogText> logs,
    MachineFacts machine,
    boolean here,
    List<String> looked,
    List<String> unread,
    List<UnreadLine> gaps) {
  public Installation {
    services = List.copyOf(services);
    running = List.copyOf(running);
    answering = List.copyOf(answering);
    logs = List.copyOf(logs);
    looked = List.copyOf(looked);
    unread = List.copyOf(unread);
    gaps = List.copyOf(gaps);
  }

  /**
   * The environments of servers, each once: a process that a unit started is judged as the unit, a
   * shell only where a server could come of nothing else.
   */
  List<Service> environments() {
    List<Service> all = new ArrayList<>(services);
    running.stream()
        .filter(process -> unitOf(process).isEmpty())
        .map(Running::service)
        .forEach(all::add);
    if (all.isEmpty() && answering.isEmpty()) {
      all.add(shell);
    }
    return all;
  }

  /** The unit that started a process, where it was read. */
  Optional<Service> unitOf(Running process) {
    return services.stream()
        .filter(service -> service.kind().isUnit())
        .filter(service -> process.unit().filter(service.name()::equals).isPresent())
        .findFirst();
  }

  /** A variable as servers run with it: of a process if one can be read, else as written down. */
  Optional<Set> set(String name) {
    return Stream.concat(running.stream().map(Running::service), services.stream())
        .flatMap(service -> service.variable(name).map(one -> new Set(service, one)).stream())
        .findFirst();
  }

  /** A variable as this server runs with it: of two servers here, one says nothing of the other. */
  Optional<Set> set(LiveServer server, String name) {
    Optional<Running> behind =
        running.stream()
            .filter(Running::readable)
            .filter(process -> process.address().isLocal())
            .filter(process -> process.address().url().toString().equals(server.url()))
            .findFirst();
    return behind.isPresent()
        ? behind.get().service().variable(name).map(one -> new Set(behind.get().service(), one))
        : set(name);
  }

  /** The number that a server takes a variable for; empty where it takes the default. */
  Optional<Long> number(LiveServer server, String name) {
    return set(server, name).flatMap(set -> EnvText.numberOf(set.variable().value()));
  }

  /** A line that sets a variable, as the file that sets it now would have it. */
  String line(String name, String value) {
    return set(name).map(set -> set.service().setting(name, value)).orElse(name + "=" + value);
  }

  /** What a rule finds of each model in the memory of a server that answers. */
  <T> Stream<T> ofLoaded(BiFunction<LiveServer, Loaded, Stream<T>> rule) {
    return answering.stream()
        .flatMap(server -> server.loaded().stream().flatMap(model -> rule.apply(server, model)));
  }

  /** A variable and the service that it belongs to. */
  record Set(Service service, Variable variable) {}
}
