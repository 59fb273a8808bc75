/** What is kept: the run directory, one durable line an event, and what resuming needs of it. */
@NullMarked
package dev.paddock.journal;

import org.jspecify.annotations.NullMarked;
