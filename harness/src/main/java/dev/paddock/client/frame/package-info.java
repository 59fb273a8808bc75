/**
 * Where a response's pieces begin and end, found byte by byte and without decoding one: its
 * headers, the body that they promise, the lines of that body, and which of them are data of an
 * event. Knows no socket and no clock.
 */
@NullMarked
package dev.paddock.client.frame;

import org.jspecify.annotations.NullMarked;
