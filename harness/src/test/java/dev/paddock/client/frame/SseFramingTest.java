package dev.paddock.client.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SseFramingTest {
  @Test
  void the_space_after_the_colon_is_optional_and_only_one_is_taken() {
    assertThat(payload("data: {}")).isEqualTo("{}");
    assertThat(payload("data:{}")).isEqualTo("{}");
    assertThat(payload("data:  {}")).isEqualTo(" {}");
    assertThat(payload("data:")).isEmpty();
  }

  @Test
  void comments_and_other_fields_carry_no_payload() {
    for (String line :
        new String[] {"", ": ping", "event: x", "id: 7", "retry: 10", "dat", "data"}) {
      byte[] bytes = line.getBytes(UTF_8);
      assertThat(SseFraming.payload(bytes, 0, bytes.length)).as(line).isNegative();
    }
  }

  @Test
  void an_error_written_without_a_field_is_not_overlooked() {
    assertThat(payload("{\"error\":\"x\"}")).isEqualTo("{\"error\":\"x\"}");
  }

  @Test
  void the_last_payload_and_an_error_event_are_known() {
    assertThat(last("[DONE]")).isTrue();
    assertThat(last("[DONE] ")).isTrue();
    assertThat(last("[DON")).isFalse();
    assertThat(last("\"[DONE]\"")).isFalse();
    byte[] event = "event: error".getBytes(UTF_8);
    assertThat(SseFraming.namesError(event, 0, event.length)).isTrue();
    assertThat(SseFraming.namesError(event, 0, event.length - 1)).isFalse();
  }

  private static String payload(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    int from = SseFraming.payload(bytes, 0, bytes.length);
    return new String(bytes, from, bytes.length - from, UTF_8);
  }

  private static boolean last(String payload) {
    byte[] bytes = payload.getBytes(UTF_8);
    return SseFraming.last(bytes, 0, bytes.length);
  }
}
