package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One request as it was seen from the client; a line of {@code requests.jsonl}.
 *
 * <p>{@code intended} and {@code sent} are nanoseconds of the monotonic clock (on Linux
 * CLOCK_MONOTONIC, so two processes of one host can compare); every other time is in nanoseconds
 * after {@code sent}.
 *
 * @param id counts from 1 within a trial
 * @param phase warm-up requests are kept and never counted
 * @param intended when its client became free (closed loop) or the schedule wanted it (open loop)
 * @param sent the first byte was handed to the socket
 * @param headers response headers were complete
 * @param stamps arrival of each chunk that carried text, role-only and empty ones left out
 * @param delays the client's own delay on each of these chunks, from its arrival to when the read
 *     returned; zero where the client stamps itself
 * @param shared how many of these chunks were not alone in their read, so that their arrival is an
 *     upper bound; empty in files that do not say
 * @param clock who stamped the arrivals
 * @param firstAnswer arrival of the first chunk that was not thinking
 * @param done arrival of the final line
 * @param error the server's words, or ours where the server said nothing
 * @param promptTokens as counted by the server, cached ones included
 * @param cachedTokens of these that came from a prompt cache; empty where the server does not say
 * @param outputTokens as counted by the server
 * @param finish why the server says that it stopped, for example {@code stop} or {@code length}
 * @param inOnePiece whether its text came all at once, so that there is no first token to time
 * @param replaced whether its answer ended before the length that was asked for and another request
 *     took its place: what it says of its first tokens counts, what rests on its length does not
 * @param turn of its conversation, from 1; empty where each request stands alone
 * @param right whether its answer is; empty where that is not checked, or known only beside others
 * @param vectors that came, of a request for embeddings; empty of one for text
 */
public record Request(
    int id,
    Phase phase,
    long intended,
    long sent,
    OptionalLong headers,
    Stamps stamps,
    @JsonProperty("seen") Stamps delays,
    OptionalInt shared,
    StampClock clock,
    OptionalLong firstAnswer,
    OptionalLong done,
    Outcome outcome,
    Optional<String> error,
    OptionalInt promptTokens,
    OptionalInt cachedTokens,
    OptionalInt outputTokens,
    Optional<ServerTimes> server,
    Optional<String> finish,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean inOnePiece,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean replaced,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt turn,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt vectors,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Boolean> right) {

  /** One that streamed, of a server that does not say why it stopped. */
  public Request(
      int id,
      Phase phase,
      long intended,
      long sent,
      OptionalLong headers,
      Stamps stamps,
      Stamps delays,
      OptionalInt shared,
      StampClock clock,
      OptionalLong firstAnswer,
      OptionalLong done,
      Outcome outcome,
      Optional<String> error,
      OptionalInt promptTokens,
      OptionalInt cachedTokens,
      OptionalInt outputTokens,
      Optional<ServerTimes> server) {
    this(
        id,
        phase,
        intended,
        sent,
        headers,
        stamps,
        delays,
        shared,
        clock,
        firstAnswer,
        done,
        outcome,
        error,
        promptTokens,
        cachedTokens,
        outputTokens,
        server,
        Optional.empty(),
        false,
        false,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  /**
   * Those of these that were planned, by id: each short answer that was replaced added one request
   * at the end, when clients find no more work.
   */
  public static List<Request> planned(List<Request> requests) {
    long replaced = requests.stream().filter(Request::replaced).count();
    return requests.stream()
        .sorted(Comparator.comparingInt(Request::id))
        .limit(requests.size() - replaced)
        .toList();
  }

  /** Those that begin a conversation, as each does that stands alone. */
  public static List<Request> beginning(List<Request> requests) {
    return requests.stream().filter(request -> request.turn.orElse(1) == 1).toList();
  }

  /** Those that end a conversation, as each does that stands alone. */
  public static List<Request> ending(List<Request> requests) {
    int last = requests.stream().mapToInt(request -> request.turn.orElse(1)).max().orElse(1);
    return requests.stream().filter(request -> request.turn.orElse(1) == last).toList();
  }

  /** How late it left: sent − intended, in nanoseconds. */
  public long lag() {
    return sent - intended;
  }

  /**
   * First token − intended, in nanoseconds; empty where no chunk carried text, or all came at once.
   */
  public OptionalLong timeToFirstToken() {
    return stamps.isEmpty() || inOnePiece
        ? OptionalLong.empty()
        : OptionalLong.of(lag() + stamps.first());
  }

  /**
   * First token of the answer itself − intended, in nanoseconds; empty where there is none, or all
   * came at once.
   */
  public OptionalLong timeToFirstAnswerToken() {
    return firstAnswer.isEmpty() || inOnePiece
        ? OptionalLong.empty()
        : OptionalLong.of(lag() + firstAnswer.getAsLong());
  }

  /** Chunks of thinking before the answer; empty where all came at once. */
  public OptionalInt thinking() {
    return inOnePiece
        ? OptionalInt.empty()
        : OptionalInt.of(stamps.before(firstAnswer.orElse(Long.MAX_VALUE)));
  }

  /** First token − sent, in nanoseconds. */
  public OptionalLong serviceTimeToFirstToken() {
    return stamps.isEmpty() || inOnePiece ? OptionalLong.empty() : OptionalLong.of(stamps.first());
  }

  /** Whether it came in one piece although there are several chunks of it. */
  public boolean burst() {
    return inOnePiece && stamps.size() > 1;
  }

  /** The same, taken for one that streamed. */
  public Request streamed() {
    return with(cachedTokens, false, turn, right);
  }

  /** The same, as this turn of its conversation, from 1. */
  public Request inTurn(int number) {
    return with(cachedTokens, inOnePiece, OptionalInt.of(number), right);
  }

  /** The same, with what is known from elsewhere of how much of its prompt was cached. */
  public Request withCached(int tokens) {
    return with(OptionalInt.of(tokens), inOnePiece, turn, right);
  }

  /** The same, of whose answer it is known whether it is right. */
  public Request checked(boolean whether) {
    return with(cachedTokens, inOnePiece, turn, Optional.of(whether));
  }

  private Request with(
      OptionalInt cached, boolean whole, OptionalInt number, Optional<Boolean> whether) {
    return new Request(
        id,
        phase,
        intended,
        sent,
        headers,
        stamps,
        delays,
        shared,
        clock,
        firstAnswer,
        done,
        outcome,
        error,
        promptTokens,
        cached,
        outputTokens,
        server,
        finish,
        whole,
        replaced,
        number,
        vectors,
        whether);
  }

  /** Gaps between neighbouring chunks, in nanoseconds; none where all came in one piece. */
  public long[] gaps() {
    return inOnePiece ? new long[0] : stamps.gaps();
  }

  /** Done − intended, in nanoseconds; empty where no final line came, or too early. */
  public OptionalLong endToEnd() {
    return done.isEmpty() || replaced
        ? OptionalLong.empty()
        : OptionalLong.of(lag() + done.getAsLong());
  }

  /** Done − sent, in nanoseconds; empty where no final line came, or too early. */
  public OptionalLong serviceTime() {
    return replaced ? OptionalLong.empty() : done;
  }

  /** Whether the server refused it, by a status or in a stream: an error before any token. */
  public boolean refused() {
    return outcome == Outcome.ERROR && stamps.isEmpty();
  }

  /** Whether it ended well and counts. */
  public boolean counts() {
    return phase == Phase.MEASURED && outcome == Outcome.OK;
  }
}
