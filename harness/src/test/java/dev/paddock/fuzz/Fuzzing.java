package dev.paddock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Gives spoiled inputs to a reader for a time, {@code -Dpaddock.fuzz.seconds=600}: it may refuse
 * one by its own exception, and neither crash, nor hang, nor take more memory than its process has.
 * What broke it stays in {@code target/fuzz}.
 */
public final class Fuzzing {
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("paddock.fuzz.seconds", 10));
  private static final long SEED = Long.getLong("paddock.fuzz.seed", 1L);

  /** More than any honest input takes, on a machine that has other things to do. */
  private static final long HANG_SECONDS = 20;

  private final String name;
  private final List<byte[]> samples = new ArrayList<>();
  private final List<String> words = new ArrayList<>();

  private Fuzzing(String name) {
    this.name = name;
  }

  /** Fuzzing of what {@code name} names. */
  public static Fuzzing of(String name) {
    return new Fuzzing(name);
  }

  /** With these samples to spoil. */
  public Fuzzing sample(String... texts) {
    Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).forEach(samples::add);
    return this;
  }

  /** With every file of a folder whose name ends so, at least one. */
  public Fuzzing samples(Path folder, String... endings) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
          samples.add(Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return this;
  }

  /** With words of the format. */
  public Fuzzing words(String... more) {
    words.addAll(List.of(more));
    return this;
  }

  /** The refusal of a reader that refuses nothing. */
  public static final class Never extends Exception {
    private Never() {}
  }

  /** A reader that is tried. */
  public interface Reader {
    void read(byte[] input) throws Exception;
  }

  /**
   * Tries it until the time is over.
   *
   * @param refusal what it may throw
   */
  public void against(Class<? extends Exception> refusal, Reader reader) {
    assertThat(samples).as("samples of " + name).isNotEmpty();
    Spoiler spoiler = new Spoiler(samples, words, SEED);
    long end = System.nanoTime() + TIME.toNanos();
    long tried = 0;
    long refused = 0;
    ExecutorService worker =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    try {
      while (System.nanoTime() - end < 0) {
        byte[] input = spoiler.next();
        tried++;
        refused += one(worker, reader, input, refusal, tried) ? 0 : 1;
      }
    } finally {
      worker.shutdownNow(); // and not close: one that hangs would be waited for
    }
    System.out.printf(
        "fuzz %s: %d inputs in %d s, %d refused, none broke it%n",
        name, tried, TIME.toSeconds(), refused);
  }

  /** Whether it took the input. */
  private boolean one(
      ExecutorService worker,
      Reader reader,
      byte[] input,
      Class<? extends Exception> refusal,
      long number) {
    Future<?> read =
        worker.submit(
            () -> {
              reader.read(input);
              return true;
            });
    try {
      read.get(HANG_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      if (refusal.isInstance(e.getCause())) {
        return false;
      }
      throw new AssertionError("input %d, kept as %s".formatted(number, kept(input)), e.getCause());
    } catch (TimeoutException e) {
      read.cancel(true);
      worker.shutdownNow();
      return fail("input %d was not read in %d s, kept as %s", number, HANG_SECONDS, kept(input));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path kept(byte[] input) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "fuzz"));
      return Files.write(folder.resolve(name + "-" + SEED + ".bin"), input);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
