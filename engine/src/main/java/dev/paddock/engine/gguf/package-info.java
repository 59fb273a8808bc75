/**
 * The file of a model: reading what it says about itself, and writing Paddock's own with random
 * weights.
 */
@NullMarked
package dev.paddock.engine.gguf;

import org.jspecify.annotations.NullMarked;
