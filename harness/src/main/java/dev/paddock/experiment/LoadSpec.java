package dev.paddock.experiment;

import java.time.Duration;

/**
 * How requests are sent: a closed loop, in which each client waits for its answer, thinks, and
 * sends the next.
 *
 * @param clients how many at once, at least 1
 * @param think pause of a client between an answer and its next request
 */
public record LoadSpec(int clients, Duration think) {}
