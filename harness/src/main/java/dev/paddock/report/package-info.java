/** What a person reads: charts, Markdown and HTML pages, and what is published to docs. */
@NullMarked
package dev.paddock.report;

import org.jspecify.annotations.NullMarked;
