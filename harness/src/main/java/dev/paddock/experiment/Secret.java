package dev.paddock.experiment;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A text that may be sent and never be shown: what is printed of it is where it comes from. */
public sealed interface Secret {
  /**
   * What stands for a secret wherever one would be read; plain text in YAML, as a bare * is not.
   */
  String HIDDEN = "(***)";

  /** The start of a text that names a variable instead of a value. */
  String FROM_ENVIRONMENT = "env:";

  /** What a variable of Paddock's own environment holds. */
  record Variable(String name) implements Secret {}

  /** A text that the file itself has. */
  record Literal(String text) implements Secret {
    @Override
    public String toString() {
      return HIDDEN;
    }
  }

  /** A key, as {@code Authorization: Bearer}. */
  record Bearer(Secret key) implements Secret {}

  /** A user with a password, as {@code Authorization: Basic}. */
  record Basic(String user, Secret password) implements Secret {}

  /** A variable where the text says {@code env:NAME}, else the text. */
  static Secret of(String text) {
    return text.startsWith(FROM_ENVIRONMENT)
        ? new Variable(text.substring(FROM_ENVIRONMENT.length()))
        : new Literal(text);
  }

  /** What is sent; empty where the variable is not set. */
  default Optional<String> value(Map<String, String> environment) {
    return switch (this) {
      case Variable(String name) ->
          Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
      case Literal(String text) -> Optional.of(text);
      case Bearer(Secret key) -> key.value(environment).map(value -> "Bearer " + value);
      case Basic(String user, Secret password) ->
          password
              .value(environment)
              .map(value -> (user + ":" + value).getBytes(StandardCharsets.UTF_8))
              .map(both -> "Basic " + Base64.getEncoder().encodeToString(both));
    };
  }

  /** Whether it is what stands for a secret that a run did not keep. */
  default boolean lost() {
    return switch (this) {
      case Variable variable -> false;
      case Literal(String text) -> text.contains(HIDDEN);
      case Bearer(Secret key) -> key.lost();
      case Basic(String user, Secret password) -> password.lost();
    };
  }

  /** The variable that it comes from, where it does. */
  default Optional<String> variable() {
    return switch (this) {
      case Variable(String name) -> Optional.of(name);
      case Literal literal -> Optional.empty();
      case Bearer(Secret key) -> key.variable();
      case Basic(String user, Secret password) -> password.variable();
    };
  }

  /** A text with the password of every address in it hidden. */
  static String hidden(String text) {
    return PasswordInUrl.PATTERN.matcher(text).replaceAll("$1(***)@");
  }

  /** Where an address has a password that is no variable's name. */
  final class PasswordInUrl {
    private static final Pattern PATTERN =
        Pattern.compile("(https?://[^\\s/:@\"']*:)(?!env:)[^\\s/@\"']+@");

    private PasswordInUrl() {}
  }
}
