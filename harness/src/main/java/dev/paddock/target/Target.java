package dev.paddock.target;

import dev.paddock.settings.Configuration;
import java.util.SortedMap;

/** What is measured: a server that Paddock starts and stops itself, or one that it attaches to. */
public sealed interface Target extends AutoCloseable
    permits AttachedTarget, EngineTarget, ManagedTarget, ProxiedTarget {
  /**
   * Begins a whole plot: afterwards a server answers that runs with exactly these variables.
   *
   * @param variables of the server; an attached one is left as it is and takes none
   * @throws TargetException where it does not come to answer
   */
  Server up(SortedMap<String, String> variables);

  /**
   * The way to a server that is up, by way of a proxy where there is one.
   *
   * @param proxy the cell's settings of scope proxy; without {@code proxy: olla} the way is
   *     straight
   * @throws TargetException where the proxy does not come to answer
   */
  default Server through(Server server, Configuration proxy) {
    return server;
  }

  /** Whether Paddock starts and stops the server. */
  boolean managed();

  /** Stops what was started; does nothing to an attached server. */
  @Override
  void close();
}
