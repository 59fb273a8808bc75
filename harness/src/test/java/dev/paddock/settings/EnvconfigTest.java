package dev.paddock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.parse.Address;
import dev.paddock.settings.parse.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the comments of {@link Envconfig} name was given to a real Ollama 0.33, whose line {@code
 * server config} printed it; the other assignments follow from its {@code envconfig/config.go}.
 */
class EnvconfigTest {
  @ParameterizedTest
  @CsvSource({
    "OLLAMA_FLASH_ATTENTION, off, counts as on, false",
    "OLLAMA_FLASH_ATTENTION, disabled, counts as on, false",
    "OLLAMA_FLASH_ATTENTION, auto, counts as on, ''",
    "OLLAMA_FLASH_ATTENTION, 0 # off, counts as on, false",
    "OLLAMA_SCHED_SPREAD, no, counts as on, false",
    "OLLAMA_NUM_PARALLEL, 4x, is no whole number, 4",
    "OLLAMA_NUM_PARALLEL, 2 # two, is no whole number, 2",
    "OLLAMA_NUM_PARALLEL, auto, is no whole number, ''",
    "OLLAMA_CONTEXT_LENGTH, 8k, is no whole number, 8192",
    "OLLAMA_CONTEXT_LENGTH, -1, is no whole number, ''",
    "OLLAMA_GPU_OVERHEAD, 1GB, is no whole number, 1073741824",
    "OLLAMA_GPU_OVERHEAD, 512 MiB, is no whole number, 536870912",
    "OLLAMA_KEEP_ALIVE, 5 minutes, is no duration, 5m",
    "OLLAMA_KEEP_ALIVE, 1d, is no duration, 24h",
    "OLLAMA_KEEP_ALIVE, 24hr, is no duration, 24h",
    "OLLAMA_KEEP_ALIVE, forever, is no duration, -1",
    "OLLAMA_KEEP_ALIVE, 5, is 5 seconds, 5m",
    "OLLAMA_LOAD_TIMEOUT, 10, is 10 seconds, 10m",
    "OLLAMA_KV_CACHE_TYPE, q6_k, is no type of a KV cache, q8_0",
    "OLLAMA_KV_CACHE_TYPE, q4, is no type of a KV cache, q4_0",
    "OLLAMA_KV_CACHE_TYPE, int8, is no type of a KV cache, q8_0",
    "OLLAMA_HOST, http://0.0.0.0, means port 80, 0.0.0.0:11434",
    "OLLAMA_HOST, 11435, is no address, 127.0.0.1:11435",
    "OLLAMA_HOST, *:11434, is no address, 0.0.0.0:11434",
    "OLLAMA_HOST, 0.0.0.0:114344, has no valid port, 0.0.0.0:11434",
    "OLLAMA_DEBUG, verbose, is not understood, 1",
    "OLLAMA_LLM_LIBRARY, cuda_v11, is no library of Ollama 0.33, ''",
    "OLLAMA_LLM_LIBRARY, cpu_avx2, hides every GPU, ''",
    "CUDA_VISIBLE_DEVICES, -1, hides every GPU, ''",
    "CUDA_VISIBLE_DEVICES, '0, 1', has blanks in its value, '0,1'",
    "CUDA_VISIBLE_DEVICES, \"\"\"0\"\"\", has quotes in its value, 0",
  })
  void a_value_that_ollama_takes_for_something_else_is_seen(
      String name, String text, String what, String instead) {
    Reading reading = Envconfig.surprise(name, text).orElseThrow();
    assertThat(reading.what()).isEqualTo(what);
    assertThat(reading.instead().orElse("")).isEqualTo(instead);
  }

  @ParameterizedTest
  @CsvSource({
    "OLLAMA_FLASH_ATTENTION, 1",
    "OLLAMA_FLASH_ATTENTION, False",
    "OLLAMA_FLASH_ATTENTION, yes",
    "OLLAMA_FLASH_ATTENTION, \"\"\"0\"\"\"",
    "OLLAMA_FLASH_ATTENTION, ''",
    "OLLAMA_NUM_PARALLEL, 4",
    "OLLAMA_CONTEXT_LENGTH, ' 8192 '",
    "OLLAMA_KEEP_ALIVE, -1",
    "OLLAMA_KEEP_ALIVE, 24h",
    "OLLAMA_KEEP_ALIVE, 1h30m",
    "OLLAMA_KEEP_ALIVE, 3600",
    "OLLAMA_KEEP_ALIVE, -1m",
    "OLLAMA_KEEP_ALIVE, 0",
    "OLLAMA_KV_CACHE_TYPE, Q8_0",
    "OLLAMA_HOST, 0.0.0.0",
    "OLLAMA_HOST, 0.0.0.0:11434",
    "OLLAMA_HOST, http://127.0.0.1:11434",
    "OLLAMA_HOST, https://ollama.example:443",
    "OLLAMA_HOST, :11435",
    "OLLAMA_HOST, '[::]:11434'",
    "OLLAMA_HOST, '::1'",
    "OLLAMA_DEBUG, 2",
    "OLLAMA_LLM_LIBRARY, cuda_v12",
    "OLLAMA_DEBUG, false",
    "CUDA_VISIBLE_DEVICES, '0,1'",
    "CUDA_VISIBLE_DEVICES, GPU-8932f937-d72c-4106-c12f-20bd9faed9f6",
    "OLLAMA_MODELS, /a b",
    "OLLAMA_UNHEARD_OF, off",
  })
  void a_good_value_is_left_alone(String name, String text) {
    assertThat(Envconfig.surprise(name, text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', http://127.0.0.1:11434",
    "0.0.0.0, http://127.0.0.1:11434",
    "localhost:8080, http://localhost:8080",
    "http://127.0.0.1, http://127.0.0.1:80",
    "'[::]:1234', http://[::1]:1234",
    "'::1', http://[::1]:11434",
    ":4000, http://127.0.0.1:4000",
  })
  void a_server_is_looked_for_where_it_listens(String text, String url) {
    Address address = Address.of(text);
    assertThat(address.isLocal()).isTrue();
    assertThat(address.url()).hasToString(url);
  }

  @Test
  void another_machine_is_told_from_this_one() {
    assertThat(Address.of("192.168.1.7").isLocal()).isFalse();
    assertThat(Address.of("127.evil.example").isLocal()).isFalse();
  }
}
