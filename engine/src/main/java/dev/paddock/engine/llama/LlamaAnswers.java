package dev.paddock.engine.llama;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.paddock.engine.AnswerCounts;
import dev.paddock.engine.EngineException;
import dev.paddock.engine.Log;
import dev.paddock.engine.ServerVariables;
import java.io.IOException;
import java.time.Duration;

/** What {@code /api/generate} and {@code /api/chat} do. */
final class LlamaAnswers {
  private final ServedModel model;
  private final Replies replies;
  private final Scheduler scheduler;
  private final ServerVariables variables;

  LlamaAnswers(ServedModel model, Replies replies, Scheduler scheduler, ServerVariables variables) {
    this.model = model;
    this.replies = replies;
    this.scheduler = scheduler;
    this.variables = variables;
  }

  /**
   * Answers {@code request}, which came in at {@code entry}.
   *
   * <p>{@code load_duration} runs from entry until a loaded model is at hand, {@code
   * total_duration} to the last line. Counts, {@code prompt_eval_duration} and {@code
   * eval_duration} are llama.cpp's own, read from its log to 10 µs; where the log is silent they
   * are measured outside: from handing in the prompt to the first token, and from there to the
   * last.
   */
  void answer(AnswerRequest request, long entry, HttpReply wire)
      throws EngineException, InterruptedException, IOException {
    if (!model.isCalled(request.model())) {
      throw new EngineException(404, "model '" + request.model() + "' not found");
    }
    Duration keepAlive = request.keepAlive().orElse(variables.keepAlive());
    if (request.empty() && request.keepAlive().isPresent() && keepAlive.isZero()) {
      scheduler.expire();
      wire.json(200, replies.nothing(request, "unload"));
      return;
    }
    RequestOptions options = options(request);
    try (Scheduler.Lease lease = scheduler.acquire(options.load(), keepAlive)) {
      long load = System.nanoTime() - entry;
      if (request.empty()) {
        wire.json(200, replies.nothing(request, "load"));
        return;
      }
      Completion completion =
          new Completion(
              request.turns(),
              request.raw(),
              request.context(),
              request.truncate(),
              options.sampling());
      try (RunnerProcess.Answer answer = lease.runner().answer(completion)) {
        pass(new Passage(request, lease.runner(), options.sampling(), entry, load), answer, wire);
      }
    }
  }

  private RequestOptions options(AnswerRequest request) throws EngineException {
    unsupported(request.think(), 400, "\"%s\" does not support thinking", request.model());
    unsupported(request.tools(), 400, "%s does not support tools", request.model());
    unsupported(
        request.format(), 400, "%s: format is not supported by this engine", request.model());
    try {
      RequestOptions options =
          RequestOptions.of(
              request.options().isObject()
                  ? request.options()
                  : JsonNodeFactory.instance.objectNode(),
              request.shift(),
              variables.contextLength());
      options.unknown().forEach(name -> Log.line("invalid option provided option=" + name));
      return options;
    } catch (IllegalArgumentException e) {
      throw new EngineException(500, String.valueOf(e.getMessage()));
    }
  }

  private static void unsupported(boolean asked, int status, String words, String model)
      throws EngineException {
    if (asked) {
      throw new EngineException(status, words.formatted(model));
    }
  }

  /** What is known of an answer before its first token. */
  private record Passage(
      AnswerRequest request, RunnerProcess runner, Sampling sampling, long entry, long load) {
    /** Stopped by itself or a stop sequence, or by the limit on length. */
    String reason(AnswerCounts tally) {
      LoadPlan plan = runner.plan();
      boolean full = !plan.shift() && tally.promptTokens() + tally.outputTokens() >= plan.context();
      return full || tally.outputTokens() >= sampling.limit(plan.context()) ? "length" : "stop";
    }
  }

  private void pass(Passage passage, RunnerProcess.Answer answer, HttpReply wire)
      throws EngineException, InterruptedException, IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (answer.next()) {
        case RunnerLine.Piece piece when passage.request().stream() ->
            wire.line(replies.piece(passage.request(), piece.text()));
        case RunnerLine.Piece piece -> text.append(piece.text());
        case RunnerLine.Failed failed -> throw new EngineException(failed.status(), failed.error());
        case RunnerLine.Ready ready ->
            throw new EngineException(500, "the runner is out of step: " + ready);
        case RunnerLine.End end -> {
          AnswerCounts tally = answer.tally(end);
          String last =
              replies.end(
                  passage.request(),
                  text.toString(),
                  passage.reason(tally),
                  end.context(),
                  System.nanoTime() - passage.entry(),
                  passage.load(),
                  tally);
          if (passage.request().stream()) {
            wire.line(last);
          } else {
            wire.json(200, last);
          }
          return;
        }
      }
    }
  }
}
