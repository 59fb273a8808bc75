/**
 * What an answer costs that is already there, by what the prompt means: to embed a text, and to
 * search among vectors.
 *
 * <p>One class a question, one constant a rival.
 */
@NullMarked
package dev.paddock.benchmarks.semantic;

import org.jspecify.annotations.NullMarked;
