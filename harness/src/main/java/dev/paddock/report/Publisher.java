package dev.paddock.report;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunDirectoryException;
import dev.paddock.record.Metric;
import dev.paddock.report.chart.Chart;
import dev.paddock.report.chart.Charts;
import dev.paddock.report.markup.EstimateText;
import dev.paddock.report.markup.Html;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.ShortNames;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The published pages: each run's page and charts in a directory of its own below docs, and an
 * index of all of them. Files that it did not make are left alone; publishing twice changes
 * nothing.
 */
public final class Publisher {
  /** Where the pages of code stand. */
  private static final String BENCH = "bench";

  private static final String CONCLUSION = "conclusion.md";
  private static final int DEEPEST = 3;

  private Publisher() {}

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
    Map<String, byte[]> files = new TreeMap<>(Reports.files(summary, "index.html", conclusion));
    conclusion.ifPresent(text -> files.put(CONCLUSION, Reports.utf8(text)));
    Reports.put(page, files);
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
        Summary summary = Answers.answered(one.getValue());
        Map<String, byte[]> files = new TreeMap<>(Reports.files(summary, "index.html", concluded));
        concluded.ifPresent(text -> files.put(CONCLUSION, Reports.utf8(text)));
        Reports.put(page, files);
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

  /** Makes {@code index.html} and {@code index.md} of the pages that stand in {@code docs}. */
  public static void index(Path docs) {
    try {
      Files.createDirectories(docs);
      SortedMap<String, Summary> pages = pages(docs);
      Map<String, Html.Drawing> charts = new LinkedHashMap<>();
      Markdown index = new Markdown();
      index.heading(1, "What was measured");
      if (pages.isEmpty()) {
        index.paragraph("Nothing is published yet: `paddock publish` puts runs here.");
      }
      Map<String, String> conclusions = new TreeMap<>();
      for (String place : pages.keySet()) {
        concluded(docs, place).ifPresent(sentence -> conclusions.put(place, sentence));
      }
      index.list(
          sorted(pages).stream()
              .map(page -> answer(page.getKey(), page.getValue(), conclusions))
              .toList());
      Map<Kind, Environments> environments = environments(pages);
      environments.forEach((kind, of) -> differ(index, of.lines()));
      for (Map.Entry<String, Summary> page : sorted(pages)) {
        Optional<String> chart = thumbnail(docs, page.getKey());
        String beside =
            Optional.ofNullable(environments.get(page.getValue().kind()))
                .map(of -> of.beside(page.getKey()))
                .orElse("");
        entry(index, page.getKey(), page.getValue(), beside, chart);
        Optional.ofNullable(conclusions.get(page.getKey())).ifPresent(index::paragraph);
        String history = page.getKey() + "/" + PastRuns.DIRECTORY + "/report.md";
        if (Files.exists(docs.resolve(history))) {
          index.paragraph("[Over time](%s)".formatted(history));
        }
        if (chart.isPresent()) {
          charts.put(
              chart.get(),
              drawn(page.getValue(), chart.get(), Files.readString(docs.resolve(chart.get()))));
        }
      }
      String markdown = index.toString();
      Files.write(docs.resolve("index.md"), Reports.utf8(markdown));
      String linked = markdown.replace("/report.md)", "/index.html)");
      Files.write(
          docs.resolve("index.html"), Reports.utf8(Html.of("What was measured", linked, charts)));
    } catch (IOException e) {
      throw new RunDirectoryException(
          "%s: cannot be published: %s".formatted(docs, e.getMessage()), e);
    }
  }

  /** The sentence that a page's conclusion begins with. */
  private static Optional<String> concluded(Path docs, String place) throws IOException {
    Path file = docs.resolve(place).resolve(CONCLUSION);
    return Files.exists(file)
        ? Files.readString(file).lines().filter(line -> line.startsWith("**")).findFirst()
        : Optional.empty();
  }

