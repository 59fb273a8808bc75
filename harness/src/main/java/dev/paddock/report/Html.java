package dev.paddock.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
final class Html {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();

  /**
   * Lets a chart be taken out of a page that came alone: the links to its files then give the
   * drawing in the page, and a button copies it. Without scripts the links lead to the files.
   */
  private static final String SCRIPT =
      """
      document.querySelectorAll('picture').forEach(picture => {
        const image = picture.querySelector('img');
        const links = picture.parentElement.nextElementSibling;
        const pixels = () => new Promise((done, failed) => {
          const wide = new Image();
          wide.onload = () => {
            const canvas = document.createElement('canvas');
            canvas.width = 2 * wide.naturalWidth;
            canvas.height = 2 * wide.naturalHeight;
            const pen = canvas.getContext('2d');
            pen.fillStyle = '#fff';
            pen.fillRect(0, 0, canvas.width, canvas.height);
            pen.drawImage(wide, 0, 0, canvas.width, canvas.height);
            canvas.toBlob(blob => blob ? done(blob) : failed());
          };
          wide.onerror = failed;
          wide.src = image.src;
        });
        if (!links || !links.querySelector('a[href$=".svg"]')) return;
        const svg = links.querySelector('a[href$=".svg"]');
        const png = links.querySelector('a[href$=".png"]');
        const name = svg.getAttribute('href').split('/').pop();
        svg.download = name;
        svg.href = image.src;
        png.addEventListener('click', event => {
          event.preventDefault();
          pixels().then(blob => {
            const link = document.createElement('a');
            link.href = URL.createObjectURL(blob);
            link.download = name.replace('.svg', '.png');
            link.click();
          });
        });
        if (navigator.clipboard && window.ClipboardItem) {
          const button = document.createElement('button');
          button.textContent = 'Copy';
          button.onclick = () =>
            navigator.clipboard.write([new ClipboardItem({'image/png': pixels()})])
              .then(() => button.textContent = 'Copied', () => button.textContent = 'Not copied');
          links.append(' ', button);
        }
      });
      """;

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
      :root { --ink: #1c1c1c; --paper: #fdfdfc; --line: #d9d9d6; --faint: #5c5c58; --link: #0060a8;
        --chart: #fff; color-scheme: light dark; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e8e6e1; --paper: #17181a; --line: #3a3c40; --faint: #a3a19b; --link: #7db9ea;
          --chart: #17181a; }
      }
      body { color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 62rem;
        padding: 1.5rem 1rem 4rem; font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
      h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2.4rem;
        border-top: 1px solid var(--line); padding-top: 1rem; } h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
      h1 + p > strong:only-child { font-size: 1.15rem; font-weight: 600; line-height: 1.45; }
      a { color: var(--link); }
      a[href*="summary.json#"] { color: inherit; text-decoration: underline dotted var(--faint) 1px;
        text-underline-offset: 3px; }
      a[href*="summary.json#"]:hover { color: var(--link); }
      picture.scrolls { display: block; overflow-x: auto; } .scrolls img { min-width: 50rem; }
      img { display: block; width: 100%; height: auto; background: var(--chart); border-radius: 6px; }
      button { font: inherit; font-size: .875rem; padding: 0 .6rem; }
      .wide { overflow-x: auto; margin: .6rem 0 1rem; }
      table { border-collapse: collapse; width: max-content; font-size: .875rem;
        font-variant-numeric: tabular-nums; }
      th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line);
        vertical-align: top; max-width: 24rem; }
      th { color: var(--faint); font-weight: 600; }
      @media (max-width: 40rem) {
        h1 { font-size: 1.35rem; } h2 { font-size: 1.15rem; } ul { padding-left: 1.2rem; } th, td { max-width: 15rem; }
      }
      @media print {
        :root { --ink: #000; --paper: #fff; --line: #bbb; --faint: #444; --chart: #fff; color-scheme: light; }
        body { max-width: none; padding: 0; font-size: 10pt; } .wide { overflow: visible; }
        table { font-size: 7.5pt; width: 100%; } th, td { padding-right: .4rem; overflow-wrap: anywhere; }
        th { white-space: normal; }
        a { color: inherit; text-decoration: none; } button { display: none; }
        p:has(> picture) + p { display: none; }
        img { max-height: 23cm; object-fit: contain; object-position: left; }
        img, picture, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } thead { display: table-header-group; }
      }
      </style>
      </head>
      <body>
      """
          .replace("HASH", sha256(SCRIPT));

  private Html() {}

  /**
   * A chart, most often twice.
   *
   * @param svg for a desk, and for paper
   * @param narrow the same for a phone, where it can be read on one
   */
  record Drawing(String svg, Optional<String> narrow) {}

  /**
   * The page of a Markdown text.
   *
   * @param charts that it shows, by address; they are put into the page
   */
  static String of(String title, String markdown, Map<String, Drawing> charts) {
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .extensions(TABLES)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .nodeRendererFactory(context -> new Pictures(context, charts))
            .build();
    // Nothing from outside can look like these tags: it is escaped.
    String body =
        renderer
            .render(PARSER.parse(markdown))
            .replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>")
            .replace("</table>", "</table></div>");
    return HEAD.replace("TITLE", text(title))
        + body
        + "<script>"
        + SCRIPT
        + "</script>\n</body>\n</html>\n";
  }

  /** Puts the drawing of a chart where the text has its address. */
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

    private static void picture(Drawing chart, String words, HtmlWriter out) {
      out.tag("picture", chart.narrow().isPresent() ? Map.of() : Map.of("class", "scrolls"));
      chart
          .narrow()
          .ifPresent(
              narrow ->
                  out.tag(
                      "source",
                      sorted("media", "screen and (max-width: 40rem)", "srcset", inlined(narrow)),
                      false));
      out.tag("img", sorted("alt", words, "src", inlined(chart.svg())), false);
      out.tag("/picture");
    }

    /** A map whose order is the same in every run of the program. */
    private static SortedMap<String, String> sorted(
        String first, String one, String second, String other) {
      return new TreeMap<>(Map.of(first, one, second, other));
    }

    private static String words(Image image) {
      return image.getFirstChild() instanceof Text text ? text.getLiteral() : "";
    }
  }

  private static String inlined(String svg) {
    return "data:image/svg+xml;base64,"
        + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
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
