package dev.paddock.benchmarks.semantic;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * all-MiniLM-L6-v2, quantized to 8 bits, run by ONNX in this process.
 *
 * <p>The model reads 510 tokens at a time; LangChain4j cuts what is longer in pieces and takes the
 * mean of their vectors.
 */
final class MiniLm implements Embedder {
  private static final String MODEL = "all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "all-minilm-l6-v2-q-tokenizer.json";

  private final EmbeddingModel model;
  private final AutoCloseable session;

  private MiniLm(EmbeddingModel model, AutoCloseable session) {
    this.model = model;
    this.session = session;
  }

  /**
   * As LangChain4j's class loads it: ONNX computes on as many threads as there are cores. The
   * executor that is handed in is for lists of texts; one text is computed by who asks.
   */
  static Embedder asItComes() {
    // The session lives as long as the class, so there is nothing to close.
    return new MiniLm(new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run), () -> {});
  }

  /** The same model on one thread, the one that asks: LangChain4j's class takes a session. */
  static Embedder onOneThread() {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        InputStream model = resource(MODEL);
        InputStream tokenizer = resource(TOKENIZER)) {
      options.setIntraOpNumThreads(1);
      OrtSession session = environment.createSession(model.readAllBytes(), options);
      return new MiniLm(
          new InProcess(new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.MEAN)),
          session);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX does not take " + MODEL, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream found =
        AllMiniLmL6V2QuantizedEmbeddingModel.class.getClassLoader().getResourceAsStream(name);
    if (found == null) {
      throw new IOException(name + " is not in the jar of the model");
    }
    return found;
  }

  @Override
  public float[] embed(String text) {
    return model.embed(text).content().vector();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (Exception e) {
      throw new IllegalStateException("the session of " + MODEL + " does not close", e);
    }
  }

  private static final class InProcess extends AbstractInProcessEmbeddingModel {
    private final OnnxBertBiEncoder encoder;

    InProcess(OnnxBertBiEncoder encoder) {
      super(Runnable::run);
      this.encoder = encoder;
    }

    @Override
    protected OnnxBertBiEncoder model() {
      return encoder;
    }
  }
}
