package dev.paddock.doctor.read;

import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.text.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file was understood to say, with those that it draws in.
 *
 * @param format what it was taken for
 * @param services servers and their environments, with lines that have no effect
 * @param unknown what it leaves to others, and so is not known: a secret, a file that is not there
 * @param gaps what was not understood
 */
public record Understood(
    FileKind format, List<Service> services, List<String> unknown, List<UnreadLine> gaps) {
  public Understood {
    services = List.copyOf(services);
    unknown = List.copyOf(unknown);
    gaps = List.copyOf(gaps);
  }

  /** Where nothing at all was understood. */
  static Understood nothing(Source source, String why) {
    List<UnreadLine> gaps = new ArrayList<>();
    gaps.add(new UnreadLine(source.at(1), first(source), why));
    int number = 0;
    for (String line : source.lines()) {
      number++;
      if (OllamaNames.mentionedIn(line) && gaps.size() < FileKind.MOST_GAPS) {
        gaps.add(new UnreadLine(source.at(number), line, "it was not read"));
      }
    }
    return new Understood(FileKind.UNKNOWN, List.of(), List.of(), gaps);
  }

  private static String first(Source source) {
    return source.text().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }
}
