package dev.paddock.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** One HTML file that needs no other and no network, for light and dark screens and for paper. */
final class Html {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).sanitizeUrls(true).build();
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>TITLE</title>
      <style>
      :root { --ink: #1c1c1c; --paper: #fdfdfc; --line: #d9d9d6; --faint: #5c5c58; --link: #0060a8; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e8e6e1; --paper: #17181a; --line: #3a3c40; --faint: #a3a19b; --link: #7db9ea; }
      }
      body { color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 62rem;
        padding: 1.5rem 1rem 4rem; font: 1rem/1.55 system-ui, sans-serif; }
      h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2.4rem;
        border-top: 1px solid var(--line); padding-top: 1rem; } h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
      a { color: var(--link); }
      img { display: block; width: 100%; height: auto; background: #fff; border-radius: 6px; }
      table { border-collapse: collapse; display: block; overflow-x: auto; font-size: .875rem;
        font-variant-numeric: tabular-nums; margin: .6rem 0 1rem; }
      th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line);
        vertical-align: top; }
      th { color: var(--faint); font-weight: 600; white-space: nowrap; }
      @media print {
        :root { --ink: #000; --paper: #fff; --line: #bbb; --faint: #444; }
        body { max-width: none; padding: 0; font-size: 10pt; } table { display: table; font-size: 8pt; }
        img, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
      }
      </style>
      </head>
      <body>
      """;

  private Html() {}

  /**
   * The page of a Markdown text.
   *
   * @param svgs the charts that it shows, by address; they are put into the page
   */
  static String of(String title, String markdown, Map<String, String> svgs) {
    String body = RENDERER.render(PARSER.parse(markdown));
    for (Map.Entry<String, String> svg : svgs.entrySet()) {
      body =
          body.replace("src=\"" + svg.getKey() + "\"", "src=\"" + inlined(svg.getValue()) + "\"");
    }
    return HEAD.replace("TITLE", text(title)) + body + "</body>\n</html>\n";
  }

  private static String inlined(String svg) {
    return "data:image/svg+xml;base64,"
        + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String outside) {
    return outside
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
