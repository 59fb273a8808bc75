package dev.paddock.engine.llama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.CacheType;
import dev.paddock.engine.AnswerCounts;
import dev.paddock.engine.gguf.Gguf;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The process that holds one loaded model: llama.cpp in a JVM of its own, one per load.
 *
 * <p>Ollama does the same, for the same reason: what a load has taken is only given back for sure
 * when its process ends (the binding's {@code close()} frees nothing). The first line of standard
 * input is a {@link LoadPlan}, each further one a {@link Job}; standard output carries {@link
 * RunnerLine} lines; standard error is llama.cpp's log. The end of standard input ends the process
 * at once.
 */
final class LlamaRunner {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LlamaModel model;
  private final RunnerPrompts prompts;
  private final LoadPlan plan;
  private final OutputStream out;
  private final Set<Long> unwanted = ConcurrentHashMap.newKeySet();

  private LlamaRunner(LlamaModel model, RunnerPrompts prompts, LoadPlan plan, OutputStream out) {
    this.model = model;
    this.prompts = prompts;
    this.plan = plan;
    this.out = out;
  }

  /** Not for users: started by the server alone. */
  public static void main(String[] arguments) throws IOException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    // The binding prints greetings; standard output is the protocol's.
    System.setOut(System.err);
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String first = in.readLine();
      if (first != null) {
        serve(JSON.readValue(first, LoadPlan.class), in, out);
      }
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void serve(LoadPlan plan, BufferedReader in, OutputStream out) throws IOException {
    LlamaModel model;
    try {
      model = new LlamaModel(parameters(plan));
    } catch (IllegalArgumentException e) {
      tell(out, new RunnerLine.Failed(0, 500, "Unsupported cache type: " + plan.cacheType()));
      return;
    } catch (RuntimeException e) {
      // The binding's own exception, which it does not let others name.
      tell(out, new RunnerLine.Failed(0, 500, String.valueOf(e.getMessage())));
      return;
    }
    Gguf file = Gguf.read(Path.of(plan.model()));
    LlamaRunner runner = new LlamaRunner(model, new RunnerPrompts(model, file), plan, out);
    tell(out, new RunnerLine.Ready(0));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      runner.take(JSON.readValue(line, Job.class));
    }
  }

  private void take(Job job) {
    if (job.cancel()) {
      unwanted.add(job.id());
    } else {
      // Receiving blocks in native code, which would pin a virtual thread's carrier.
      Thread.ofPlatform().name("answer-" + job.id()).daemon().start(() -> answer(job));
    }
  }

  private void answer(Job job) {
    try {
      tell(out, generate(job));
    } catch (RuntimeException e) {
      tell(out, new RunnerLine.Failed(job.id(), 500, String.valueOf(e.getMessage())));
    } finally {
      unwanted.remove(job.id());
    }
  }

  private RunnerLine generate(Job job) {
    RunnerPrompts.Prompt prompt = prompts.of(job);
    if (job.refuseLong() && prompt.size() >= plan.context()) {
      return new RunnerLine.Failed(
          job.id(),
          400,
          "request (%d tokens) exceeds the available context size (%d tokens), try increasing it"
              .formatted(prompt.size(), plan.context()));
    }
    StringBuilder text = new StringBuilder();
    long start = System.nanoTime();
    LlamaIterator pieces = model.generate(parameters(job, prompt)).iterator();
    long first = start;
    long last = start;
    int received = 0;
    while (pieces.hasNext()) {
      LlamaOutput piece = pieces.next();
      if (pieces.hasNext()) {
        last = System.nanoTime();
        first = received++ == 0 ? last : first;
      }
      if (!piece.text.isEmpty()) {
        text.append(piece.text);
        tell(out, new RunnerLine.Piece(job.id(), piece.text));
      }
      // Only this thread may cancel: another one would leave it waiting for ever in next().
      if (pieces.hasNext() && unwanted.contains(job.id())) {
        pieces.cancel();
      }
    }
    AnswerCounts counted = new AnswerCounts(prompt.size(), first - start, received, last - first);
    List<Integer> context =
        Stream.concat(prompt.tokens().stream(), prompts.tokens(text.toString()).stream()).toList();
    return new RunnerLine.End(job.id(), TaskNumber.of(pieces), counted, context);
  }

  private static ModelParameters parameters(LoadPlan plan) {
    CacheType cache = CacheType.valueOf(plan.cacheType().toUpperCase(Locale.ROOT));
    ModelParameters parameters =
        new ModelParameters()
            .setModel(plan.model())
            .setCtxSize(plan.context() * plan.slots())
            .setParallel(plan.slots())
            .setBatchSize(plan.batch())
            .setUbatchSize(plan.batch())
            .setCacheTypeK(cache)
            .setCacheTypeV(cache);
    if (plan.threads() > 0) {
      parameters.setThreads(plan.threads()).setThreadsBatch(plan.threads());
    }
    if (plan.gpuLayers() >= 0) {
      parameters.setGpuLayers(plan.gpuLayers());
    }
    if (plan.flashAttention()) {
      parameters.enableFlashAttn();
    }
    if (!plan.mmap()) {
      parameters.disableMmap();
    }
    if (!plan.shift()) {
      parameters.disableContextShift();
    }
    return parameters;
  }

  private static InferenceParameters parameters(Job job, RunnerPrompts.Prompt prompt) {
    Sampling sampling = job.sampling();
    InferenceParameters parameters =
        new InferenceParameters(prompt.text())
            .setNPredict(job.limit())
            .setNKeep(sampling.numKeep())
            .setTemperature((float) sampling.temperature())
            .setTopK(sampling.topK())
            .setTopP((float) sampling.topP())
            .setMinP((float) sampling.minP())
            .setTypicalP((float) sampling.typicalP())
            .setRepeatLastN(sampling.repeatLastN())
            .setRepeatPenalty((float) sampling.repeatPenalty())
            .setPresencePenalty((float) sampling.presencePenalty())
            .setFrequencyPenalty((float) sampling.frequencyPenalty())
            .setStopStrings(sampling.stop().toArray(String[]::new));
    if (sampling.seed() >= 0) {
      parameters.setSeed(sampling.seed());
    }
    return parameters;
  }

  /** One write a line, so that answers of several slots never mix. */
  private static void tell(OutputStream out, RunnerLine told) {
    try {
      byte[] line = (JSON.writeValueAsString(told) + "\n").getBytes(StandardCharsets.UTF_8);
      synchronized (out) {
        out.write(line);
        out.flush();
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every line can be written as JSON", e);
    } catch (IOException e) {
      // The server is gone.
      Runtime.getRuntime().halt(1);
    }
  }
}
