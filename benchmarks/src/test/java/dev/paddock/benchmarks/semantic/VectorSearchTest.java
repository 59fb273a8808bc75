package dev.paddock.benchmarks.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.journal.RunDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorSearchTest {
  private static final Vectors SOME = Vectors.of(300);

  @TempDir Path run;

  @Test
  void all_searches_do_the_same_work() {
    new VectorSearch().check();
  }

  private static void check(NearestEntry search) {
    Recall.check("planted", search, SOME, Vectors.ASKED, 1);
  }

  @Test
  void a_search_that_leaves_out_some_vectors_is_not_timed() {
    NearestEntry whole = new ScalarScan(SOME);
    check(whole);
    NearestEntry half =
        (asked, least) -> {
          int found = whole.find(asked, least);
          return found < 150 ? found : NearestEntry.NONE;
        };
    assertThatThrownBy(() -> check(half))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("that of");
  }

  @Test
  void a_search_that_names_what_is_too_far_is_not_timed() {
    NearestEntry whole = new ScalarScan(SOME);
    assertThatThrownBy(() -> check((asked, least) -> whole.find(asked, -1)))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("none nearer than");
  }

  @ParameterizedTest
  @EnumSource(VectorSearch.Search.class)
  void every_search_finds_the_first_and_the_last_vector(VectorSearch.Search search) {
    NearestEntry nearest = search.over(SOME);
    assertThat(nearest.find(SOME.entry(0), 0.99f)).isZero();
    assertThat(nearest.find(SOME.entry(299), 0.99f)).isEqualTo(299);
    float[] opposite = SOME.entry(0);
    for (int i = 0; i < opposite.length; i++) {
      opposite[i] = -opposite[i];
    }
    assertThat(nearest.find(opposite, 0.92f)).isEqualTo(NearestEntry.NONE);
  }

  @Test
  void a_graph_that_came_back_from_disk_names_the_same() throws Exception {
    HnswGraph built = HnswGraph.onAllCores(SOME);
    Path file = run.resolve("graph");
    built.keep(file);
    HnswGraph kept = HnswGraph.kept(file, SOME);
    for (int i = 0; i < Vectors.ASKED; i++) {
      assertThat(kept.find(SOME.asked(i), 0.5f)).isEqualTo(built.find(SOME.asked(i), 0.5f));
    }
    assertThat(run).isDirectoryNotContaining("glob:**.part");
    assertThatThrownBy(() -> HnswGraph.kept(file, Vectors.of(200)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a graph of 300 vectors, not of 200");
  }

  @Test
  void a_graph_is_built_only_where_a_fork_needs_it() throws Exception {
    for (Map<String, String> none :
        List.of(
            Map.of("search", "hnsw", "entries", "10000"),
            Map.of("search", "vector-api", "entries", "100000"))) {
      new VectorSearch().prepare(none, run);
    }
    assertThat(run).isEmptyDirectory();
    Files.createFile(run.resolve("hnsw-100000.graph"));
    new VectorSearch().prepare(Map.of("search", "hnsw", "entries", "100000"), run);
    assertThat(run.resolve("hnsw-100000.graph")).as("not built again").isEmptyFile();
  }

  @Test
  void a_spoilt_graph_is_named_where_pages_are_written_anew() throws Exception {
    assertThat(VectorSearch.right(100_000, run)).as("none built").isEmpty();
    Files.writeString(run.resolve("hnsw-100000.graph"), "spoilt");
    assertThatThrownBy(() -> VectorSearch.right(100_000, run))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContainingAll("hnsw-100000.graph", "cannot be read");
  }

  @Test
  void vectors_have_length_one_and_are_the_same_in_every_fork() {
    Vectors again = Vectors.of(300);
    assertThat(again.all()).containsExactly(SOME.all());
    assertThat(again.asked(5)).containsExactly(SOME.asked(5));
    for (int i = 0; i < 300; i++) {
      assertThat(Vectors.dot(SOME.entry(i), SOME.entry(i))).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void some_questions_have_no_answer() {
    long answered =
        IntStream.range(0, Vectors.ASKED)
            .filter(i -> new ScalarScan(SOME).find(SOME.asked(i), 0.92f) >= 0)
            .count();
    assertThat(answered).isBetween(Vectors.ASKED / 2L, Vectors.ASKED * 3L / 4);
  }
}
