package dev.paddock.target;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A server that answers.
 *
 * @param url where
 * @param version as it says itself
 * @param pid of its process, where it runs on this machine and can be seen
 * @param log the file that it writes its log to, where there is one that can be read
 */
public record Server(URI url, String version, OptionalLong pid, Optional<Path> log) {}
