/**
 * What it costs to choose one of several servers, and what the choice is worth.
 *
 * <p>One class a question, one constant a rival.
 */
@NullMarked
package dev.paddock.benchmarks.balancers;

import org.jspecify.annotations.NullMarked;
