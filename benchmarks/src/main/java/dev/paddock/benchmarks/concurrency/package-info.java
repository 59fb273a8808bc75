/** Whether a way of calling serves more requests, once the slots of the server are equal. */
@NullMarked
package dev.paddock.benchmarks.concurrency;

import org.jspecify.annotations.NullMarked;
