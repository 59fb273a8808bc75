package dev.paddock.target;

import java.time.Duration;
import java.util.Optional;

/**
 * All that a read-back rests on.
 *
 * @param version as the server says it
 * @param loaded what its API says of the model, after the trial
 * @param start what it said when it started
 * @param load its log from just before it loaded the model, up to the trial's first request
 * @param trial its log from there on
 * @param idle time between the end of the last request and the answer in {@code loaded}
 */
public record Evidence(
    String version,
    Optional<Control.Loaded> loaded,
    ServerStart start,
    String load,
    String trial,
    Duration idle) {

  /** What there is to a server that is up and has run a trial. */
  public static Evidence of(
      Server server, String model, ServerLog log, long trialFrom, Duration idle) {
    Optional<Control.Loaded> loaded = server.control().loaded(model);
    return new Evidence(
        server.version(), loaded, log.start(), log.load(trialFrom), log.since(trialFrom), idle);
  }
}
