/**
 * What it costs to hold requests to a rate, and how long they wait for it.
 *
 * <p>One class a question, one constant a rival.
 */
@NullMarked
package dev.paddock.benchmarks.limits;

import org.jspecify.annotations.NullMarked;
