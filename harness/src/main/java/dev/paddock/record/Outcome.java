package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a request ended. Each planned request ends in one of these or was never sent. */
public enum Outcome {
  /** The stream came to its final line, and no line was an error. */
  @JsonProperty("ok")
  OK,
  /** The server refused it, said so amid the stream, or what came was not understood. */
  @JsonProperty("error")
  ERROR,
  /** One of its time limits passed. */
  @JsonProperty("timeout")
  TIMEOUT,
  /** The connection closed, or the run was interrupted, before the final line. */
  @JsonProperty("unfinished")
  UNFINISHED
}
