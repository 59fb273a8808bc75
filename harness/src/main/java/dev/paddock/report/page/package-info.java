/** What the page of a run says, section by section. */
@NullMarked
package dev.paddock.report.page;

import org.jspecify.annotations.NullMarked;
