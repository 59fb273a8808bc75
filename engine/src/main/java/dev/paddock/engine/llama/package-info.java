/**
 * The engine {@code llama}: llama.cpp behind Ollama's HTTP API.
 *
 * <p>{@link dev.paddock.engine.llama.LlamaServer} is the way in. It listens, schedules and counts;
 * each load of the model lives in a runner process of its own, where llama.cpp computes.
 */
@NullMarked
package dev.paddock.engine.llama;

import org.jspecify.annotations.NullMarked;
