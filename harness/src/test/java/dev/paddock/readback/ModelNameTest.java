package dev.paddock.readback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as Ollama reads them (types/model/name.go): defaults filled in, the case not looked at. */
class ModelNameTest {
  @ParameterizedTest
  @CsvSource({
    "qwen3, qwen3:latest",
    "qwen3, library/qwen3",
    "qwen3:8b, registry.ollama.ai/library/qwen3:8b",
    "qwen3:8b, https://registry.ollama.ai/library/qwen3:8b",
    "Qwen3:8B, qwen3:8b",
    "hf.co/unsloth/Qwen3-GGUF:q5_k_m, hf.co/unsloth/Qwen3-GGUF:Q5_K_M",
    "HF.co/Unsloth/qwen3-gguf, hf.co/unsloth/Qwen3-GGUF:latest",
    "lab:5000/team/m, lab:5000/team/m:latest",
    "ann/m, registry.ollama.ai/ann/m:latest"
  })
  void names_that_ollama_takes_for_one_model_are_one(String one, String other) {
    assertThat(ModelName.of(one).means(ModelName.of(other))).isTrue();
    assertThat(ModelName.of(other).means(ModelName.of(one))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "qwen3:8b, qwen3",
    "qwen3:8b, qwen3:14b",
    "ann/qwen3, qwen3",
    "hf.co/a/m:Q4_0, huggingface.co/a/m:Q4_0",
    "lab:5000/team/m, lab/team/m"
  })
  void names_of_two_models_are_two(String one, String other) {
    assertThat(ModelName.of(one).means(ModelName.of(other))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "glm-5:cloud, true",
    "gpt-oss:120b-cloud, true",
    "cloud, false",
    "cloudy:8b, false",
    "lab:5000/cloud/m, false"
  })
  void a_cloud_model_is_known_by_its_tag(String name, boolean cloud) {
    assertThat(ModelName.of(name).cloud()).isEqualTo(cloud);
  }
}
