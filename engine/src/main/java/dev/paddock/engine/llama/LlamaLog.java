package dev.paddock.engine.llama;

import dev.paddock.engine.AnswerCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What llama.cpp's log says: what a load really took, and what each answer cost. The binding hands
 * out neither, and what was asked for is no proof of what took effect.
 *
 * <p>Lines come from one thread, questions from many.
 */
final class LlamaLog {
  private static final Pattern SETTING =
      Pattern.compile("^(?:llama_context|init|system info|load_tensors): +(.*)");
  private static final Pattern NUMBER = Pattern.compile("^(\\w+) += +(\\d+)");
  private static final Pattern CACHE =
      Pattern.compile("kv_size = (\\d+).*type_k = '(\\w+)', type_v = '(\\w+)'");
  private static final Pattern BUFFER = Pattern.compile("buffer size = +([0-9.]+) MiB");
  private static final Pattern OFFLOADED = Pattern.compile("offloaded (\\d+)/(\\d+) layers");
  private static final Pattern TASK = Pattern.compile("^slot .*\\| task (\\d+) \\|(.*)");
  private static final Pattern PROMPT = Pattern.compile("n_prompt_tokens = (\\d+)");
  private static final Pattern TIME =
      Pattern.compile("^(prompt eval|       eval) time = +([0-9.]+) ms / +(\\d+) tokens");
  private static final Pattern PROBLEM =
      Pattern.compile("error|fail|require|unsupported|unable|invalid", Pattern.CASE_INSENSITIVE);

  private static final int MOST_PROBLEMS = 8;

  private final Map<String, String> settings = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<Integer, Integer> promptTokens = new HashMap<>();
  private final Map<Integer, AnswerCounts> tallies = new HashMap<>();
  private double mebibytes;
  private int timed = -1;
  private long promptNanos;

  /** Takes the next line; true where it tells of a load or of trouble and so belongs in a log. */
  synchronized boolean take(String line) {
    Matcher task = TASK.matcher(line);
    Matcher time = TIME.matcher(line);
    if (task.find()) {
      slot(Integer.parseInt(task.group(1)), task.group(2));
      return false;
    }
    if (time.find()) {
      time(time.group(1), Double.parseDouble(time.group(2)), Integer.parseInt(time.group(3)));
      return false;
    }
    Matcher setting = SETTING.matcher(line);
    boolean load = setting.find();
    if (load) {
      setting(setting.group(1));
    }
    boolean problem = PROBLEM.matcher(line).find() && !line.contains("print_info");
    if (problem && problems.size() < MOST_PROBLEMS) {
      problems.add(line.strip());
    }
    return load || problem;
  }

  /** What went wrong, in llama.cpp's words; empty where it said nothing of that kind. */
  synchronized String trouble() {
    return problems.stream().distinct().collect(Collectors.joining("; "));
  }

  /** Bytes that the load took: weights, keys and values, and room to compute. */
  synchronized long bytes() {
    return Math.round(mebibytes * (1 << 20));
  }

  /** What took effect, one "name=value" after the other. */
  synchronized String effect(LoadPlan plan, int layers) {
    return "context_per_slot=%s kv_cells=%s slots=%s batch=%s ubatch=%s threads=%s flash_attention=%s cache_k=%s cache_v=%s layers_offloaded=%s bytes=%d model=%s"
        .formatted(
            said("n_ctx_per_seq"),
            said("kv_size"),
            said("n_seq_max"),
            said("n_batch"),
            said("n_ubatch"),
            said("n_threads"),
            said("flash_attn").equals("1") ? "on" : "off",
            said("type_k"),
            said("type_v"),
            settings.getOrDefault("offloaded", "0/" + (layers + 1)),
            bytes(),
            plan.model());
  }

  /**
   * What llama.cpp counted for {@code task}; empty where it does not say so in time. It writes
   * these lines before it hands out the last piece, so they are there or just arriving.
   */
  synchronized Optional<AnswerCounts> tally(int task, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!tallies.containsKey(task)) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        promptTokens.remove(task);
        return Optional.empty();
      }
      wait(left);
    }
    return Optional.ofNullable(tallies.remove(task));
  }

  private String said(String name) {
    return settings.getOrDefault(name, "?");
  }

  private void setting(String text) {
    Matcher number = NUMBER.matcher(text);
    if (number.find()) {
      settings.put(number.group(1), number.group(2));
    }
    Matcher cache = CACHE.matcher(text);
    if (cache.find()) {
      settings.put("kv_size", cache.group(1));
      settings.put("type_k", cache.group(2));
      settings.put("type_v", cache.group(3));
    }
    Matcher offloaded = OFFLOADED.matcher(text);
    if (offloaded.find()) {
      settings.put("offloaded", offloaded.group(1) + "/" + offloaded.group(2));
    }
    Matcher buffer = BUFFER.matcher(text);
    if (buffer.find()) {
      mebibytes += Double.parseDouble(buffer.group(1));
    }
  }

  private void slot(int task, String text) {
    Matcher prompt = PROMPT.matcher(text);
    if (prompt.find()) {
      // A cut prompt is told a second time, with what is left of it: the last one counts.
      promptTokens.put(task, Integer.parseInt(prompt.group(1)));
    } else if (text.isBlank()) {
      timed = task;
    }
  }

  private void time(String what, double milliseconds, int tokens) {
    long nanos = Math.round(milliseconds * 1e6);
    if (what.startsWith("prompt")) {
      promptNanos = nanos;
      promptTokens.putIfAbsent(timed, tokens);
    } else {
      int prompt = promptTokens.getOrDefault(timed, 0);
      promptTokens.remove(timed);
      tallies.put(timed, new AnswerCounts(prompt, promptNanos, tokens, nanos));
      notifyAll();
    }
  }
}
