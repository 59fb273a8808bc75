/**
 * What the machine did meanwhile, and what it is: samples of a trial, the client's own delay, the
 * environment's fingerprint.
 */
@NullMarked
package dev.paddock.telemetry;

import org.jspecify.annotations.NullMarked;
