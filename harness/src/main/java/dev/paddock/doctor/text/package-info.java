/**
 * Texts cut into parts as their languages have it: shell, YAML, units of systemd, references to
 * variables. It knows nothing of Ollama, and runs nothing.
 */
@NullMarked
package dev.paddock.doctor.text;

import org.jspecify.annotations.NullMarked;
