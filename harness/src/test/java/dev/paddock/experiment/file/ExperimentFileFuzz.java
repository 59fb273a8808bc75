package dev.paddock.experiment.file;

import dev.paddock.fuzz.Fuzzing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentFileFuzz {
  @Test
  void a_spoiled_experiment_file_is_read_or_refused() {
    Fuzzing.of("experiment")
        .samples(Path.of("..", "experiments"), ".yaml")
        .words("num_ctx", "unset", "max", "search 1..64", "500 ms", "5%", "{from: 0, to: max}")
        .against(
            ExperimentFileException.class,
            input ->
                ExperimentFile.parse(
                    "spoiled.yaml", new String(input, StandardCharsets.UTF_8), Map.of()));
  }
}
