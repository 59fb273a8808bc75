/**
 * What a suite's figures come to: a verdict, which is computed from published runs of real servers,
 * and its page.
 */
@NullMarked
package dev.paddock.benchmarks.conclusion;

import org.jspecify.annotations.NullMarked;
