package dev.paddock.benchmarks.cache;

/**
 * An answer as a cache keeps it.
 *
 * @param prompt the number of the prompt that it answers
 * @param at when it was made, in nanoseconds of the clock that the cache goes by
 */
record CachedAnswer(int prompt, long at) {}
