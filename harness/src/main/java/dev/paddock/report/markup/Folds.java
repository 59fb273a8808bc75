package dev.paddock.report.markup;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;

/** Headings that can be linked to, and those below a rule, under which the text is folded. */
final class Folds {
  private Folds() {}

  /** A heading of level 2 with what stands under it. */
  private static final class Fold extends CustomBlock {}

  /** Folds what stands below a rule. */
  static void below(Node document) {
    boolean below = false;
    Fold fold = new Fold();
    for (Node node = document.getFirstChild(); node != null; ) {
      Node next = node.getNext();
      below = below || node instanceof ThematicBreak;
      if (below && node instanceof Heading heading && heading.getLevel() == 2) {
        fold = new Fold();
        node.insertBefore(fold);
        fold.appendChild(node);
      } else if (fold.getFirstChild() != null) {
        fold.appendChild(node);
      }
      node = next;
    }
  }

  /** Gives a heading the name by which GitHub links to it. */
  static void named(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof Heading) {
      attributes.put("id", name(words(node)));
    }
  }

  /** For example "what-each-setting-does". */
  static String name(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .strip()
        .replace(' ', '-');
  }

  private static String words(Node node) {
    StringBuilder words = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append(code.getLiteral());
          }
        });
    return words.toString();
  }

  /** Writes a fold so that a browser opens it without a script. */
  record Renderer(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Fold.class);
    }

    @Override
    public void render(Node fold) {
      var out = context.getWriter();
      out.line();
      out.raw("<details><summary>");
      Node node = fold.getFirstChild();
      context.render(node);
      out.raw("</summary>");
      for (node = node.getNext(); node != null; node = node.getNext()) {
        context.render(node);
      }
      out.raw("</details>");
      out.line();
    }
  }
}
