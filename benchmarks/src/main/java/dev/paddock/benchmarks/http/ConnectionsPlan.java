package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.conclusion.CellFigures;
import dev.paddock.benchmarks.http.Connections.Client;
import dev.paddock.benchmarks.http.Connections.Use;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.record.Numerals;
import dev.paddock.summary.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the suite {@code connections} varies and supposes: one caller shows what a new connection
 * costs, fifty show how large a pool they need.
 */
final class ConnectionsPlan {
  private static final int MANY = 50;
  private static final double NANOS_A_MS = 1e6;

  private ConnectionsPlan() {}

  static Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("callers", List.of("1", "50"));
    factors.put("delay", List.of("0", "1", "20"));
    factors.put("pool", List.of("1", "10", "50", "100", "200"));
    factors.put("connection", Level.all(Use.values()));
    factors.put("client", Level.all(Client.values()));
    return new Variants(
        factors,
        List.of(
            // New or pooled: one caller.
            "bench.callers == \"50\" or bench.pool == \"1\"",
            "bench.client != \"own-again\" or bench.delay == \"0\"",
            "bench.connection != \"new-client\" or (bench.delay == \"0\" and"
                + " (bench.client == \"jdk\" or bench.client == \"httpcomponents\""
                + " or bench.client == \"okhttp\"))",
            // How large a pool: fifty callers of those clients that have one.
            "bench.callers == \"1\" or (bench.connection == \"pooled\" and bench.delay != \"1\""
                + " and (bench.client == \"httpcomponents\" or bench.client == \"okhttp\"))",
            "bench.callers == \"1\" or bench.delay == \"0\""
                + " or (bench.pool != \"1\" and bench.pool != \"100\")"),
        List.of(
            "bench.delay == \"0\" and bench.connection != \"new-client\"",
            "bench.callers == \"1\" and (bench.client == \"own\" or bench.client == \"jdk\""
                + " or (bench.client == \"own-again\" and bench.connection == \"pooled\"))"),
        one(Client.JDK, Use.POOLED, 0),
        Variants.OF_REQUESTS,
        hypotheses());
  }

  private static List<SuiteHypothesis> hypotheses() {
    return List.of(
        new SuiteHypothesis(
            "AA1",
            "the same client twice shows no difference, pooled",
            "equivalent",
            10,
            one(Client.OWN_AGAIN, Use.POOLED, 0),
            one(Client.OWN, Use.POOLED, 0)),
        new SuiteHypothesis(
            "AA2",
            "the same client twice shows no difference, new connections",
            "equivalent",
            10,
            one(Client.OWN_AGAIN, Use.NEW, 0),
            one(Client.OWN, Use.NEW, 0)),
        dearer("H1", "a new connection costs the JDK's client time", 0),
        dearer("H2", "a new connection costs time with 1 ms to the server", 1),
        dearer("H3", "a new connection costs time with 20 ms to the server", 20),
        new SuiteHypothesis(
            "H4",
            "a new client for each request costs more than a new connection",
            "higher",
            10,
            one(Client.JDK, Use.NEW_CLIENT, 0),
            one(Client.JDK, Use.NEW, 0)),
        new SuiteHypothesis(
            "H5",
            "a pool of 50 serves 50 callers faster than one of 10",
            "lower",
            10,
            many(Client.HTTPCOMPONENTS, 50),
            many(Client.HTTPCOMPONENTS, 10)),
        new SuiteHypothesis(
            "H6",
            "a pool of 200 serves 50 callers no faster than one of 50",
            "equivalent",
            10,
            many(Client.HTTPCOMPONENTS, 200),
            many(Client.HTTPCOMPONENTS, 50)),
        new SuiteHypothesis(
            "H7",
            "OkHttp serves 50 callers as fast where it keeps 10 idle connections as where it keeps"
                + " 50",
            "equivalent",
            10,
            many(Client.OKHTTP, 10),
            many(Client.OKHTTP, 50)));
  }

  private static SuiteHypothesis dearer(String id, String words, int delay) {
    return new SuiteHypothesis(
        id,
        words,
        "higher",
        10,
        one(Client.JDK, Use.NEW, delay),
        one(Client.JDK, Use.POOLED, delay));
  }

  private static Map<String, String> one(Client client, Use use, int delay) {
    return variant(client, use, 1, 1, delay);
  }

  private static Map<String, String> many(Client client, int pool) {
    return variant(client, Use.POOLED, MANY, pool, 0);
  }

  private static Map<String, String> variant(
      Client client, Use use, int callers, int pool, int delay) {
    return Map.of(
        "client", Level.of(client),
        "connection", Level.of(use),
        "callers", Integer.toString(callers),
        "pool", Integer.toString(pool),
        "delay", Integer.toString(delay));
  }

  /** The proxy guide's claim beside what a new connection was measured to cost. */
  static String beside(Summary summary) {
    CellFigures times = new CellFigures(summary, "time.mean");
    StringBuilder table =
        new StringBuilder(
            """
            The proxy guide says that pooled connections save 10 to 50 ms a request. One caller, a \
            short answer:

            | one way to the server | client | pooled | new connection | pooling saves |
            | --- | --- | --- | --- | --- |
            """);
    for (String delay : List.of("0", "1", "20")) {
      for (Client client : List.of(Client.JDK, Client.HTTPCOMPONENTS, Client.OKHTTP)) {
        Map<String, String> pooled = one(client, Use.POOLED, Integer.parseInt(delay));
        Map<String, String> fresh = one(client, Use.NEW, Integer.parseInt(delay));
        String saves =
            times.value(pooled).isPresent() && times.value(fresh).isPresent()
                ? Numerals.figure(
                    (times.value(fresh).getAsDouble() - times.value(pooled).getAsDouble())
                        / NANOS_A_MS,
                    "ms")
                : "–";
        table.append(
            "| %s ms | %s | %s | %s | %s |%n"
                .formatted(
                    delay,
                    Level.of(client),
                    times.link(pooled, 1 / NANOS_A_MS, "ms"),
                    times.link(fresh, 1 / NANOS_A_MS, "ms"),
                    saves));
      }
    }
    return table.toString();
  }
}
