/**
 * Which words of a server tell of trouble: of a log's lines, of a load or a start that failed, of
 * an answer that was refused; one list of wordings for all who ask ({@link
 * dev.paddock.readback.trouble.Telltale}).
 */
@NullMarked
package dev.paddock.readback.trouble;

import org.jspecify.annotations.NullMarked;
