package dev.paddock.record;

/**
 * What the server itself says that a request took, in nanoseconds.
 *
 * @param load until the model was there, the queue before it included
 * @param prefill reading the prompt, cached tokens left out
 * @param decode generating, from the first token on
 * @param total from entry to the last line
 */
public record ServerTimes(long load, long prefill, long decode, long total) {}
