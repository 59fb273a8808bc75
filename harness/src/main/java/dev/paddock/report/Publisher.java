package dev.paddock.report;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunDirectoryException;
import dev.paddock.report.markup.Glossary;
import dev.paddock.report.markup.Html;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.page.Page;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Kind;
import dev.paddock.summary.SummaryFile;
import dev.paddock.wording.Answers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The published pages: each run's page and charts in a directory of its own below docs, an index of
 * all of them, and the page of their words. Files that it did not make are left alone; publishing
 * twice changes nothing.
 */
public final class Publisher {
  /** Where the pages of code stand. */
  private static final String BENCH = "bench";

  private static final String CONCLUSION = "conclusion.md";
  private static final int DEEPEST = 3;

  /** The page of words, without its ending. */
  private static final String GLOSSARY = "glossary";

  /** What follows on the first sentence of an answer. */
  private static final Pattern FURTHER = Pattern.compile("(?<=\\.) (?=\\p{Lu}).*$");

  private Publisher() {}

  /** What a question is about, in the order of the index. */
  private enum About {
    SETTINGS("Settings"),
    CLAIMS("Claims"),
    CLIENT("What the client costs");

    private final String words;

    About(String words) {
      this.words = words;
    }

    static About of(Summary summary) {
      return summary.kind() == Kind.BENCH
          ? CLIENT
          : summary.experiment().startsWith("claim") ? CLAIMS : SETTINGS;
    }
  }

  /**
   * Publishes a run; the index is made anew by {@link #index}.
   *
   * @param figures what its analysis found
   * @throws RunDirectoryException where a file cannot be read or written
   */
  public static void publish(RunDirectory run, Summary figures, Path docs) {
    Summary summary = Answers.answered(figures);
    Path page = docs.resolve(place(summary));
    try {
      PastRuns.keep(page, summary);
    } catch (IOException e) {
      throw new RunDirectoryException(
          "%s: the run cannot be kept for the history: %s".formatted(page, e.getMessage()), e);
    }
    Optional<String> conclusion =
        run.conclusion().map(text -> text.replace(Reports.DOCS, "](" + up(place(summary))));
    draw(docs, place(summary), summary, conclusion);
  }

  private static void draw(Path docs, String place, Summary summary, Optional<String> conclusion) {
    Map<String, byte[]> files =
        new TreeMap<>(
            Reports.files(summary, "index.html", conclusion, Optional.of(up(place) + GLOSSARY)));
    conclusion.ifPresent(text -> files.put(CONCLUSION, Reports.utf8(text)));
    Reports.put(docs.resolve(place), files);
  }

  /**
   * Draws every page that stands in {@code docs} anew, from its own summary and with the conclusion
   * that lies beside it: what a page says and shows becomes that of this build, its numbers stay.
   * The index is made anew by {@link #index}.
   *
   * @return where the pages lie
   * @throws RunDirectoryException where a file cannot be read or written
   */
  public static List<Path> redraw(Path docs) {
    try {
      List<Path> drawn = new ArrayList<>();
      for (Map.Entry<String, Summary> one : pages(docs).entrySet()) {
        Path page = docs.resolve(one.getKey());
        Path conclusion = page.resolve(CONCLUSION);
        Optional<String> concluded =
            Files.exists(conclusion) ? Optional.of(Files.readString(conclusion)) : Optional.empty();
        draw(docs, one.getKey(), Answers.answered(one.getValue()), concluded);
        drawn.add(page.resolve("index.html"));
      }
      return drawn;
    } catch (IOException e) {
      throw new RunDirectoryException("%s: cannot be read: %s".formatted(docs, e.getMessage()), e);
    }
  }

  /** From a page's directory to docs. */
  private static String up(String place) {
    return "../".repeat(place.split("/", -1).length);
  }

  /** The directory of a run's page, below docs. */
  public static String place(Summary summary) {
    String name = summary.experiment();
    if (summary.kind() != Kind.BENCH) {
      return name;
    }
    return BENCH + "/" + (name.startsWith(BENCH + "-") ? name.substring(6) : name);
  }

  /**
   * Makes {@code index.html} and {@code index.md} of the pages that stand in {@code docs}, and the
   * page of words beside them.
   */
  public static void index(Path docs) {
    try {
      Files.createDirectories(docs);
      SortedMap<String, Summary> pages = pages(docs);
      Markdown index = new Markdown();
      index.heading(1, "What was measured");
      if (pages.isEmpty()) {
        index.paragraph("Nothing is published yet: `paddock publish` puts runs here.");
      } else {
        table(index, docs, pages);
      }
      index.paragraph("What the words mean: [glossary](%s.md).".formatted(GLOSSARY));
      put(docs, "index", "What was measured", index.toString());
      put(docs, GLOSSARY, "Words on these pages", Glossary.page());
    } catch (IOException e) {
      throw new RunDirectoryException(
          "%s: cannot be published: %s".formatted(docs, e.getMessage()), e);
    }
  }

