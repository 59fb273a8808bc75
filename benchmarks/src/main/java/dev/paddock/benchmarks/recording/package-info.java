/** What it costs to record how long something took. */
@NullMarked
package dev.paddock.benchmarks.recording;

import org.jspecify.annotations.NullMarked;
