package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.doctor.host.LiveServer;
import dev.paddock.settings.parse.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A healthy installation of Ollama, on which each test plants what it is about. */
abstract class Ailing {
  static final String DROP_IN = "/etc/systemd/system/ollama.service.d/override.conf";
  static final long GIB = 1L << 30;

  @TempDir Path root = Path.of("");
  Planted machine = new Planted(root);

  @BeforeEach
  void plant() {
    machine =
        new Planted(root)
            .file("proc/meminfo", "MemTotal: 33554432 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n")
            .file("proc/stat", "cpu  1 1 1 1\ncpu0 1 1 1 1\ncpu1 1 1 1 1\n")
            .file("proc/loadavg", "0.10 0.10 0.10 1/100 1\n");
  }

  Finding only() {
    List<Finding> findings = machine.findings();
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  /** What is said of a file of this name alone. */
  Doctor.Diagnosis of(String name, String text) {
    machine.file("home/me/" + name, text);
    Path file = Path.of(name);
    return machine.diagnose(
        name.matches(".*\\.(service|container|conf)")
            ? new Subject.Unit("./" + name)
            : name.matches(".*\\.ya?ml")
                ? new Subject.Compose(List.of(file))
                : new Subject.Env(file));
  }

  /** The findings of a file, but for notes, in a line each. */
  List<String> whats(String name, String text) {
    Doctor.Diagnosis diagnosis = of(name, text);
    assertThat(diagnosis.notUnderstood()).isEmpty();
    return diagnosis.findings().stream()
        .filter(finding -> finding.severity() != Severity.NOTE)
        .map(Finding::what)
        .toList();
  }

  static LiveServer.Loaded model(String family, long context, long trained, long size, long vram) {
    return new LiveServer.Loaded(
        "m:latest", family, context, trained, size, vram, OptionalLong.empty());
  }
}
