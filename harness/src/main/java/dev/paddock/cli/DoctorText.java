package dev.paddock.cli;

import dev.paddock.doctor.Doctor.Diagnosis;
import dev.paddock.doctor.Finding;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.settings.parse.Severity;
import java.util.List;

/** A diagnosis for a terminal, worst first. */
final class DoctorText {
  private static final int WIDTH = 100;

  private DoctorText() {}

  static String of(Diagnosis diagnosis) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : diagnosis.findings()) {
      text.append(finding.severity().words()).append(": ").append(finding.what()).append('\n');
      part(text, "seen", finding.evidence());
      part(text, "effect", finding.effect());
      if (!finding.fix().isEmpty()) {
        text.append("  fix\n");
        finding.fix().lines().forEach(line -> text.append("    ").append(line).append('\n'));
      }
      text.append('\n');
    }
    list(text, "Looked at", diagnosis.looked());
    list(text, "Not read", diagnosis.unread());
    list(text, "Not understood", diagnosis.notUnderstood().stream().map(DoctorText::gap).toList());
    return text.append(summary(diagnosis)).toString();
  }

  private static String gap(UnreadLine gap) {
    return "%s: %s%s"
        .formatted(gap.place(), gap.text().isEmpty() ? "" : gap.text() + ": ", gap.why());
  }

  private static String summary(Diagnosis diagnosis) {
    long harm = count(diagnosis, Severity.HARM);
    long nothing = count(diagnosis, Severity.VOID);
    long notes = count(diagnosis, Severity.NOTE);
    boolean whole = diagnosis.unread().isEmpty() && diagnosis.notUnderstood().isEmpty();
    return harm + nothing == 0
        ? (whole ? "Nothing found." : "Nothing found in what was understood.")
            + (notes == 0 ? "" : " note: " + notes)
        : "harm: %d, does nothing: %d, note: %d".formatted(harm, nothing, notes);
  }

  private static long count(Diagnosis diagnosis, Severity severity) {
    return diagnosis.findings().stream().filter(finding -> finding.severity() == severity).count();
  }

  private static void list(StringBuilder text, String head, List<String> items) {
    if (!items.isEmpty()) {
      text.append(head).append(":\n");
      items.forEach(item -> wrapped(text, "  - ", "    ", item));
      text.append('\n');
    }
  }

  private static void part(StringBuilder text, String head, String words) {
    wrapped(text, "  " + head + " ".repeat(8 - head.length()), " ".repeat(10), words);
  }

  /** Words on lines that a terminal holds; a path or a log line longer than that stays whole. */
  private static void wrapped(StringBuilder text, String first, String rest, String words) {
    StringBuilder line = new StringBuilder(first);
    String gap = "";
    for (String word : words.split(" ", -1)) {
      if (line.length() + gap.length() + word.length() > WIDTH && !gap.isEmpty()) {
        text.append(line).append('\n');
        line = new StringBuilder(rest);
        gap = "";
      }
      line.append(gap).append(word);
      gap = " ";
    }
    text.append(line).append('\n');
  }
}
