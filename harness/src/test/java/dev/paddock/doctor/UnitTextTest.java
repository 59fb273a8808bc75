package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitTextTest {
  @Test
  void quotes_blanks_and_escapes_split_words_otherwise_than_systemd_does() {
    assertThat(UnitText.words("\"A=1 2\" B=3 'C=4'")).containsExactly("A=1 2", "B=3", "C=4");
    assertThat(UnitText.words("A=\"1 2\"")).containsExactly("A=1 2");
    assertThat(UnitText.words("A=\\\"1\\\"  B=")).containsExactly("A=\"1\"", "B=");
    assertThat(UnitText.words("\"\"")).containsExactly("");
  }
}
