package dev.paddock.doctor;

import dev.paddock.doctor.host.InspectedHost;
import dev.paddock.doctor.host.LiveServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine in a folder: units, compose files, processes and answers as a test plants them. */
final class Planted {
  private final Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<List<String>, String> commands = new HashMap<>();
  private final Map<String, LiveServer> servers = new HashMap<>();

  Planted(Path root) {
    this.root = root;
  }

  /** A file under the root, which stands for {@code /}. */
  Planted file(String path, String text) {
    Path file = root.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return this;
  }

  /** The unit that Ollama's installer writes, with these lines in its {@code [Service]}. */
  Planted unit(String... lines) {
    return file(
        "etc/systemd/system/ollama.service",
        """
        [Unit]
        Description=Ollama Service

        [Service]
        ExecStart=/usr/local/bin/ollama serve
        User=ollama
        Environment="PATH=/usr/bin:/bin"
        %s

        [Install]
        WantedBy=default.target
        """
            .formatted(String.join("\n", lines)));
  }

  /** A drop-in of that unit, with these lines under {@code [Service]}. */
  Planted dropIn(String name, String... lines) {
    return file(
        "etc/systemd/system/ollama.service.d/" + name,
        "[Service]\n" + String.join("\n", lines) + "\n");
  }

  /** A process {@code ollama serve} with these variables. */
  Planted process(long pid, String... variables) {
    file("proc/" + pid + "/cmdline", "/usr/local/bin/ollama\0serve\0");
    return file("proc/" + pid + "/environ", String.join("\0", variables) + "\0");
  }

  /** What a process of the unit writes to its journal. */
  Planted journal(String text) {
    return command(
        text,
        "journalctl",
        "-u",
        "ollama.service",
        "-b",
        "-n",
        "20000",
        "--no-pager",
        "-o",
        "cat",
        "-q");
  }

  /** What a command prints. */
  Planted command(String says, String... words) {
    commands.put(List.of(words), says);
    return this;
  }

  Planted compose(String text) {
    return file("home/me/compose.yaml", text);
  }

  Planted shell(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** A server at Ollama's usual place with one model in its memory. */
  Planted answers(LiveServer.Loaded... loaded) {
    String url = "http://127.0.0.1:11434";
    servers.put(url, new LiveServer(url, "0.33.0", List.of(loaded), Map.of()));
    return this;
  }

  Planted answers(LiveServer server) {
    servers.put(server.url(), server);
    return this;
  }

  InspectedHost here() {
    return new InspectedHost(
        root,
        root.resolve("home/me"),
        root.resolve("home/me"),
        environment,
        command -> Optional.ofNullable(commands.get(command)),
        (URI url) -> Optional.ofNullable(servers.get(url.toString())));
  }

  Doctor.Diagnosis diagnose(Subject subject) {
    return Doctor.diagnose(new Subject.Order(subject, Optional.empty()), here());
  }

  List<Finding> findings() {
    return diagnose(new Subject.Everything()).findings();
  }
}
