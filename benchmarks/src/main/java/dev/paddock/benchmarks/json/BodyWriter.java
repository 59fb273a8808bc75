package dev.paddock.benchmarks.json;

import java.io.IOException;

/** A way to write a request to bytes: the harness' own, or a library's. */
@FunctionalInterface
interface BodyWriter {
  /** The request as JSON in UTF-8, in an array of its own. */
  byte[] write(GenerateRequest request) throws IOException;
}
