/** What a trial and a cell measured, and how two cells differ, from the journal. */
@NullMarked
package dev.paddock.figures;

import org.jspecify.annotations.NullMarked;
