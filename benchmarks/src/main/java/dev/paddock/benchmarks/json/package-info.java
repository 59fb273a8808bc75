/** What JSON costs a client: to read each line of a stream, and to write each request. */
@NullMarked
package dev.paddock.benchmarks.json;

import org.jspecify.annotations.NullMarked;
