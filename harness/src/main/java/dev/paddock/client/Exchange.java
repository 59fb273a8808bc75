package dev.paddock.client;

import dev.paddock.record.Outcome;
import dev.paddock.record.ServerTimes;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One request and all that came of it, whether it went well or not.
 *
 * <p>{@code sent} is in {@link System#nanoTime()}, every other time in nanoseconds after it; the
 * times mean what {@link dev.paddock.record.Request} says.
 *
 * @param stamps arrival of each chunk that carried text
 * @param delays the client's own delay on each of these chunks
 * @param shared how many of these chunks were not alone in their read, so that their arrival is
 *     only an upper bound
 * @param error what went wrong, for a user; present wherever the outcome is not OK
 * @param status of the HTTP response; empty where none came
 * @param cachedTokens of the prompt that came from a cache; empty where the server does not say
 * @param text the answer as far as it came, thinking left out
 * @param doneReason why the server stopped, for example {@code stop} or {@code length}
 * @param inOnePiece whether the text came all at once, so that there is no first token
 * @param vectors that came in the place of text; empty where none did
 */
public record Exchange(
    long sent,
    OptionalLong headers,
    Stamps stamps,
    Stamps delays,
    int shared,
    StampClock clock,
    OptionalLong firstAnswer,
    OptionalLong done,
    Outcome outcome,
    Optional<String> error,
    OptionalInt status,
    OptionalInt promptTokens,
    OptionalInt cachedTokens,
    OptionalInt outputTokens,
    Optional<ServerTimes> server,
    String text,
    Optional<String> doneReason,
    boolean inOnePiece,
    OptionalInt vectors) {}
