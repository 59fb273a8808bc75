package dev.paddock.benchmarks.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client asks of the {@linkplain ReplayServer replay server}: its path says it all, for
 * example {@code /replay/64/closing/api/generate}.
 *
 * @param tokens of the answer; its last line, which has none, comes after them
 * @param together whether the answer leaves in one write, as from a proxy that holds it back; else
 *     each line leaves alone
 * @param closing whether the server closes the connection after the answer
 * @param after milliseconds from the request to the first line
 */
public record Asked(Form form, int tokens, boolean together, boolean closing, int after) {
  private static final Pattern PATH =
      Pattern.compile(
          "/replay/(\\d{1,5})(/together)?(/closing)?(?:/after/(\\d{1,5}))?(/api/[a-z]+)");

  /** Which of Ollama's two ways to answer. */
  public enum Form {
    GENERATE(
        "/api/generate",
        """
        {"model":"llama3.2:3b","prompt":"Why do paddocks have fences?","stream":true,\
        "options":{"num_predict":%d}}\
        """),
    CHAT(
        "/api/chat",
        """
        {"model":"llama3.2:3b","messages":[{"role":"user","content":"Why do paddocks have fences?"}],\
        "stream":true,"options":{"num_predict":%d}}\
        """);

    private final String path;
    private final String body;

    Form(String path, String body) {
      this.path = path;
      this.body = body;
    }
  }

  public Asked {
    if (tokens < 1 || after < 0) {
      throw new IllegalArgumentException(
          "an answer has at least one token and comes after at least 0 ms, not %d and %d"
              .formatted(tokens, after));
    }
  }

  /** An answer of {@code /api/generate}, line by line and at once. */
  public static Asked generate(int tokens) {
    return new Asked(Form.GENERATE, tokens, false, false, 0);
  }

  /** An answer of {@code /api/chat}, line by line and at once. */
  public static Asked chat(int tokens) {
    return new Asked(Form.CHAT, tokens, false, false, 0);
  }

  /** The same in one write. */
  public Asked inOneWrite() {
    return new Asked(form, tokens, true, closing, after);
  }

  /** The same with the connection closed after it. */
  public Asked thenClosed() {
    return new Asked(form, tokens, together, true, after);
  }

  /** The same after so many milliseconds. */
  public Asked after(int millis) {
    return new Asked(form, tokens, together, closing, millis);
  }

  /** What a path asks for; empty for any other path. */
  static Optional<Asked> parse(String path) {
    Matcher said = PATH.matcher(path);
    if (!said.matches() || Integer.parseInt(said.group(1)) == 0) {
      return Optional.empty();
    }
    for (Form form : Form.values()) {
      if (form.path.equals(said.group(5))) {
        return Optional.of(
            new Asked(
                form,
                Integer.parseInt(said.group(1)),
                said.group(2) != null,
                said.group(3) != null,
                said.group(4) == null ? 0 : Integer.parseInt(said.group(4))));
      }
    }
    return Optional.empty();
  }

  private String prefix() {
    return "/replay/"
        + tokens
        + (together ? "/together" : "")
        + (closing ? "/closing" : "")
        + (after > 0 ? "/after/" + after : "");
  }

  /** What clients of Ollama are told, which add the path that they ask themselves. */
  public URI base(URI server) {
    return server.resolve(prefix());
  }

  /** Where to send the request. */
  public URI url(URI server) {
    return server.resolve(prefix() + form.path);
  }

  /** The request's body. */
  public byte[] body() {
    return form.body.formatted(tokens).getBytes(UTF_8);
  }
}
