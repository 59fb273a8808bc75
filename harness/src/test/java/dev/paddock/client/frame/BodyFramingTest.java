package dev.paddock.client.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyFramingTest {
  private static final String CHUNKED =
      String.join(
          "\r\n",
          "5;name=\"va;lue\"",
          "hello",
          "1 ",
          ",",
          "00A",
          "0123456789",
          "0",
          "X-Time: 1",
          "Y: 2",
          "",
          "");

  @Test
  void a_chunk_over_two_reads_and_two_chunks_in_one_are_the_same_body() throws Exception {
    byte[] bytes = CHUNKED.getBytes(ISO_8859_1);
    for (int cut = 0; cut <= bytes.length; cut++) {
      BodyFraming framing = BodyFraming.chunked();
      StringBuilder body = new StringBuilder();
      int taken = framing.feed(bytes, 0, cut, into(body));
      taken += framing.feed(bytes, cut, bytes.length, into(body));
      assertThat(body).as("cut at %d", cut).hasToString("hello,0123456789");
      assertThat(taken).isEqualTo(bytes.length);
      assertThat(framing.complete()).isTrue();
    }
  }

  @Test
  void a_body_cut_anywhere_before_its_end_is_not_complete() throws Exception {
    byte[] bytes = CHUNKED.getBytes(ISO_8859_1);
    for (int cut = 0; cut < bytes.length; cut++) {
      BodyFraming framing = BodyFraming.chunked();
      framing.feed(bytes, 0, cut, into(new StringBuilder()));
      assertThat(framing.complete()).as("cut at %d", cut).isFalse();
      assertThat(framing.completeAtClose()).as("cut at %d", cut).isFalse();
    }
  }

  @Test
  void bytes_behind_the_body_are_left_alone() throws Exception {
    byte[] bytes = "2\r\nab\r\n0\r\n\r\nHTTP/1.1".getBytes(ISO_8859_1);
    StringBuilder body = new StringBuilder();
    int taken = BodyFraming.chunked().feed(bytes, 0, bytes.length, into(body));
    assertThat(taken).isEqualTo(bytes.length - "HTTP/1.1".length());

    BodyFraming fixed = BodyFraming.fixed(3);
    assertThat(fixed.feed(bytes, 0, bytes.length, into(new StringBuilder()))).isEqualTo(3);
    assertThat(fixed.complete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xyz\r\n",
        "\r\n",
        "-1\r\n",
        "5 5\r\n",
        "0x5\r\n",
        "ffffffffffffffffff\r\n",
        "2\r\nabc\r\n",
        "{\"response\":\"\"}\n"
      })
  void broken_chunks_are_refused_with_what_was_found(String broken) {
    byte[] bytes = broken.getBytes(ISO_8859_1);
    assertThatThrownBy(
            () -> BodyFraming.chunked().feed(bytes, 0, bytes.length, into(new StringBuilder())))
        .isInstanceOf(MalformedResponse.class)
        .hasMessageContaining("expected")
        .hasMessageContaining("found \"");
  }

  @Test
  void a_chunk_size_that_never_ends_does_not_fill_the_memory() {
    byte[] digits = "0".repeat(10_000).getBytes(ISO_8859_1);
    assertThatThrownBy(
            () -> BodyFraming.chunked().feed(digits, 0, digits.length, into(new StringBuilder())))
        .isInstanceOf(MalformedResponse.class);
  }

  @Test
  void a_body_until_close_is_whole_only_when_the_connection_closes() throws Exception {
    BodyFraming framing = BodyFraming.untilClose();
    StringBuilder body = new StringBuilder();
    framing.feed("abc".getBytes(ISO_8859_1), 0, 3, into(body));
    assertThat(body).hasToString("abc");
    assertThat(framing.complete()).isFalse();
    assertThat(framing.completeAtClose()).isTrue();
  }

  @Test
  void an_empty_body_of_known_length_is_complete_at_once() {
    assertThat(BodyFraming.fixed(0).complete()).isTrue();
    assertThat(BodyFraming.fixed(1).completeAtClose()).isFalse();
  }

  private static BodyFraming.Sink into(StringBuilder body) {
    return (bytes, from, to) -> body.append(new String(bytes, from, to - from, ISO_8859_1));
  }
}
