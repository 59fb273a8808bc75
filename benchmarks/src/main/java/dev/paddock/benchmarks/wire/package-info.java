/**
 * Answers as Ollama puts them on the wire, made from a fixed seed, and what a reader must find in
 * them.
 */
@NullMarked
package dev.paddock.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
