package dev.paddock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.experiment.Arrivals;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import dev.paddock.run.Measurements.Draft;
import dev.paddock.workload.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadCheckTest {
  private static final long MS = 1_000_000;
  private static final CellSetup SETUP = Measurements.setup(2, "unique");
  private static final LoadSpec OPEN =
      new LoadSpec.Open(new Arrivals.Constant(20), OptionalInt.empty());
  private static final LoadSpec CAPPED =
      new LoadSpec.Open(new Arrivals.Constant(20), OptionalInt.of(4));

  /** A request that took {@code service}; its first token came after half of it. */
  private static Request request(int id, long intended, long sent, long service) {
    return new Request(
        id,
        Phase.MEASURED,
        intended,
        sent,
        OptionalLong.of(1),
        Stamps.of(service / 2, service),
        Stamps.of(0, 0),
        OptionalInt.of(0),
        StampClock.KERNEL,
        OptionalLong.of(service / 2),
        OptionalLong.of(service),
        Outcome.OK,
        Optional.empty(),
        OptionalInt.of(64),
        OptionalInt.empty(),
        OptionalInt.of(2),
        Optional.empty());
  }

  @Test
  void clients_without_another_conversation_to_begin_are_not_missed() {
    // Two clients, three conversations of four turns of 10 ms: the third is one client's alone.
    List<Request> requests = new ArrayList<>();
    for (int id = 1; id <= 12; id++) {
      int conversation = (id - 1) / 4;
      int turn = (id - 1) % 4 + 1;
      long at = (conversation == 2 ? 40 : conversation) * MS + (turn - 1) * 10L * MS;
      requests.add(request(id, at, at, 10 * MS).inTurn(turn));
    }
    LoadSpec two = new LoadSpec.Closed(2, Duration.ZERO);
    assertThat(LoadCheck.of(two, requests).words()).isEmpty();
    List<Request> alone =
        requests.stream()
            .map(one -> request(one.id(), one.intended(), one.sent(), 10 * MS))
            .toList();
    assertThat(LoadCheck.of(two, alone).words())
        .singleElement()
        .asString()
        .contains("delivered concurrency short of the plan");
  }

  private static List<Request> sent(int count, long every, long late, long service) {
    return IntStream.range(0, count)
        .mapToObj(i -> request(i + 1, i * every, i * every + late, service))
        .toList();
  }

  /** Four places, first come first served; each request keeps its place for {@code service}. */
  private static List<Request> queued(int count, long every, long late, long service) {
    PriorityQueue<Long> places = new PriorityQueue<>(List.of(0L, 0L, 0L, 0L));
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long sent = Math.max(i * every, places.remove()) + late;
      places.add(sent + service);
      requests.add(request(i + 1, i * every, sent, service));
    }
    return requests;
  }

  @Test
  void a_schedule_that_is_kept_is_no_fault() {
    assertThat(LoadCheck.of(OPEN, sent(100, 50 * MS, MS / 10, 60 * MS)).words()).isEmpty();
  }

  @Test
  void requests_that_leave_late_cost_an_open_loop_what_rests_on_them() {
    assertThat(LoadCheck.of(OPEN, sent(100, 50 * MS, 3 * MS, 60 * MS)).words())
        .singleElement()
        .asString()
        .startsWith("schedule lag p99 of 3.0 ms is over the allowed 1.0 ms")
        .contains("num_thread", "pin");
  }

  @Test
  void warm_up_that_left_late_spoils_no_trial() {
    List<Request> requests = new ArrayList<>(sent(100, 50 * MS, 0, 60 * MS));
    Draft late = new Draft(1).phase(Phase.WARMUP).lag(90 * MS);
    requests.set(0, late.request());
    assertThat(LoadCheck.of(OPEN, requests).words()).isEmpty();
  }

  @Test
  void a_wait_for_one_of_the_places_is_no_lag_of_the_client() {
    // 20/s of 300 ms are 6 places: every request waits longer than the one before.
    List<Request> requests = queued(100, 50 * MS, MS / 10, 300 * MS);
    assertThat(requests.getLast().lag()).isGreaterThan(1000 * MS);
    assertThat(LoadCheck.of(CAPPED, requests).words()).isEmpty();
  }

  @Test
  void a_cap_does_not_explain_a_request_that_left_late_although_a_place_was_free() {
    assertThat(LoadCheck.of(CAPPED, sent(100, 50 * MS, 3 * MS, 60 * MS)).words())
        .singleElement()
        .asString()
        .contains("places apart");
    assertThat(LoadCheck.of(CAPPED, queued(100, 50 * MS, 40 * MS, 300 * MS)).words())
        .singleElement()
        .asString()
        .contains("schedule lag p99 of 40.0 ms");
  }

  @Test
  void a_rate_that_is_not_delivered_costs_an_open_loop_its_rates() {
    List<Request> requests =
        IntStream.range(0, 100)
            .mapToObj(i -> request(i + 1, 50 * MS * i, 60 * MS * i, 60 * MS))
            .toList();
    assertThat(LoadCheck.of(OPEN, requests).words())
        .anySatisfy(
            reason ->
                assertThat(reason)
                    .contains("delivered rate short of the plan: 16.7 requests/s were sent, 20.0"));
  }

  @Test
  void clients_that_stand_idle_cost_a_closed_loop_its_rates() {
    LoadSpec closed = new LoadSpec.Closed(2, Duration.ZERO);
    List<Request> busy = new ArrayList<>();
    List<Request> idle = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      long at = 100 * MS * (i / 2);
      busy.add(request(i + 1, at, at, 99 * MS));
      idle.add(request(i + 1, at, at, 80 * MS));
    }
    assertThat(LoadCheck.of(closed, busy).words()).isEmpty();
    assertThat(LoadCheck.of(closed, idle).words())
        .singleElement()
        .asString()
        .contains("delivered concurrency short of the plan")
        .contains("2 were planned");
    assertThat(LoadCheck.of(new LoadSpec.Closed(2, Duration.ofMillis(20)), idle).words()).isEmpty();
  }

  @Test
  void a_replayed_request_is_held_to_its_own_lengths() {
    WorkloadSpec workload =
        WorkloadSpec.drawn(512, 128, WorkloadSpec.Prefix.UNIQUE, WorkloadSpec.Api.GENERATE);
    List<Request> requests = sent(10, 50 * MS, 0, 60 * MS);
    List<Trace.Entry> entries =
        requests.stream()
            .map(r -> new Trace.Entry(r.intended(), OptionalInt.of(64), OptionalInt.of(2)))
            .toList();
    Lengths own = new Lengths(workload, entries, 10);
    assertThat(TrialCheck.of(SETUP, own, 10, requests).words()).isEmpty();
    assertThat(TrialCheck.of(SETUP, Lengths.of(workload), 10, requests).words())
        .anyMatch(reason -> reason.startsWith("10 of 10 answers ended before their 128 tokens"))
        .anyMatch(reason -> reason.startsWith("10 of 10 prompts had not the 512 tokens"));
    Lengths raised = new Lengths(workload, entries, 70);
    assertThat(raised.prompt(0)).hasValue(70);
    assertThat(raised.raised(10)).isEqualTo(10);
    assertThat(TrialCheck.of(SETUP, raised, 10, requests).words()).hasSize(1);
  }
}
