/**
 * What a line of a stream says: a text, a thought, an end, an error, an account of tokens and
 * times. {@link dev.paddock.client.decode.ChunkScanner} tells at sight while the clock runs, {@link
 * dev.paddock.client.decode.Fact} reads the few lines that need a parser.
 */
@NullMarked
package dev.paddock.client.decode;

import org.jspecify.annotations.NullMarked;
