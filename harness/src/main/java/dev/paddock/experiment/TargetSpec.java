package dev.paddock.experiment;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is measured.
 *
 * @param kind which protocol and which server
 * @param url where it answers; empty where Paddock starts it on a port of its own
 * @param command the command line that starts it; present: managed, absent: attached (an embedded
 *     engine without a url is always managed)
 * @param environment constant server variables of a managed server
 * @param proxy in front of it
 * @param engine of the kind {@code embedded}; no other has one, and it is then {@link Engine.Llama}
 * @param access how it lets one in
 */
public record TargetSpec(
    Kind kind,
    Optional<URI> url,
    Optional<String> command,
    Map<String, String> environment,
    Optional<ProxySpec> proxy,
    Engine engine,
    AccessSpec access) {

  /** One with nothing in front. */
  public TargetSpec(
      Kind kind,
      Optional<URI> url,
      Optional<String> command,
      Map<String, String> environment,
      Engine engine) {
    this(kind, url, command, environment, Optional.empty(), engine, AccessSpec.OPEN);
  }

  public TargetSpec {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** Which server, and how it is spoken to. */
  public enum Kind {
    /** A real Ollama, by its own HTTP API. */
    OLLAMA,
    /** A server of OpenAI's API, such as llama-server or vLLM. */
    OPENAI,
    /** Paddock's llama.cpp engine in a JVM of its own, by Ollama's API. */
    EMBEDDED,
    /** No server at all: the cells are the variants of a JMH suite. */
    JMH
  }

  /** What answers behind the embedded server's API. */
  public sealed interface Engine {
    /** Real llama.cpp. */
    record Llama() implements Engine {}

    /** The reference server, which keeps a token schedule. */
    record Pace(PaceSpec spec) implements Engine {}

    /** The model that it has without being given one. */
    default String model() {
      return switch (this) {
        case Llama llama -> "paddock-dummy:45m";
        case Pace pace -> "pace";
      };
    }
  }

  /** The same target with these constant server variables. */
  public TargetSpec with(Map<String, String> variables) {
    return new TargetSpec(kind, url, command, variables, proxy, engine, access);
  }

  /** The same target with requests of these fields. */
  public TargetSpec with(AccessSpec.Fields fields) {
    return new TargetSpec(kind, url, command, environment, proxy, engine, access.with(fields));
  }

  /** Whether Paddock starts and stops the server, and so may change its variables. */
  public boolean managed() {
    return command.isPresent() || (kind == Kind.EMBEDDED && url.isEmpty());
  }
}
