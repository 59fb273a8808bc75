package dev.paddock.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.experiment.AttachedSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachedTest {
  @TempDir private Path folder = Path.of("");

  private String file(String name, byte... bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private String text(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static Attached read(List<String> images, String tools, String format) {
    return Attached.read(
        new AttachedSpec(
            images,
            Optional.of(tools).filter(name -> !name.isEmpty()),
            Optional.of(format).filter(name -> !name.isEmpty())));
  }

  @Test
  void a_picture_is_known_by_its_first_bytes_and_not_by_its_name() throws IOException {
    String png = file("a.jpg", (byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G');
    String jpeg = file("b.png", (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0);
    assertThat(read(List.of(png, jpeg), "", "").images())
        .containsExactly(
            new Attached.Image("image/png", "iVBORw=="),
            new Attached.Image("image/jpeg", "/9j/4A=="));
    String none = file("c.png", (byte) 'a');
    assertThatThrownBy(() -> read(List.of(none), "", ""))
        .hasMessageContaining("workload.images: ")
        .hasMessageContaining("is no PNG, JPEG, GIF, WebP or BMP");
    assertThatThrownBy(() -> read(List.of("not/there.png"), "", ""))
        .hasMessageContaining("workload.images: not/there.png: there is no such file");
  }

  @Test
  void what_is_no_list_of_tools_and_no_schema_is_named() throws IOException {
    String list = text("list.json", "[{\"type\": \"function\"}]");
    String object = text("object.json", "{\"type\": \"object\"}");
    String broken = text("broken.json", "{\n\"type\" 3}");
    Attached both = read(List.of(), list, object);
    assertThat(both.tools().orElseThrow().size()).isEqualTo(1);
    assertThat(both.fingerprint().orElseThrow()).startsWith("0 images, 1 tools, a format, ");
    assertThatThrownBy(() -> read(List.of(), object, ""))
        .hasMessageContaining("workload.tools: ")
        .hasMessageContaining("is no list of tools");
    assertThatThrownBy(() -> read(List.of(), "", list))
        .hasMessageContaining("workload.format: ")
        .hasMessageContaining("is no JSON Schema");
    assertThatThrownBy(() -> read(List.of(), "", broken))
        .hasMessageContaining("broken.json:2: is not JSON");
  }

  @Test
  void other_files_are_another_run() throws IOException {
    String one = text("one.json", "{\"type\": \"object\"}");
    String other = text("other.json", "{\"type\": \"string\"}");
    assertThat(read(List.of(), "", one).fingerprint())
        .isNotEqualTo(read(List.of(), "", other).fingerprint());
    assertThat(Attached.NONE.fingerprint()).isEmpty();
  }
}
