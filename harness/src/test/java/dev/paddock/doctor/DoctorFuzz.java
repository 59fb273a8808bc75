package dev.paddock.doctor;

import dev.paddock.doctor.host.InspectedHost;
import dev.paddock.doctor.read.FileKind;
import dev.paddock.fuzz.Fuzzing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every kind, read under their own name and under that of another, and judged. */
class DoctorFuzz {
  @TempDir private Path folder = Path.of("");
  private final Random random = new Random(11);

  @Test
  void a_spoiled_file_is_read_and_judged() throws IOException {
    Map<String, String> samples = Samples.all();
    for (Map.Entry<String, String> sample : samples.entrySet()) {
      Files.writeString(folder.resolve("sound-" + sample.getKey()), sample.getValue());
    }
    Files.writeString(folder.resolve("more.yaml"), "include: [more.yaml]\nservices: {m: {}}\n");
    Files.writeString(folder.resolve("b.env"), "A=${A}${A}\nB=$A$A\n");
    List<String> names = List.copyOf(samples.keySet());
    InspectedHost here =
        new InspectedHost(
            folder, folder, folder, Map.of("A", "a"), _ -> Optional.empty(), _ -> Optional.empty());
    Fuzzing.of("doctor")
        .sample(samples.values().toArray(String[]::new))
        .words(
            "OLLAMA_HOST=",
            "Environment=\"",
            "EnvironmentFile=-b.env",
            "environment:\n  ",
            "env_file: b.env",
            "extends: {service: base}",
            "${A:-${B:-",
            "{{ a }}",
            "{% if a %}",
            "{% else %}",
            "{% endif %}",
            "{{- range . }}",
            "docker run -e ",
            "<<'EOF'\n",
            "!override ")
        .against(
            Fuzzing.Never.class,
            input -> {
              Path file = folder.resolve(names.get(random.nextInt(names.size())));
              Files.write(file, input);
              Subject subject =
                  switch (random.nextInt(3)) {
                    case 0 -> new Subject.Compose(List.of(file));
                    case 1 -> new Subject.Unit(file.toString());
                    default -> new Subject.Env(file);
                  };
              String said =
                  Doctor.diagnose(new Subject.Order(subject, Optional.empty()), here).toString();
              if (said.length() > 64 << 20) {
                throw new IllegalStateException("it says " + said.length() + " letters");
              }
              for (FileKind.Said how : FileKind.Said.values()) {
                FileKind.understood(
                    here.sources().any(file, file.toString()).orElseThrow(), how, here.sources());
              }
            });
  }
}
