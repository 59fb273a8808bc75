/** What clients of Ollama cost that people use on the JVM, beside our own. */
@NullMarked
package dev.paddock.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
