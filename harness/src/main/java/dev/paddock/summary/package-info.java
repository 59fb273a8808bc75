/** The shape of {@code summary.json}: data only, no sentences. */
@NullMarked
package dev.paddock.summary;

import org.jspecify.annotations.NullMarked;
