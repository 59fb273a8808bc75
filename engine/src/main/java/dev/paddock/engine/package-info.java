/**
 * What the embedded servers share: how they are started, what Ollama's variables say to them, and
 * what they say of a failed request. They know nothing of the rest of the house.
 */
@NullMarked
package dev.paddock.engine;

import org.jspecify.annotations.NullMarked;
