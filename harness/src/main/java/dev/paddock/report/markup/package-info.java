/** How words and figures are written: Markdown, HTML, links to records, short names. */
@NullMarked
package dev.paddock.report.markup;

import org.jspecify.annotations.NullMarked;
