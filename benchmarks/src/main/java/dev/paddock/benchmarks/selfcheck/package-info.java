/** Whether the suites themselves find what is planted, and nothing where nothing is. */
@NullMarked
package dev.paddock.benchmarks.selfcheck;

import org.jspecify.annotations.NullMarked;
