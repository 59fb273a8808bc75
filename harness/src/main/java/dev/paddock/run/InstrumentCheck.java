package dev.paddock.run;

import dev.paddock.record.Instrument;
import dev.paddock.record.Meanwhile;
import dev.paddock.record.Pauses;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import dev.paddock.record.Trouble.Kind;
import dev.paddock.record.Troubles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the client, or something else on its machine, did to a trial; each trouble says what to do.
 */
final class InstrumentCheck {
  /** Share of the cores that it may use from which the client's threads wait for each other. */
  private static final double CLIENT = 0.8;

  /** Share of the machine's cores that neither server nor client may take. */
  private static final double OTHERS = 0.2;

  /** Share of chunks whose arrival may be an upper bound because the client came late. */
  private static final double SHARED = 0.05;

  /** Share by which the highest clock may be cut: limits waver by a step of the clock. */
  private static final double CUT = 0.01;

  /** From this delay on, in nanoseconds, the client came late to a read. */
  private static final long LATE = 1_000_000;

  private InstrumentCheck() {}

  /**
   * What it did.
   *
   * @param requests all that were sent, warm-up included
   */
  static Troubles of(Instrument instrument, List<Request> requests) {
    List<Request> ok = requests.stream().filter(Request::counts).toList();
    List<String> late = new ArrayList<>();
    List<String> stampedLate = new ArrayList<>();
    Delays.allowed(ok)
        .ifPresent(
            allowed -> {
              pauses(instrument.pauses(), allowed, late);
              probe(instrument, allowed, stampedLate);
            });
    shared(ok, stampedLate);
    client(instrument, late);
    quota(instrument, late);
    List<String> slowed = new ArrayList<>();
    heat(instrument, slowed);
    instrument.meanwhile().ifPresent(machine -> meanwhile(machine, slowed));
    return Delays.late(requests, late)
        .and(Troubles.of(Kind.STAMPED_LATE, stampedLate))
        .and(Troubles.of(Kind.OTHER_PROGRAMS, others(instrument)))
        .and(Troubles.of(Kind.SLOWED, slowed));
  }

  private static void pauses(Pauses pauses, long allowed, List<String> reasons) {
    if (pauses.longest() > allowed) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "garbage collection stopped the client %d times amid the measurement, for up to %.0f"
                  + " ms (%.1f ms are allowed). Ask for fewer requests or shorter answers a trial,"
                  + " so that what is kept of them fits into its heap",
              pauses.count(),
              pauses.longest() / 1e6,
              allowed / 1e6));
    }
  }

  private static void probe(Instrument instrument, long allowed, List<String> reasons) {
    instrument
        .probeDelay()
        .filter(delay -> delay.p99() > allowed)
        .ifPresent(
            delay ->
                reasons.add(
                    String.format(
                        Locale.ROOT,
                        "the client saw a probe stream beside the load up to %.1f ms late (p99;"
                            + " %.1f ms are allowed), and its own stamps as well. Leave it a core:"
                            + " give the server a smaller num_thread, or pin the two to different"
                            + " cores",
                        delay.p99() / 1e6,
                        allowed / 1e6)));
  }

  /**
   * A request tells how many of its chunks shared a read and how late each was seen, not which ones
   * shared: the lesser of both counts is the most that can have been both. Where no answer streamed
   * nothing rests on the arrival of a chunk.
   */
  private static void shared(List<Request> ok, List<String> reasons) {
    if (ok.stream().allMatch(Request::inOnePiece)) {
      return;
    }
    long chunks = ok.stream().mapToLong(request -> request.stamps().size()).sum();
    long late =
        ok.stream()
            .filter(request -> request.clock() == StampClock.KERNEL)
            .mapToLong(request -> Math.min(request.shared().orElse(0), late(request)))
            .sum();
    if (late > SHARED * chunks) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%d of %d chunks shared a read that the client came to more than 1 ms late, so that"
                  + " their arrival is not known. Leave it a core: give the server a smaller"
                  + " num_thread, or pin the two to different cores",
              late,
              chunks));
    }
  }

  /** How many chunks of an answer the client came late to. */
  static int late(Request request) {
    int late = 0;
    for (int i = 0; i < request.delays().size(); i++) {
      late += request.delays().get(i) > LATE ? 1 : 0;
    }
    return late;
  }

  private static void client(Instrument instrument, List<String> reasons) {
    double client = instrument.clientCpu().orElse(0);
    if (client > CLIENT) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "the client used %.0f %% of the %s that it may use, so its own work waited (80 %% are"
                  + " allowed). Send less at once, or give it more cores",
              100 * client,
              cores(instrument.cores().orElse(1))));
    }
  }

  private static List<String> others(Instrument instrument) {
    double others = instrument.otherCpu().orElse(0);
    return others > OTHERS
        ? List.of(
            String.format(
                Locale.ROOT,
                "other programs on this machine, or others on its host, used %.0f %% of its cores"
                    + " (up to 20 %% are no matter). Stop them, or measure when the machine is"
                    + " quiet",
                100 * others))
        : List.of();
  }

  private static String cores(int cores) {
    return cores == 1 ? "one core" : cores + " cores";
  }

  private static void meanwhile(Meanwhile machine, List<String> reasons) {
    double cut = machine.clockCut().orElse(0);
    if (cut > CUT) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "the processor's highest clock was cut by %.0f %% amid the measurement (by heat, a"
                  + " power limit or a power profile). Cool it better, plug it in, or let it rest"
                  + " between requests with load.think",
              100 * cut));
    }
    machine
        .gpuSlowed()
        .ifPresent(
            why ->
                reasons.add(
                    "the graphics card ran slower than it could (%s). Cool it better, or let it rest between requests with load.think"
                        .formatted(why)));
  }

  private static void heat(Instrument instrument, List<String> reasons) {
    long thermal = instrument.thermal().orElse(0);
    if (thermal > 0) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "the processor slowed down because of heat (%d times by its counters). Cool it"
                  + " better, or let it rest between requests with load.think",
              thermal));
    }
  }

  private static void quota(Instrument instrument, List<String> reasons) {
    long quota = instrument.quota().orElse(0);
    if (quota > 0) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "a CPU quota stopped the client's control group in %d periods. Raise the quota of its"
                  + " container or unit, or run Paddock outside of it",
              quota));
    }
  }
}
