/** The embedded servers that speak Ollama's HTTP API. */
@NullMarked
package dev.paddock.engine;

import org.jspecify.annotations.NullMarked;
