/** Which pages there are, what files they are, and where: of a run, a comparison, a history. */
@NullMarked
package dev.paddock.report;

import org.jspecify.annotations.NullMarked;
