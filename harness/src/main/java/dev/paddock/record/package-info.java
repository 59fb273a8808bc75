/**
 * What a measurement leaves behind: a request with its stamps, what a server was seen to run with,
 * the machine's fingerprint, and why a trial counts or does not.
 */
@NullMarked
package dev.paddock.record;

import org.jspecify.annotations.NullMarked;
