/**
 * What the machine did meanwhile, and what it is: memory and CPU of the server, the environment's
 * fingerprint.
 */
@NullMarked
package dev.paddock.telemetry;

import org.jspecify.annotations.NullMarked;
