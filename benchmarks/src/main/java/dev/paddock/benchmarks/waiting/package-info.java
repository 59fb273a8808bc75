/**
 * How the bytes of many streams are to be waited for, so that their stamps are true.
 *
 * <p>One constant a rival.
 */
@NullMarked
package dev.paddock.benchmarks.waiting;

import org.jspecify.annotations.NullMarked;
