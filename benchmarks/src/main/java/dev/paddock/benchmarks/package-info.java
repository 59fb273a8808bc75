/**
 * The benchmarks: what the client itself costs. A suite is a question; this is their list, and the
 * command that runs them.
 */
@NullMarked
package dev.paddock.benchmarks;

import org.jspecify.annotations.NullMarked;
