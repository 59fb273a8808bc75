package dev.paddock.report.markup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** One HTML file that needs no other and no network, for light and dark screens and for paper. */
public final class Html {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();

  /**
   * Lets a chart be taken out of a page that came alone: the links to its files then give the
   * drawing in the page, and buttons make a picture of pixels of it. Without scripts the links lead
   * to the files.
   */
  private static final String SCRIPT = resource("page.js");

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: 'self'; \
      style-src 'unsafe-inline'; script-src 'sha256-HASH'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>TITLE</title>
      <style>
      STYLE</style>
      </head>
      <body><main>
      """
          .replace("HASH", sha256(SCRIPT))
          .replace("STYLE", resource("page.css"));

  /** Asks a browser to read the file again, so that it shows what was written meanwhile. */
  private static final String RENEWED = "<meta http-equiv=\"refresh\" content=\"20\">\n<title>";

  /** What a chart's file begins with, which a page does not need. */
  private static final Pattern PROLOGUE = Pattern.compile("(?s)^.*?(?=<svg )");

  /** Names that are one drawing's own, where they are given and where they are used. */
  private static final Pattern OWN =
      Pattern.compile("(?<=class=\"|id=\"|url\\(#|[}{>]\\.)(?=[a-z])");

  private Html() {}

  /**
   * A chart, most often twice.
   *
   * @param svg for a desk, and for paper
   * @param narrow the same for a phone, where it can be read on one
   */
  public record Drawing(String svg, Optional<String> narrow) {}

  /**
   * The page of a Markdown text. What stands below a rule is folded by its headings of level 2.
   *
   * @param charts that it shows, by address; they are put into the page
   */
  public static String of(String title, String markdown, Map<String, Drawing> charts) {
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .extensions(TABLES)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .attributeProviderFactory(context -> Folds::named)
            .nodeRendererFactory(context -> new Pictures(context, charts))
            .nodeRendererFactory(Folds.Renderer::new)
            .build();
    Node document = PARSER.parse(markdown);
    Folds.below(document);
    // Nothing from outside can look like these tags: it is escaped.
    String body =
        renderer
            .render(document)
            .replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>")
            .replace("</table>", "</table></div>");
    return HEAD.replace("TITLE", text(title))
        + body
        + "<script>"
        + SCRIPT
        + "</script>\n</main></body>\n</html>\n";
  }

  /** The same page, which a browser reads again every 20 s: that of a run which goes on. */
  public static String renewed(String page) {
    return page.replaceFirst("<title>", RENEWED);
  }

  /** Puts the drawing of a chart where the text has its address, with the places to tap. */
  private record Pictures(HtmlNodeRendererContext context, Map<String, Drawing> charts)
      implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Image.class);
    }

    @Override
    public void render(Node node) {
      Image image = (Image) node;
      Optional.ofNullable(charts.get(image.getDestination()))
          .ifPresent(chart -> picture(chart, words(image), context.getWriter()));
    }

    private void picture(Drawing chart, String words, HtmlWriter out) {
      int number = new ArrayList<>(charts.values()).indexOf(chart);
      boolean narrow = chart.narrow().isPresent();
      out.tag("span", Map.of("class", narrow ? "chart" : "chart scrolls"));
      out.raw(inlined(chart.svg(), words, "wide", number));
      chart.narrow().ifPresent(svg -> out.raw(inlined(svg, words, "narrow", number)));
      out.tag("/span");
    }

    private static String words(Image image) {
      return image.getFirstChild() instanceof Text text ? text.getLiteral() : "";
    }
  }

  /** The drawing as a part of a page, in which two may have the same names. */
  private static String inlined(String svg, String words, String kind, int number) {
    String own = Character.toString(kind.charAt(0)) + number;
    return OWN.matcher(PROLOGUE.matcher(svg).replaceFirst(""))
        .replaceAll(own)
        .replaceFirst(
            "<svg ", "<svg class=\"%s\" aria-label=\"%s\" ".formatted(kind, quoted(words)))
        .strip();
  }

  private static String quoted(String words) {
    return Matcher.quoteReplacement(text(words));
  }

  /** A file beside this class; a page has it in itself. */
  private static String resource(String name) {
    try (InputStream file = Objects.requireNonNull(Html.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static String sha256(String script) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String text(String outside) {
    return outside
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
