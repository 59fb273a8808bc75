/**
 * What a suite is, and how it runs: its plan, its forks, and what a fork measured.
 *
 * <p>A suite writes an ordinary run directory (a cell is a variant, a trial is a fork), so that the
 * analysis and the pages of the harness serve it.
 */
@NullMarked
package dev.paddock.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
