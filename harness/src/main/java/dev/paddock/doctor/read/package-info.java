/**
 * What files say about the start of an Ollama server: compose files, units, quadlets, manifests,
 * scripts and files of variables become services, slips, and parts that were not understood; no
 * judgement, and no file that was not asked for.
 */
@NullMarked
package dev.paddock.doctor.read;

import org.jspecify.annotations.NullMarked;
