/**
 * What an answer costs that is already there, by the very prompt.
 *
 * <p>One class a question, one constant a rival.
 */
@NullMarked
package dev.paddock.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
