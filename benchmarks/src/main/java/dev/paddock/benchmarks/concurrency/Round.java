package dev.paddock.benchmarks.concurrency;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests that arrive one after the other, by their numbers from 0, and what comes of them. */
final class Round {
  /** Of so many requests one is urgent. */
  private static final int URGENT = 4;

  private final ReceivedAnswer[] answers;
  private final IntToLongFunction arrivals;
  private final Time time;
  private long start;

  /**
   * A round of requests.
   *
   * @param arrivals nanoseconds from the round's start to each request's arrival, never decreasing
   */
  Round(int requests, IntToLongFunction arrivals, Time time, Supplier<ReceivedAnswer> answer) {
    this.answers = Stream.generate(answer).limit(requests).toArray(ReceivedAnswer[]::new);
    this.arrivals = arrivals;
    this.time = time;
  }

  /** It starts now. */
  void begin() {
    start = time.now();
  }

  int size() {
    return answers.length;
  }

  Time time() {
    return time;
  }

  /** What comes of a request. */
  ReceivedAnswer answer(int request) {
    return answers[request];
  }

  ReceivedAnswer[] answers() {
    return answers.clone();
  }

  /** When a request arrives. */
  long arrival(int request) {
    return start + arrivals.applyAsLong(request);
  }

  /** Waits until a request has arrived. */
  void await(int request) throws InterruptedException {
    time.until(arrival(request));
  }

  static boolean urgent(int request) {
    return request % URGENT == 0;
  }

  /** The urgent ones first. */
  static Comparator<Integer> urgentFirst() {
    return Comparator.comparing(request -> !urgent(request));
  }

  /** The numbers of the urgent requests. */
  List<Integer> urgent() {
    return IntStream.range(0, size()).filter(Round::urgent).boxed().toList();
  }
}
