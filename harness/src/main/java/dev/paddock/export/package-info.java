/** What was measured, as tables for other programs: one line a request or a chunk. */
@NullMarked
package dev.paddock.export;

import org.jspecify.annotations.NullMarked;
