package dev.paddock.client.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A piece of a response as a real parser reads it: what the scanner leaves, and final lines. */
public record Fact(JsonNode json) {
  private static final ObjectMapper PARSER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Where servers put what a model thinks before it answers. */
  private static final List<String> THINKING =
      List.of("thinking", "reasoning", "reasoning_content", "thinking_blocks", "reasoning_details");

  /** Words in the place of a finish reason that say that there is none yet. */
  private static final Set<String> NO_REASON = Set.of("", "null", "none");

  /** Finish reasons of an answer that its server gave up. */
  private static final Set<String> GIVEN_UP =
      Set.of("abort", "aborted", "cancel", "cancelled", "canceled", "error", "timeout");

  private static final Pattern PING = Pattern.compile("(?i)ping|keep.?alive|heartbeat");

  /** The JSON object between {@code from} and {@code to}; empty where there is none. */
  public static Optional<Fact> of(byte[] bytes, int from, int to) {
    try {
      return Optional.ofNullable(PARSER.readTree(bytes, from, to - from)).flatMap(Fact::of);
    } catch (IOException e) {
      return Optional.empty(); // no JSON, or no text: four bytes may look like UTF-32 that is none
    }
  }

  /**
   * The same of an answer of vectors, of each of which only the first number is kept: they are not
   * looked at, and thousands would be garbage amid a measurement.
   */
  public static Optional<Fact> ofVectors(byte[] bytes, int from, int to) {
    try (JsonParser numbers = PARSER.createParser(bytes, from, to - from);
        JsonParser first =
            new FilteringParserDelegate(
                numbers, new FirstNumbers(true), Inclusion.INCLUDE_ALL_AND_PATH, true)) {
      return Optional.<JsonNode>ofNullable(PARSER.readTree(first)).flatMap(Fact::of);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Leaves out all numbers of an array but its first element. */
  private static final class FirstNumbers extends TokenFilter {
    private static final FirstNumbers REST = new FirstNumbers(false);
    private static final FirstNumbers ALL = new FirstNumbers(true);
    private final boolean first;

    FirstNumbers(boolean first) {
      this.first = first;
    }

    @Override
    public TokenFilter includeElement(int index) {
      return index == 0 ? ALL : REST;
    }

    @Override
    public TokenFilter includeProperty(String name) {
      return ALL;
    }

    @Override
    public boolean includeEmptyArray(boolean contentsFiltered) {
      return true;
    }

    @Override
    protected boolean _includeScalar() {
      return first;
    }
  }

  private static Optional<Fact> of(JsonNode json) {
    JsonNode one = json.isArray() && json.size() == 1 ? json.get(0) : json;
    return one.isObject() ? Optional.of(new Fact(one)) : Optional.empty();
  }

  /** The answer's text; empty where there is none. */
  public String answer() {
    StringBuilder text = new StringBuilder(TextParts.answer(json.path("response")));
    messages().forEach(message -> text.append(TextParts.answer(message.path("content"))));
    for (JsonNode choice : json.path("choices")) {
      text.append(TextParts.answer(choice.path("text")));
    }
    return text.toString();
  }

  /** What the model says where it refuses to answer, OpenAI's {@code refusal}; mostly empty. */
  public String refusal() {
    return messages()
        .map(message -> TextParts.answer(message.path("refusal")))
        .collect(Collectors.joining());
  }

  /** Whether there is thinking that is not empty. */
  public boolean thinking() {
    return !TextParts.answer(json.path("thinking")).isEmpty() || messages().anyMatch(Fact::thinks);
  }

  /** Whether a tool is called, which is an answer without text. */
  public boolean calls() {
    return messages().anyMatch(message -> !message.path("tool_calls").isEmpty());
  }

  private static boolean thinks(JsonNode message) {
    return !TextParts.thinking(message.path("content")).isEmpty()
        || THINKING.stream().anyMatch(name -> !TextParts.all(message.path(name)).isEmpty());
  }

  private Stream<JsonNode> messages() {
    Stream.Builder<JsonNode> messages = Stream.builder();
    messages.add(json.path("message"));
    for (JsonNode choice : json.path("choices")) {
      messages.add(choice.path("delta")).add(choice.path("message"));
    }
    return messages.build();
  }

  /** Whether this is a whole answer as it comes where nothing is streamed. */
  public boolean document() {
    boolean document = false;
    for (JsonNode choice : json.path("choices")) {
      document |= choice.path("message").isObject();
    }
    return document;
  }

  /** How many vectors there are, of Ollama or OpenAI; empty where this is no answer of vectors. */
  public OptionalInt vectors() {
    JsonNode ollama = json.path("embeddings");
    if (ollama.isArray()) {
      return OptionalInt.of((int) vectors(ollama).filter(Fact::numbers).count());
    }
    JsonNode data = json.path("data");
    return data.isArray() && data.path(0).has("embedding")
        ? OptionalInt.of((int) vectors(data).filter(one -> embeds(one.path("embedding"))).count())
        : OptionalInt.empty();
  }

  private static Stream<JsonNode> vectors(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static boolean numbers(JsonNode vector) {
    return vector.isArray() && vector.path(0).isNumber();
  }

  /** OpenAI's may be text as well, its numbers in base64. */
  private static boolean embeds(JsonNode vector) {
    return numbers(vector) || (vector.isTextual() && !vector.textValue().isEmpty());
  }

  /** Whether the answer ends here. */
  public boolean done() {
    return json.path("done").asBoolean() || finishReason().isPresent();
  }

  /** Why the server stopped. */
  public Optional<String> doneReason() {
    JsonNode reason = json.path("done_reason");
    return reason.isTextual() ? Optional.of(reason.textValue()) : finishReason();
  }

  private Optional<String> finishReason() {
    Optional<String> found = Optional.empty();
    for (JsonNode choice : json.path("choices")) {
      JsonNode given = choice.path("finish_reason");
      String reason = (given.isObject() ? given.path("type") : given).asText("");
      if (!NO_REASON.contains(reason.toLowerCase(Locale.ROOT))) {
        found = Optional.of(reason);
      }
    }
    return found;
  }

  /** Whether it says how many tokens were used. */
  public boolean usage() {
    return json.hasNonNull("usage");
  }

  /** The server's words where this is an error, whatever its form. */
  public Optional<String> error() {
    return Stream.concat(Stream.of(json), choices())
        .map(one -> one.path("error"))
        .filter(Fact::says)
        .findFirst()
        .map(ServerWords::of)
        .or(this::formless)
        .or(this::givenUp);
  }

  private Stream<JsonNode> choices() {
    Stream.Builder<JsonNode> choices = Stream.builder();
    json.path("choices").forEach(choices::add);
    return choices.build();
  }

  /** Fields that a server fills in although nothing is wrong say nothing. */
  private static boolean says(JsonNode error) {
    return !error.isMissingNode()
        && !error.isNull()
        && !(error.isBoolean() && !error.booleanValue())
        && !(error.isContainerNode() && error.isEmpty())
        && !(error.isTextual() && error.textValue().isBlank());
  }

  /** An error that stands where an answer would, with no field of that name. */
  private Optional<String> formless() {
    boolean named =
        json.path("object").asText().equals("error") || json.path("type").asText().equals("error");
    boolean answers = json.path("choices").isArray() || json.has("response") || json.has("done");
    if (!named && (answers || PING.matcher(json.path("type").asText()).matches())) {
      return Optional.empty();
    }
    Optional<String> words = ServerWords.ofDocument(json);
    return words.isEmpty() && named ? Optional.of(ServerWords.of(json)) : words;
  }

  private Optional<String> givenUp() {
    return doneReason()
        .filter(reason -> GIVEN_UP.contains(reason.toLowerCase(Locale.ROOT)))
        .map(reason -> "the server gave the answer up (finish reason: " + reason + ")");
  }
}
