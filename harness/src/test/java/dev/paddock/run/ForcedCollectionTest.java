package dev.paddock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.engine.pace.Pace;
import dev.paddock.engine.pace.PaceServer;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.plan.Cell;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Phase;
import dev.paddock.settings.Configuration;
import dev.paddock.target.OllamaApi;
import dev.paddock.target.Server;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real collector that really stops a real client, amid a trial against the reference server. */
@Timeout(120)
class ForcedCollectionTest {
  private static final String EXPERIMENT =
      """
      name: collected
      target: {kind: ollama}
      model: pace
      factors: {num_ctx: [256]}
      load: {clients: 2}
      workload: {prompt_tokens: 48, output_tokens: 8}
      design: {requests: 12}
      """;

  private static TrialRunner.Result trial(Phase collectIn) throws Exception {
    Pace pace = Pace.steady(TimeUnit.MILLISECONDS.toNanos(20), TimeUnit.MILLISECONDS.toNanos(5));
    try (PaceServer server = PaceServer.start("127.0.0.1", 0, pace, Optional.empty())) {
      Experiment experiment = ExperimentFile.parse("x.yaml", EXPERIMENT, Map.of());
      TrialRunner runner = new TrialRunner(experiment.design(), 7, Surroundings.real());
      AtomicBoolean collected = new AtomicBoolean();
      byte[][] live = live();
      try {
        TrialRunner.Result result =
            runner.run(
                Server.straight(
                    new OllamaApi(server.uri()), OptionalLong.empty(), Optional.empty()),
                CellSetup.of(experiment, new Cell("c01", Configuration.NONE)),
                new PlannedTrial(1, 1, 1, "c01"),
                request -> {
                  if (request.phase() == collectIn && collected.compareAndSet(false, true)) {
                    System.gc();
                  }
                });
        assertThat(collected).isTrue();
        return result;
      } finally {
        Reference.reachabilityFence(live);
      }
    }
  }

  /** So many objects that looking at all of them takes more than a millisecond. */
  private static byte[][] live() {
    byte[][] live = new byte[400_000][];
    for (int i = 0; i < live.length; i++) {
      live[i] = new byte[32];
    }
    return live;
  }

  @Test
  void a_forced_collection_amid_the_measurement_makes_the_trial_invalid() throws Exception {
    TrialRunner.Result result = trial(Phase.MEASURED);
    assertThat(result.trouble().words())
        .anyMatch(reason -> reason.startsWith("garbage collection"));
    assertThat(result.instrument().orElseThrow().pauses().count()).isPositive();
  }
}
