/**
 * The instrument's own error: a reference server that keeps a known token schedule and stamps what
 * it sends, the client on another core, and the distance between the two.
 */
@NullMarked
package dev.paddock.calibrate;

import org.jspecify.annotations.NullMarked;
