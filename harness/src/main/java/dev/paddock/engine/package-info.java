/**
 * The embedded servers that speak Ollama's HTTP API.
 *
 * <p>{@link dev.paddock.engine.LlamaServer} is the way in. It listens, schedules and counts; each
 * load of the model lives in a runner process of its own, where llama.cpp computes.
 */
@NullMarked
package dev.paddock.engine;

import org.jspecify.annotations.NullMarked;
