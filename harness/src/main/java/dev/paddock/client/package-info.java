/**
 * One request out, a stream in: a {@link dev.paddock.client.StreamClient} sends a call, keeps what
 * comes with its stamps, and decodes it into an {@link dev.paddock.client.Exchange} when nothing
 * waits for the clock any more. The bytes come from {@code wire}, {@code frame} cuts them, {@code
 * decode} reads them; none of the three knows this room.
 */
@NullMarked
package dev.paddock.client;

import org.jspecify.annotations.NullMarked;
