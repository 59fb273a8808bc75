package dev.paddock.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.experiment.AccessSpec;
import dev.paddock.experiment.Secret;
import dev.paddock.experiment.TargetSpec;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessReaderTest {
  private static String file(String target) {
    return """
    name: e
    target: {kind: openai, %s}
    model: m
    factors: {temperature: [0, 1]}
    """
        .formatted(target);
  }

  private static TargetSpec target(String target) {
    return ExperimentFile.parse("e.yaml", file(target), Map.of()).target();
  }

  private static Secret header(AccessSpec access, String name) {
    return Optional.ofNullable(access.headers().get(name)).orElseThrow();
  }

  private static Optional<String> sent(String target, String header) {
    return header(target(target).access(), header)
        .value(Map.of("LAB_KEY", "hush-9", "LAB_PW", "pst"));
  }

  @Test
  void a_key_is_read_from_the_variable_that_the_file_names() {
    assertThat(sent("url: 'http://h', api_key: env:LAB_KEY", "Authorization"))
        .contains("Bearer hush-9");
    assertThat(sent("url: 'http://h', api_key: env:NOT_SET", "Authorization")).isEmpty();
  }

  @Test
  void a_key_that_stands_in_the_file_is_refused_and_not_shown() {
    assertThatThrownBy(() -> target("url: 'http://h', api_key: hush-9"))
        .hasMessageContaining("target.api_key")
        .hasMessageContaining("env:NAME")
        .message()
        .doesNotContain("hush-9");
  }

  @Test
  void user_and_password_of_an_address_become_a_header_and_leave_the_address() {
    TargetSpec target = target("url: 'http://bo:s:t@gpu.lab:81/llm/v1'");
    assertThat(target.url()).contains(URI.create("http://gpu.lab:81/llm"));
    assertThat(target.toString()).doesNotContain("s:t");
    assertThat(sent("url: 'http://bo:s:t@gpu.lab:81'", "Authorization"))
        .contains("Basic Ym86czp0"); // printf 'bo:s:t' | base64
    assertThat(sent("url: 'http://bo:env:LAB_PW@gpu.lab'", "Authorization"))
        .contains("Basic Ym86cHN0"); // printf 'bo:pst' | base64
  }

  @Test
  void an_address_alone_says_who_asks_and_a_key_goes_before_it() {
    URI url = URI.create("http://bo:pst@gpu.lab");
    assertThat(AccessSpec.bare(url)).isEqualTo(URI.create("http://gpu.lab"));
    assertThat(header(AccessSpec.of(url, Optional.empty()), "Authorization").value(Map.of()))
        .contains("Basic Ym86cHN0");
    assertThat(
            header(AccessSpec.of(url, Optional.of("K")), "Authorization").value(Map.of("K", "v")))
        .contains("Bearer v");
  }

  @Test
  void other_headers_are_texts_or_variables() {
    assertThat(sent("url: 'http://h', headers: {X-Team: lab 7}", "X-Team")).contains("lab 7");
    assertThat(sent("url: 'http://h', headers: {X-Key: env:LAB_KEY}", "X-Key")).contains("hush-9");
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length, 7, sets itself",
    "X Team, lab, no name of a header",
    "X-Key, env:7up, names no variable"
  })
  void a_header_that_cannot_be_sent_is_refused(String name, String value, String says) {
    assertThatThrownBy(
            () -> target("url: 'http://h', headers: {'%s': '%s'}".formatted(name, value)))
        .hasMessageContaining("target.headers." + name)
        .hasMessageContaining(says);
  }

  @Test
  void an_address_that_is_wrong_is_told_without_its_password() {
    assertThatThrownBy(() -> target("url: 'http://bo:hush-9@/llm'"))
        .message()
        .doesNotContain("hush-9");
    assertThatThrownBy(() -> target("url: 'ftp https://bo:hush-9@h'"))
        .message()
        .doesNotContain("hush-9");
  }

  @Test
  void what_is_kept_has_no_secret_in_it() {
    String text =
        file(
            "url: 'http://bo:hush-9@h/v1', headers: {X-Api-Key: k-77, X-Team: blue, X-T:"
                + " env:LAB_KEY}");
    AccessSpec access = ExperimentFile.parse("e.yaml", text, Map.of()).target().access();
    assertThat(access.keepable(text))
        .contains("http://bo:(***)@h/v1")
        .contains("X-Api-Key: (***)")
        .contains("X-Team: blue")
        .contains("X-T: env:LAB_KEY")
        .doesNotContain("hush-9")
        .doesNotContain("k-77");
    String named = file("url: 'http://bo:env:LAB_PW@h', api_key: env:LAB_KEY");
    assertThat(access.keepable(named)).isEqualTo(named);
    AccessSpec kept =
        ExperimentFile.parse("experiment.yaml", access.keepable(text), Map.of()).target().access();
    assertThat(header(kept, "Authorization").lost()).isTrue();
    assertThat(header(kept, "X-Api-Key").lost()).isTrue();
    assertThat(header(kept, "X-Team").lost()).isFalse();
  }

  @Test
  void fields_certificates_and_their_absence_are_read() {
    AccessSpec access = target("url: 'https://h', ca: lab.pem, fields: strict").access();
    assertThat(access.ca()).contains("lab.pem");
    assertThat(access.sent()).isEqualTo(AccessSpec.Fields.STRICT);
    assertThat(target("url: 'https://h'").access()).isEqualTo(AccessSpec.OPEN);
    assertThat(target("url: 'https://h', insecure: true").access().insecure()).isTrue();
  }
}
