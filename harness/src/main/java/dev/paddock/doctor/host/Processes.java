package dev.paddock.doctor.host;

import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Variable;
import dev.paddock.telemetry.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The processes of this machine that are Ollama servers, from {@code /proc}. */
public final class Processes {
  private static final Pattern UNIT = Pattern.compile("/([^/\\s]+\\.service)(?:/|$)");
  private static final Pattern SWAPPED = Pattern.compile("VmSwap:\\s*(\\d+) kB");

  private final Path root;

  public Processes(Path root) {
    this.root = root;
  }

  /** Every {@code ollama serve}, by process id. */
  public List<Running> servers() {
    List<Running> servers = new ArrayList<>();
    for (Path process : InspectedHost.inside(root.resolve("proc"), "[0-9]*")) {
      List<String> words = words(process.resolve("cmdline"));
      if (isServer(words)) {
        servers.add(running(process, words));
      }
    }
    servers.sort(Comparator.comparingLong(Running::pid));
    return servers;
  }

  /** The process of this id; empty where there is none. */
  public Optional<Running> of(long pid) {
    Path process = root.resolve("proc").resolve(Long.toString(pid));
    List<String> words = words(process.resolve("cmdline"));
    return words.isEmpty() ? Optional.empty() : Optional.of(running(process, words));
  }

  private static boolean isServer(List<String> words) {
    return words.size() > 1
        && words.getFirst().replaceFirst(".*/", "").equals("ollama")
        && List.of("serve", "start").contains(words.get(1));
  }

  private Running running(Path process, List<String> words) {
    long pid = Long.parseLong(process.getFileName().toString());
    Optional<String> environment = InspectedHost.text(process.resolve("environ"));
    String place = "environment of pid " + pid;
    List<Variable> variables =
        environment.stream()
            .flatMap(text -> Stream.of(text.split("\0", -1)))
            .filter(pair -> pair.indexOf('=') > 0)
            .map(
                pair ->
                    new Variable(
                        pair.substring(0, pair.indexOf('=')),
                        pair.substring(pair.indexOf('=') + 1),
                        place))
            .toList();
    String groups = InspectedHost.text(process.resolve("cgroup")).orElse("");
    return new Running(
        pid,
        Service.of(Kind.PROCESS, "pid " + pid, variables).running(String.join(" ", words)),
        environment.isPresent(),
        UNIT.matcher(groups).results().map(match -> match.group(1)).reduce((a, b) -> b),
        log(process),
        new Host(root).quota(Long.toString(pid)),
        swapped(process));
  }

  private static List<String> words(Path commandLine) {
    return InspectedHost.text(commandLine)
        .map(text -> Stream.of(text.split("\0", -1)).filter(word -> !word.isEmpty()).toList())
        .orElse(List.of());
  }

  private static Optional<Path> log(Path process) {
    Path standardError = process.resolve("fd/2");
    return Files.isRegularFile(standardError) && Files.isReadable(standardError)
        ? Optional.of(standardError)
        : Optional.empty();
  }

  private static long swapped(Path process) {
    Matcher matcher = SWAPPED.matcher(InspectedHost.text(process.resolve("status")).orElse(""));
    return matcher.find() ? Long.parseLong(matcher.group(1)) << 10 : 0;
  }
}
