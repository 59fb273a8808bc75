package dev.paddock.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of models, written and read. */
class GgufTest {
  @Test
  void the_dummy_is_the_same_every_time_and_describes_itself(@TempDir Path folder)
      throws IOException {
    Path one = folder.resolve("one.gguf");
    Path two = folder.resolve("two.gguf");
    DummyModel.write(one);
    DummyModel.write(two);
    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    Gguf file = Gguf.read(one);
    assertThat(file.parameters()).isBetween(44_000_000L, 46_000_000L);
    assertThat(file.trainedContext()).isEqualTo(32_768);
    assertThat(file.quantisation()).isEqualTo("Q8_0");
    assertThat(file.addsBeginning()).isFalse();
  }

  @Test
  void a_file_that_is_no_model_is_named(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("notes.gguf"), "not a model at all");
    assertThatThrownBy(() -> Gguf.read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("notes.gguf")
        .hasMessageContaining("no GGUF file");
    Path torn =
        Files.write(folder.resolve("torn.gguf"), new byte[] {'G', 'G', 'U', 'F', 3, 0, 0, 0, 1});
    assertThatThrownBy(() -> Gguf.read(torn)).hasMessageContaining("ends amid");
  }
}
