package dev.paddock.engine.llama;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.engine.AnswerCounts;
import dev.paddock.engine.EngineException;
import dev.paddock.engine.Log;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link LlamaRunner} as its server sees it: a loaded model that answers jobs. */
final class RunnerProcess {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE_FOR_LOG = Duration.ofMillis(100);
  private static final long LOADING = 0;

  private final Process process;
  private final LoadPlan plan;
  private final LlamaLog log = new LlamaLog();
  private final Semaphore slots;
  private final AtomicLong ids = new AtomicLong(LOADING);
  private final Map<Long, BlockingQueue<RunnerLine>> answers = new ConcurrentHashMap<>();
  private final Thread logReader;

  private RunnerProcess(Process process, LoadPlan plan) {
    this.process = process;
    this.plan = plan;
    this.slots = new Semaphore(plan.slots(), true);
    this.logReader = Thread.ofPlatform().name("runner-log").daemon().unstarted(this::readLog);
  }

  /**
   * Starts a process and waits until its model is loaded.
   *
   * @throws EngineException 500, with llama.cpp's words, where it cannot be loaded
   */
  static RunnerProcess start(LoadPlan plan, Map<String, String> environment, int layers)
      throws EngineException, InterruptedException {
    RunnerProcess runner;
    try {
      runner = new RunnerProcess(new ProcessBuilder(command(environment)).start(), plan);
    } catch (IOException e) {
      throw new EngineException(500, "the runner process cannot be started: " + e.getMessage());
    }
    BlockingQueue<RunnerLine> loading = runner.expect(LOADING);
    runner.logReader.start();
    Thread.ofPlatform().name("runner-answers").daemon().start(runner::readAnswers);
    runner.send(plan);
    RunnerLine first = loading.take();
    if (first instanceof RunnerLine.Ready) {
      Log.line("loaded: %s".formatted(runner.log.effect(plan, layers)));
      return runner;
    }
    runner.stop();
    String trouble = runner.log.trouble();
    String words =
        first instanceof RunnerLine.Failed failed ? failed.error() : "it says nothing of use";
    throw new EngineException(
        500, "llama runner process has terminated: " + (trouble.isEmpty() ? words : trouble));
  }

  private static List<String> command(Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(NativeLibrary.flags(environment));
    String classes = System.getProperty("java.class.path").replace("\"", "");
    command.addAll(List.of("-cp", classes.isEmpty() ? "." + File.pathSeparator : classes));
    command.add(LlamaRunner.class.getName());
    return command;
  }

  /** How many bytes it took. */
  long bytes() {
    return log.bytes();
  }

  LoadPlan plan() {
    return plan;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the process; at once, since it has nothing to put in order. */
  void stop() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(5, TimeUnit.SECONDS);
    logReader.join(1000);
  }

  /** Waits for a free slot, in order of arrival, and has {@code turns} answered there. */
  Answer answer(Completion completion) throws InterruptedException {
    slots.acquire();
    long id = ids.incrementAndGet();
    Answer answer = new Answer(this, id, expect(id));
    send(
        new Job(
            id,
            false,
            completion.turns(),
            completion.raw(),
            completion.context(),
            !completion.truncate() || !plan.shift(),
            completion.sampling().limit(plan.context()),
            completion.sampling()));
    return answer;
  }

  /** An answer on its way; closing it early ends its generation and frees the slot. */
  record Answer(RunnerProcess runner, long id, BlockingQueue<RunnerLine> told)
      implements AutoCloseable {
    /** Waits for what comes next. */
    RunnerLine next() throws InterruptedException {
      return told.take();
    }

    /** Counts and times as llama.cpp's log has them, else as measured from outside. */
    AnswerCounts tally(RunnerLine.End end) throws InterruptedException {
      return runner.log.tally(end.task(), PATIENCE_FOR_LOG).orElse(end.counted());
    }

    @Override
    public void close() {
      runner.release(id);
    }
  }

  private BlockingQueue<RunnerLine> expect(long id) {
    BlockingQueue<RunnerLine> queue = new LinkedBlockingQueue<>();
    answers.put(id, queue);
    return queue;
  }

  /** The slot is only given on when llama.cpp has let go of it, which may take a batch. */
  private void release(long id) {
    BlockingQueue<RunnerLine> queue = answers.get(id);
    if (queue == null) {
      return;
    }
    send(new Job(id, true, List.of(), true, List.of(), false, 0, NO_SAMPLING));
  }

  private static final Sampling NO_SAMPLING =
      new Sampling(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());

  private void send(Object line) {
    try {
      byte[] bytes = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
      OutputStream out = process.getOutputStream();
      synchronized (process) {
        out.write(bytes);
        out.flush();
      }
    } catch (IOException e) {
      // The reader of its answers sees that it is gone, and tells all who wait.
      Log.line("the runner process no longer listens: %s".formatted(e.getMessage()));
    }
  }

  private void readAnswers() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        RunnerLine told = JSON.readValue(line, RunnerLine.class);
        boolean last = !(told instanceof RunnerLine.Piece);
        BlockingQueue<RunnerLine> queue = last ? answers.remove(told.id()) : answers.get(told.id());
        if (last && told.id() != LOADING) {
          slots.release();
        }
        if (queue != null) {
          queue.add(told);
        }
      }
    } catch (IOException e) {
      Log.line("the runner process cannot be understood: %s".formatted(e.getMessage()));
    }
    lost();
  }

  private void lost() {
    process.destroyForcibly();
    try {
      String words = "llama runner process has terminated: exit status " + process.waitFor();
      for (Long id : List.copyOf(answers.keySet())) {
        BlockingQueue<RunnerLine> queue = answers.remove(id);
        if (queue != null) {
          slots.release();
          queue.add(new RunnerLine.Failed(id, 500, words));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readLog() {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (log.take(line)) {
          Log.line("llama.cpp: %s".formatted(line));
        }
      }
    } catch (IOException e) {
      // The process was stopped amid a line.
      Log.line("the runner's log ends: %s".formatted(e.getMessage()));
    }
  }
}
