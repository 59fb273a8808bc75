/** How what was found is said, once and last. */
@NullMarked
package dev.paddock.wording;

import org.jspecify.annotations.NullMarked;
