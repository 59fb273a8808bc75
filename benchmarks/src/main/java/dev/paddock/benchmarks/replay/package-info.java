/**
 * A server that replays recorded answers and a relay before it, each in a process of its own; what
 * is asked of them, what came, and the floor: sockets that are read as they are.
 */
@NullMarked
package dev.paddock.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
