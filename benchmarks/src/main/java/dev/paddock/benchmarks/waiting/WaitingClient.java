package dev.paddock.benchmarks.waiting;

import dev.paddock.calibrate.Cost;
import dev.paddock.calibrate.StreamLoad;
import dev.paddock.calibrate.Trials;
import dev.paddock.journal.Json;
import dev.paddock.record.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program of a fork of the suite {@code waiting}: one way to wait, warmed up and measured. */
public final class WaitingClient {
  private WaitingClient() {}

  /**
   * What a fork leaves to the process that started it.
   *
   * @param requests with each stream's first as its warm-up; the first of all carried the seed
   *     {@code firstSeed}
   * @param cost of this process while they were under way
   */
  record Brought(long firstSeed, List<Request> requests, Cost cost) {
    Brought {
      requests = List.copyOf(requests);
    }

    static Brought read(Path file) throws IOException {
      return Json.mapper().readValue(file.toFile(), Brought.class);
    }
  }

  /**
   * Measures, and leaves what it brought in a file.
   *
   * @param args a {@link WayOfWaiting}, the server's URL, a {@link Traffic}, warm-up answers of
   *     each stream, milliseconds to measure, and the file
   */
  public static void main(String[] args) throws IOException {
    Traffic traffic = Traffic.valueOf(args[2]);
    StreamLoad warmUp = traffic.answers(Integer.parseInt(args[3]));
    StreamLoad load = traffic.load(Integer.parseInt(args[4]) / 1e3);
    try (Waiting waiting = WayOfWaiting.valueOf(args[0]).open(URI.create(args[1]))) {
      run(waiting, warmUp, 1);
      long firstSeed = 1L + warmUp.requests();
      Cost before = Cost.now();
      List<Request> requests = run(waiting, load, firstSeed);
      Cost cost = Cost.now().since(before);
      Files.writeString(Path.of(args[5]), Json.line(new Brought(firstSeed, requests, cost)));
    }
    // Whatever threads a library leaves behind.
    System.exit(0);
  }

  /** Sends a load in a closed loop without think time, each stream's first request as warm-up. */
  static List<Request> run(Waiting waiting, StreamLoad load, long firstSeed) {
    return Trials.run(load, () -> waiting.stream(load, firstSeed));
  }
}
