/**
 * Which settings of an Ollama installation do nothing, or harm: systemd units, compose files,
 * processes, the API and the log are read and never changed; rules without I/O turn what was read
 * into findings.
 */
@NullMarked
package dev.paddock.doctor;

import org.jspecify.annotations.NullMarked;
