/**
 * What HTTP costs: clients of several libraries, and the server and the relay that they are
 * measured with.
 */
@NullMarked
package dev.paddock.benchmarks.http;

import org.jspecify.annotations.NullMarked;