  private static void put(Path docs, String name, String title, String markdown)
      throws IOException {
    Files.write(docs.resolve(name + ".md"), Reports.utf8(markdown));
    Files.write(
        docs.resolve(name + ".html"), Reports.utf8(Html.of(title, toHtml(markdown), Map.of())));
  }

  /** The same text with links from page to page as HTML. */
  static String toHtml(String markdown) {
    return markdown
        .replace("/report.md)", "/index.html)")
        .replace(GLOSSARY + ".md", GLOSSARY + ".html");
  }

  /** A line a question, the newest first, by what it is about. */
  private static void table(Markdown index, Path docs, SortedMap<String, Summary> pages)
      throws IOException {
    Environments environments = new Environments(pages);
    List<List<String>> rows = new ArrayList<>();
    for (About about : About.values()) {
      List<Map.Entry<String, Summary>> of =
          pages.entrySet().stream()
              .filter(page -> About.of(page.getValue()) == about)
              .sorted(
                  Comparator.comparing((Map.Entry<String, Summary> page) -> page.getValue().at())
                      .reversed()
                      .thenComparing(Map.Entry::getKey))
              .toList();
      if (!of.isEmpty()) {
        rows.add(List.of("**%s**".formatted(about.words), "", "", ""));
      }
      for (Map.Entry<String, Summary> page : of) {
        rows.add(row(docs, page.getKey(), page.getValue(), environments));
      }
    }
    index.table(List.of("question", "answer", "measured", "on"), rows);
    environments.differences().ifPresent(index::paragraph);
  }

  private static List<String> row(
      Path docs, String place, Summary summary, Environments environments) throws IOException {
    String history = place + "/" + PastRuns.DIRECTORY + "/report.md";
    String answer =
        concluded(docs, place)
            .map(sentence -> sentence.replace("**", ""))
            .orElseGet(() -> FURTHER.matcher(from(place, first(summary))).replaceFirst(""));
    String server = summary.kind() == Kind.BENCH ? "" : summary.server() + " on ";
    return List.of(
        "[%s](%s/report.md)"
            .formatted(escape(summary.question().orElse(summary.experiment())), place),
        answer,
        (summary.at().isEmpty() ? "" : summary.at().substring(0, 10))
            + (Files.exists(docs.resolve(history)) ? ", [over time](%s)".formatted(history) : ""),
        escape(server + summary.machine()) + environments.beside(place));
  }

  /** What a page says first; of an older run, which has no answer as a whole, what it found. */
  private static String first(Summary summary) {
    List<String> answer = Page.answer(summary.answer());
    boolean whole =
        summary.kind() == Kind.BENCH || !summary.conditions().isEmpty() || answer.size() < 2;
    return answer.get(whole ? 0 : 1);
  }

  /** The sentence that a page's conclusion begins with. */
  private static Optional<String> concluded(Path docs, String place) throws IOException {
    Path file = docs.resolve(place).resolve(CONCLUSION);
    return Files.exists(file)
        ? Files.readString(file).lines().filter(line -> line.startsWith("**")).findFirst()
        : Optional.empty();
  }

  /** What a page says of itself, said from the index: its summary lies where the page does. */
  private static String from(String place, String figure) {
    return figure.replace(
        "](" + SummaryFile.NAME + "#", "](%s/%s#".formatted(place, SummaryFile.NAME));
  }

  private static SortedMap<String, Summary> pages(Path docs) throws IOException {
    SortedMap<String, Summary> pages = new TreeMap<>();
    try (Stream<Path> files = Files.walk(docs, DEEPEST)) {
      for (Path file : files.filter(path -> path.endsWith(SummaryFile.NAME)).sorted().toList()) {
        Path directory = Optional.ofNullable(file.getParent()).orElse(docs);
        String place = docs.relativize(directory).toString().replace('\\', '/');
        if (!place.isEmpty()) {
          pages.put(place, read(file));
        }
      }
    }
    return pages;
  }

  private static Summary read(Path file) throws IOException {
    try {
      return SummaryFile.read(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new RunDirectoryException(
          "%s: %s. Publish that run again, or delete its directory."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
