package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.doctor.Doctor.Diagnosis;
import dev.paddock.doctor.Finding;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.settings.parse.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTextTest {
  @Test
  void a_line_to_paste_stays_whole_and_evidence_is_shown() {
    String line = "Environment=\"" + "x y ".repeat(60) + "\"";
    Finding finding =
        new Finding(
            Severity.VOID, "rule", "it is read by nothing", "f:3", "word ".repeat(40), line);
    String text =
        DoctorText.of(new Diagnosis(List.of("f"), List.of("g"), List.of(), List.of(finding)));
    assertThat(text)
        .startsWith("does nothing: it is read by nothing\n  seen    f:3\n  effect  word")
        .contains("    " + line + "\n")
        .contains("Looked at:\n  - f\n", "Not read:\n  - g\n")
        .endsWith("harm: 0, does nothing: 1, note: 0");
    assertThat(text.lines().filter(one -> !one.contains("Environment")))
        .allMatch(one -> one.length() <= 100);
  }

  @Test
  void nothing_found_is_said_of_what_was_understood_alone() {
    UnreadLine gap = new UnreadLine("f:7", "what is this", "it is no line NAME=value");
    String text = DoctorText.of(new Diagnosis(List.of("f"), List.of(), List.of(gap), List.of()));
    assertThat(text)
        .contains("Not understood:\n  - f:7: what is this: it is no line NAME=value\n")
        .endsWith("Nothing found in what was understood.");
  }

  @Test
  void a_note_alone_is_no_finding() {
    Finding note = new Finding(Severity.NOTE, "rule", "what", "where", "why", "");
    Diagnosis diagnosis = new Diagnosis(List.of(), List.of(), List.of(), List.of(note));
    assertThat(diagnosis.ill()).isFalse();
    assertThat(DoctorText.of(diagnosis)).endsWith("Nothing found. note: 1").doesNotContain("fix");
  }
}
