/**
 * A connection, and when what it reads arrived: stamped by Linux where it does so, else by the
 * client, with or without TLS. What the bytes mean is not known here.
 */
@NullMarked
package dev.paddock.client.wire;

import org.jspecify.annotations.NullMarked;
