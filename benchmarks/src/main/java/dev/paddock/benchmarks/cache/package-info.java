/**
 * What an answer costs that is already there: caches by the very prompt, and by what it means.
 *
 * <p>One class a question, one constant a rival.
 */
@NullMarked
package dev.paddock.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
