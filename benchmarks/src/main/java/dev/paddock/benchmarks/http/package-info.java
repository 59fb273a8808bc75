/**
 * What HTTP costs: clients of several libraries.
 *
 * <p>One class a question, one constant a rival.
 */
@NullMarked
package dev.paddock.benchmarks.http;

import org.jspecify.annotations.NullMarked;
