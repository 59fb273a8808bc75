package dev.paddock.engine.pace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paddock.engine.EngineException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What the reference server answers, path by path. */
final class PaceApi {
  private static final Map<String, PaceRequest.Form> TEXTS =
      Map.of(
          "/api/generate", PaceRequest.Form.GENERATE,
          "/api/chat", PaceRequest.Form.CHAT,
          "/v1/chat/completions", PaceRequest.Form.OPENAI_CHAT,
          "/v1/completions", PaceRequest.Form.OPENAI_COMPLETIONS);

  private static final Map<String, PaceEmbedding.Form> EMBEDDINGS =
      Map.of(
          "/api/embed", PaceEmbedding.Form.OLLAMA,
          "/v1/embeddings", PaceEmbedding.Form.OPENAI);

  private static final long[] NO_CHUNKS = {};

  private final Pace pace;
  private final PaceLog log;
  private final long epoch;
  private final PaceModels models = new PaceModels();
  private final PaceAlarm alarm = new PaceAlarm();
  private final PaceMemory memory;
  private final Semaphore slots;
  private final AtomicLong anonymous = new AtomicLong();

  /**
   * Of a server that starts.
   *
   * @param epoch when it starts, in nanoseconds of the monotonic clock
   */
  PaceApi(Pace pace, PaceLog log, long epoch) {
    this.pace = pace;
    this.log = log;
    this.epoch = epoch;
    this.memory = new PaceMemory(pace.slots());
    this.slots = new Semaphore(pace.slots(), true);
  }

  /**
   * Answers one request.
   *
   * @return whether the connection can be used again
   */
  boolean answer(PaceWire.Message message, PaceWire wire)
      throws IOException, EngineException, InterruptedException {
    PaceRequest.Form text = TEXTS.get(message.path());
    if (text != null) {
      return say(PaceRequest.of(text, message.body()), wire, message.came());
    }
    PaceEmbedding.Form embedding = EMBEDDINGS.get(message.path());
    if (embedding != null) {
      embed(PaceEmbedding.of(embedding, message.body()), wire, message.came());
      return true;
    }
    switch (message.path()) {
      case "/" ->
          wire.whole(
              200,
              "text/plain; charset=utf-8",
              "Ollama is running".getBytes(UTF_8),
              message.method().equals("HEAD"));
      case "/api/version" -> wire.json(200, PaceModels.version());
      case "/api/tags" -> wire.json(200, models.tags());
      case "/api/ps" -> wire.json(200, models.ps());
      case "/api/show" -> wire.json(200, PaceModels.show());
      case "/v1/models" -> wire.json(200, PaceModels.openAi());
      default -> throw new EngineException(404, "404 page not found");
    }
    return true;
  }

  private boolean say(PaceRequest request, PaceWire wire, long received)
      throws IOException, EngineException, InterruptedException {
    if (request.empty()) {
      load(request);
      PaceWords words = new PaceWords(request, pace, OptionalInt.empty(), Instant.now());
      wire.json(200, words.nothing(request.unload() ? "unload" : "load"));
      return true;
    }
    models.load(request.model(), request.context());
    failBefore();
    PaceText text = PaceText.of(pace, request, number(request.id()));
    String model = PaceModels.tagged(request.model());
    long start = slot(received);
    Optional<PaceMemory.Slot> slot =
        pace.cache() ? Optional.of(memory.take(model, request.text())) : Optional.empty();
    PaceAnswer answer = new PaceAnswer(pace, request, text, slot, wire, log, alarm, received);
    try {
      return answer.run(epoch, start);
    } finally {
      slots.release();
      log.add(answer.entry());
    }
  }

  private void load(PaceRequest request) {
    if (request.unload()) {
      models.unload(request.model());
      memory.forget(PaceModels.tagged(request.model()));
    } else {
      models.load(request.model(), request.context());
    }
  }

  /** Embeds in a slot, but leaves what it remembers alone: only what is said goes on later. */
  private void embed(PaceEmbedding request, PaceWire wire, long received)
      throws IOException, EngineException, InterruptedException {
    models.load(request.model(), request.context());
    failBefore();
    if (request.texts().isEmpty()) {
      wire.whole(200, PaceWire.JSON, request.answer(0, 0), false);
      return;
    }
    long start = slot(received);
    long done = 0;
    alarm.begin();
    try {
      long id = request.id().orElse(received);
      long due = epoch + new PaceSchedule(pace, start - epoch, request.tokens(), 1, id).nextLong();
      // Many vectors take long to write out, so that is done while there is time.
      byte[] body = request.answer(due - received, PaceAnswer.LOAD);
      alarm.await(due);
      done = System.nanoTime();
      wire.whole(200, PaceWire.JSON, body, false);
    } finally {
      alarm.end();
      slots.release();
      log.add(
          new PaceLog.Entry(request.id(), received, done, NO_CHUNKS, done, OptionalInt.empty()));
    }
  }

  /** Waits for a slot; returns when it was taken, or when the request came if it did not wait. */
  private long slot(long received) throws InterruptedException {
    // Not the plain one, which would let a newcomer overtake those who wait.
    if (slots.tryAcquire(0, TimeUnit.NANOSECONDS)) {
      return received;
    }
    slots.acquire();
    return System.nanoTime();
  }

  private void failBefore() throws EngineException {
    if (pace.has(PaceFault.Kind.ERROR_BEFORE)) {
      throw new EngineException(500, "the reference server was told to fail before its answer");
    }
  }

  /** A request's own number, else the next of a count that no usual seed is in. */
  private long number(OptionalLong id) {
    return id.isPresent() ? id.getAsLong() : -anonymous.incrementAndGet();
  }
}
