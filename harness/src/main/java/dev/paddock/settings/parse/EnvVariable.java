package dev.paddock.settings.parse;

/**
 * How Ollama 0.33 reads an environment variable, from its {@code envconfig/config.go}.
 *
 * @param byDefault what holds where it is not set or does not parse, in words
 * @param serverOnly whether the server reads it and {@code ollama run} does not
 */
public record EnvVariable(String name, Parser parser, String byDefault, boolean serverOnly) {}
