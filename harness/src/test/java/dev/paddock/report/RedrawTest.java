package dev.paddock.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.analysis.Analysis;
import dev.paddock.analysis.Synthetic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that were published long ago, drawn anew from their own files. */
class RedrawTest {
  @TempDir Path temp;

  private Path docs;
  private Path page;

  @BeforeEach
  void published() throws IOException {
    docs = temp.resolve("docs");
    page = docs.resolve("synthetic");
    Synthetic run = new Synthetic().factor("num_ctx", 2048, 4096).blocks(2).requests(20);
    Publisher.publish(
        run.write(temp.resolve("results")), Analysis.of(run.write(temp), run.experiment()), docs);
  }

  @Test
  void a_page_of_this_build_is_drawn_as_it_was() throws IOException {
    byte[] markdown = Files.readAllBytes(page.resolve("report.md"));
    byte[] summary = Files.readAllBytes(page.resolve("summary.json"));
    assertThat(Publisher.redraw(docs)).containsExactly(page.resolve("index.html"));
    assertThat(page.resolve("report.md")).hasBinaryContent(markdown);
    assertThat(page.resolve("summary.json")).hasBinaryContent(summary);
  }

  @Test
  void what_an_older_build_drew_goes_and_its_answer_is_said_anew() throws IOException {
    ObjectNode older = json();
    older.withObject("/answer").put("headline", "In words of long ago.");
    Files.writeString(page.resolve("summary.json"), older.toString());
    Files.writeString(page.resolve("charts/front.png"), "pixels");
    Files.writeString(page.resolve("charts/front.svg"), "thousands of rectangles");
    Publisher.redraw(docs);
    assertThat(page.resolve("charts/front.png")).doesNotExist();
    assertThat(page.resolve("charts/front.svg")).content().startsWith("<?xml");
    assertThat(page.resolve("report.md")).content().doesNotContain("words of long ago");
  }

  @Test
  void no_number_of_a_summary_changes() throws IOException {
    ObjectNode before = json();
    Publisher.redraw(docs);
    ObjectNode after = json();
    before.remove("answer");
    after.remove("answer");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void a_conclusion_that_lies_beside_a_page_stays_on_it() throws IOException {
    Files.writeString(page.resolve("conclusion.md"), "**It does not matter.**\n");
    Publisher.redraw(docs);
    assertThat(page.resolve("report.md")).content().contains("**It does not matter.**");
    assertThat(page.resolve("conclusion.md")).hasContent("**It does not matter.**");
  }

  private ObjectNode json() throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(page.resolve("summary.json").toFile());
  }
}
