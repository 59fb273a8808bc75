package dev.paddock.engine.pace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.engine.EngineException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is embedded, and as what. */
class PaceEmbeddingTest {
  private static PaceEmbedding ollama(String body) throws EngineException {
    return PaceEmbedding.of(PaceEmbedding.Form.OLLAMA, body.getBytes(UTF_8));
  }

  private static PaceEmbedding openAi(String body) throws EngineException {
    return PaceEmbedding.of(PaceEmbedding.Form.OPENAI, body.getBytes(UTF_8));
  }

  private static JsonNode answer(PaceEmbedding request) throws Exception {
    return new ObjectMapper().readTree(request.answer(5, 1));
  }

  @Test
  void a_text_has_one_vector_of_length_1_and_another_text_another() throws Exception {
    JsonNode answer =
        answer(
            ollama(
                """
                {"model": "m", "input": ["a b", "c", "a b"], "dimensions": 50}
                """));
    assertThat(answer.path("model").textValue()).isEqualTo("m");
    JsonNode vectors = answer.path("embeddings");
    assertThat(vectors).hasSize(3).allMatch(vector -> vector.size() == 50);
    double square = 0;
    for (JsonNode coordinate : vectors.get(1)) {
      square += coordinate.doubleValue() * coordinate.doubleValue();
    }
    assertThat(square).isCloseTo(1, within(1e-6));
    assertThat(vectors.get(0)).isEqualTo(vectors.get(2)).isNotEqualTo(vectors.get(1));
    assertThat(answer(ollama("{\"input\": \"a b\"}")).path("embeddings").get(0)).hasSize(8);
  }

  @Test
  void the_prompt_is_all_texts_and_takes_its_time_before_the_whole_answer() throws Exception {
    PaceEmbedding request = ollama("{\"input\": [\"a b\", \"\", \"c d e\"]}");
    JsonNode answer = answer(request);
    assertThat(answer.path("prompt_eval_count").intValue()).isEqualTo(5);
    assertThat(answer.path("total_duration").longValue()).isEqualTo(5);
    assertThat(answer.path("load_duration").longValue()).isEqualTo(1);
    assertThat(answer.path("embeddings")).hasSize(3);
    Pace pace =
        new Pace(
            new Gap.Fixed(20),
            3,
            new Gap.Fixed(10),
            1,
            Freeze.NEVER,
            1,
            OptionalInt.empty(),
            0,
            List.of());
    assertThat(new PaceSchedule(pace, 0, request.tokens(), 1, 7).nextLong()).isEqualTo(35);
  }

  @Test
  void no_text_has_no_vectors_by_ollama_and_is_an_error_by_openai() throws Exception {
    for (String none : new String[] {"[]", "\"\"", "null"}) {
      assertThat(new String(ollama("{\"model\":\"m\",\"input\":" + none + "}").answer(5, 1), UTF_8))
          .isEqualTo("{\"model\":\"m\",\"embeddings\":[]}");
    }
    assertThat(ollama("{}").texts()).isEmpty();
    assertThat(openAi("{\"input\":\"\"}").texts()).containsExactly("");
    assertThatThrownBy(() -> openAi("{\"input\":[]}")).hasMessage("invalid input");
    assertThatThrownBy(() -> openAi("{}")).hasMessage("invalid input");
  }

  @Test
  void what_is_no_text_is_refused() {
    for (String input : new String[] {"7", "[7]", "[\"a\", null]", "{}"}) {
      assertThatThrownBy(() -> ollama("{\"input\":" + input + "}"))
          .hasMessage("invalid input type");
    }
    assertThatThrownBy(() -> ollama("{\"input\":\"a\",\"dimensions\":1000000}"))
        .hasMessageContaining("65536");
  }

  @Test
  void openai_gets_its_own_shape() throws Exception {
    JsonNode answer = answer(openAi("{\"model\":\"m\",\"input\":[\"a b\",\"c\"],\"seed\":3}"));
    assertThat(answer.path("object").textValue()).isEqualTo("list");
    assertThat(answer.path("model").textValue()).isEqualTo("m");
    assertThat(answer.path("data").get(1).path("object").textValue()).isEqualTo("embedding");
    assertThat(answer.path("data").get(1).path("index").intValue()).isEqualTo(1);
    assertThat(answer.path("data").get(1).path("embedding")).hasSize(8);
    assertThat(answer.path("usage").path("prompt_tokens").intValue()).isEqualTo(3);
    assertThat(answer.path("usage").path("total_tokens").intValue()).isEqualTo(3);
    assertThat(openAi("{\"input\":\"a\",\"seed\":3}").id()).hasValue(3);
    assertThat(ollama("{\"input\":\"a\",\"options\":{\"seed\":4}}").id()).hasValue(4);
  }
}
