package dev.paddock.client;

import dev.paddock.client.decode.ServerAccount;
import dev.paddock.client.decode.ServerWords;
import dev.paddock.client.frame.Guise;
import dev.paddock.client.frame.Head;
import dev.paddock.client.frame.LineFramer;
import dev.paddock.record.Outcome;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What all that came of a response says together, and how the exchange so ended.
 *
 * @param chunks with text
 * @param finished whether a line ended the answer
 * @param lastWord whether nothing can come after that line, so that only bytes without a meaning
 *     are missing where the connection breaks
 * @param error the server's words where a line was an error
 * @param garbage the first data that is no JSON
 * @param foreign the first line that no stream of events has
 * @param cut whether garbage is a last line that the end of the connection cut
 * @param halfDone why the server stopped, as the last line says that does not say that it is done
 * @param refusal the model's words where it refused and said nothing else; empty where it answered
 * @param vectors in the place of text
 */
record WholeAnswer(
    Reception reception,
    int chunks,
    boolean finished,
    boolean lastWord,
    Optional<String> error,
    Optional<String> garbage,
    Optional<String> foreign,
    boolean cut,
    Optional<String> halfDone,
    String refusal,
    OptionalInt vectors,
    ServerAccount account) {

  /**
   * How the exchange ended.
   *
   * @param wire how its bytes ended
   */
  Ending ending(Protocol protocol, Ending wire) {
    Optional<Head> head = reception.head();
    boolean came = wire.outcome() == Outcome.OK || wire.outcome() == Outcome.UNFINISHED;
    if (came && head.isPresent() && head.get().status() != 200) {
      LineFramer body = reception.lines();
      return Ending.error(ServerWords.of(head.get(), body.bytes(), body.length()));
    }
    if (error.isPresent()) {
      return Ending.error(error.get());
    }
    Optional<String> guise = chunks == 0 ? guise() : Optional.empty();
    if (guise.isPresent()) {
      return expected(guise.get());
    }
    if (cut) {
      return Ending.unfinished("the connection was closed amid a line, after " + came());
    }
    Optional<String> found = chunks == 0 && !finished ? garbage.or(() -> foreign) : garbage;
    if (found.isPresent() && wire.outcome() != Outcome.TIMEOUT) {
      return expected(found.get());
    }
    return switch (wire.outcome()) {
      case OK -> whole(protocol);
      case UNFINISHED -> lastWord ? whole(protocol) : after(wire);
      case TIMEOUT -> after(wire);
      case ERROR -> wire;
    };
  }

  private Ending whole(Protocol protocol) {
    if (!finished) {
      return Ending.unfinished(
          "the stream ended without its final line ("
              + protocol.lastWord()
              + "), after "
              + came()
              + halfDone
                  .map(
                      why ->
                          ": its last line has a done_reason (%s), but not done: true; the server, or what stands before it, does not end answers as Ollama does"
                              .formatted(ServerWords.quoted(why)))
                  .orElseGet(protocol::silentEnd));
    }
    if (!refusal.isEmpty()) {
      return Ending.error("the model refused to answer: " + ServerWords.quoted(refusal));
    }
    if (vectors.isPresent()) {
      return vectors.getAsInt() == 0
          ? Ending.error("the answer came to its end without any vector")
          : Ending.WHOLE;
    }
    return chunks == 0 ? Ending.error(empty()) : Ending.WHOLE;
  }

  /** A time to first token cannot be had of it, nor any other time that is asked for. */
  private String empty() {
    StringBuilder words = new StringBuilder("the answer came to its end without any text");
    account
        .doneReason()
        .ifPresent(why -> words.append(" (finish reason: ").append(why).append(')'));
    int tokens = account.outputTokens().orElse(0);
    if (tokens > 0) {
      words
          .append("; the server counts ")
          .append(tokens)
          .append(tokens == 1 ? " token" : " tokens");
    }
    return words.toString();
  }

  private Optional<String> guise() {
    LineFramer body = reception.lines();
    return Guise.of(body.bytes(), body.length())
        .map(guise -> guise.words(body.bytes(), body.length()));
  }

  private Ending expected(String found) {
    return Ending.error(
        "expected "
            + (reception.events() ? "an event with" : "a line with")
            + " a JSON object, found "
            + found);
  }

  private Ending after(Ending wire) {
    return reception.head().isPresent()
        ? new Ending(wire.outcome(), wire.words() + ", after " + came())
        : wire;
  }

  /** How much came, in words. */
  private String came() {
    return chunks
        + (chunks == 1 ? " chunk" : " chunks")
        + " with text and "
        + reception.lines().length()
        + " bytes of the body";
  }
}