  /** By kind, because a bench and a load are never compared anyway. */
  private static Map<Kind, Environments> environments(SortedMap<String, Summary> pages) {
    return pages.values().stream()
        .map(Summary::kind)
        .distinct()
        .collect(
            Collectors.toMap(
                kind -> kind,
                kind -> {
                  SortedMap<String, Summary> same = new TreeMap<>(pages);
                  same.values().removeIf(summary -> summary.kind() != kind);
                  return new Environments(same);
                },
                (one, other) -> one,
                TreeMap::new));
  }

  private static void differ(Markdown index, List<String> environments) {
    if (!environments.isEmpty()) {
      index.paragraph(
          "Not all of these were measured on the same: compare figures only within one of these"
              + " environments.");
      index.list(environments);
    }
  }

  /** A page in a line: what it concludes, or else what it found first. */
  private static String answer(String place, Summary summary, Map<String, String> conclusions) {
    return "[%s](%s/report.md): %s"
        .formatted(
            escape(summary.experiment()),
            place,
            Optional.ofNullable(conclusions.get(place))
                .map(sentence -> sentence.replace("**", ""))
                .orElseGet(() -> from(place, Page.answer(summary.answer()).getFirst())));
  }

  /** What a page says of itself, said from the index: its summary lies where the page does. */
  private static String from(String place, String figure) {
    return figure.replace(
        "](" + SummaryFile.NAME + "#", "](%s/%s#".formatted(place, SummaryFile.NAME));
  }

  private static Html.Drawing drawn(Summary summary, String file, String svg) {
    return Charts.of(summary, Chart.NARROW).stream()
        .filter(chart -> file.endsWith("/" + chart.name() + ".svg"))
        .findFirst()
        .map(chart -> new Html.Drawing(svg, Optional.of(chart.svg())))
        .orElse(new Html.Drawing(svg, Optional.empty()));
  }

  private static void entry(
      Markdown index, String place, Summary summary, String beside, Optional<String> chart) {
    index.heading(
        2,
        "[%s](%s/report.md)"
            .formatted(escape(summary.question().orElse(summary.experiment())), place));
    List<String> answer = Page.answer(summary.answer());
    index.list(answer.subList(1, answer.size()).stream().map(one -> from(place, one)).toList());
    index.paragraph(escape(Page.of(summary) + beside));
    chart.ifPresent(svg -> index.image("Chart of " + summary.experiment(), svg));
    table(index, place, summary);
  }

  /** Each cell with the two figures that its chart draws; the page itself has the others. */
  private static void table(Markdown index, String place, Summary summary) {
    List<String> metrics =
        summary.points().stream()
            .findFirst()
            .map(point -> List.of(point.latencyMetric(), point.throughputMetric()))
            .orElse(
                summary.cells().stream()
                        .anyMatch(cell -> cell.metric("stamp_error.p50").isPresent())
                    ? List.of("stamp_error.p50", "cpu")
                    : List.of("time.mean", "alloc"));
    List<List<String>> rows =
        summary.cells().stream()
            .map(
                cell ->
                    Stream.concat(
                            Stream.of(escape(cell.id() + " " + ShortNames.brief(cell))),
                            metrics.stream()
                                .map(name -> EstimateText.full(summary, cell.id(), name))
                                .map(figure -> from(place, figure)))
                        .toList())
            .toList();
    if (!rows.isEmpty()) {
      index.table(
          Stream.concat(Stream.of("cell"), metrics.stream().map(Metric::inWords)).toList(), rows);
    }
  }

  private static List<Map.Entry<String, Summary>> sorted(SortedMap<String, Summary> pages) {
    return pages.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Summary> page) -> page.getValue().kind())
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .toList();
  }

  private static Optional<String> thumbnail(Path docs, String place) {
    return Stream.of("front", "time", "effects", "memory")
        .map(name -> place + "/charts/" + name + ".svg")
        .filter(chart -> Files.isRegularFile(docs.resolve(chart)))
        .findFirst();
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
