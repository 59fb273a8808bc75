package dev.paddock.engine.llama;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One message of a conversation. */
record Turn(@JsonProperty("role") String role, @JsonProperty("content") String content) {}
