package dev.paddock.settings;

/** What a change of a setting costs: from nothing to a new server process. */
public enum Scope {
  /** Sent with every request; changing it costs nothing. */
  REQUEST("request"),
  /** Changing it makes the server reload the model. */
  MODEL_LOAD("model load"),
  /** An environment variable of the server; changing it needs a restart, so it is a whole plot. */
  SERVER("server"),
  /** Another model, that is another tag. */
  MODEL("model"),
  /** A setting of the proxy in front of the server. */
  PROXY("proxy"),
  /** A key of the experiment file's {@code load}. */
  LOAD("load"),
  /** A key of the experiment file's {@code workload}. */
  WORKLOAD("workload"),
  /** A parameter of a JMH suite, {@code bench.*}; only where the target is {@code jmh}. */
  BENCH("benchmark parameter");

  private final String words;

  Scope(String words) {
    this.words = words;
  }

  /** The scope as a reader is told it, for example "model load". */
  public String words() {
    return words;
  }
}
