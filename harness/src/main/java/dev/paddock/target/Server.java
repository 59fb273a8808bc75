package dev.paddock.target;

import dev.paddock.readback.Evidence;
import dev.paddock.readback.Stated;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A server that answers.
 *
 * @param url where requests go: the server's own address, or that of a proxy in front of it
 * @param control the server's own API, behind every proxy
 * @param proxy where an Olla in front of it answers; empty where requests go straight
 * @param version as it says itself
 * @param pid of its process, where it runs on this machine and can be seen
 * @param log the file that it writes its log to, where there is one that can be read
 */
public record Server(
    URI url,
    Control control,
    Optional<URI> proxy,
    String version,
    OptionalLong pid,
    Optional<Path> log) {

  /** One that is asked straight. */
  public Server(URI url, Control control, String version, OptionalLong pid, Optional<Path> log) {
    this(url, control, Optional.empty(), version, pid, log);
  }

  /** What it states that it runs with, and the proxy in front of it. */
  public Stated stated(Configuration wanted) {
    Stated stated = control.stated(wanted);
    if (proxy.isPresent()) {
      return stated.and(new OllaApi(proxy.get()).stated());
    }
    return wanted.has(Known.PROXY) ? stated.and(Stated.direct()) : stated;
  }

  /**
   * What there is to read back after a trial.
   *
   * @param logged its log
   * @param trialFrom where the trial's lines begin in it
   * @param idle how long it has had nothing to do
   */
  public Evidence evidence(String model, ReadBackLog logged, long trialFrom, Duration idle) {
    return new Evidence(
        version,
        control.loaded(model),
        logged.start(),
        logged.load(trialFrom),
        logged.since(trialFrom),
        idle);
  }

  /** One that is asked straight, and tells its version. */
  public static Server straight(Control control, OptionalLong pid, Optional<Path> log) {
    return new Server(control.url(), control, control.version(), pid, log);
  }
}
