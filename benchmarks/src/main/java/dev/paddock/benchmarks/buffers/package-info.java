/** What it costs a client to find the lines of a stream, by what it reads them with. */
@NullMarked
package dev.paddock.benchmarks.buffers;

import org.jspecify.annotations.NullMarked;
