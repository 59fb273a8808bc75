package dev.paddock.doctor.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitWordsTest {
  @Test
  void quotes_blanks_and_escapes_split_words_as_systemd_does() {
    assertThat(words("\"A=1 2\" B=3 'C=4'")).containsExactly("A=1 2", "B=3", "C=4");
    assertThat(words("A=\"1 2\"")).containsExactly("A=1 2");
    assertThat(words("A=\\\"1\\\"  B=")).containsExactly("A=\"1\"", "B=");
    assertThat(words("\"\"")).containsExactly("");
  }

  private static java.util.List<String> words(String text) {
    return UnitWords.of(text).words();
  }
}
