/** What a page has to say, as records: which sentences, in which order, how many; no words yet. */
@NullMarked
package dev.paddock.findings;

import org.jspecify.annotations.NullMarked;
