package dev.paddock.benchmarks.replay;

import dev.paddock.calibrate.Cores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own, which ends when its standard input does: so it outlives nobody,
 * whatever becomes of the process that started it.
 */
public final class ServerJvm implements AutoCloseable {
  private static final String LISTENING = "listening on ";

  /** Small, and of the compilers only the quick one, which is done before anything is timed. */
  private static final List<String> JVM =
      List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx64m", "-XX:TieredStopAtLevel=1");

  private static final long MOST_SECONDS = 5;

  private final Process process;
  private final URI url;

  private ServerJvm(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts one and waits until it listens.
   *
   * @param cores whose server's core it is kept on; empty for any
   * @param program whose {@code main} calls {@link #serve}
   */
  public static ServerJvm start(Optional<Cores> cores, Class<?> program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(cores.map(both -> both.pinned(command)).orElse(command))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null || !line.startsWith(LISTENING)) {
      process.destroyForcibly();
      throw new IOException(program.getSimpleName() + " ended before it listened");
    }
    return new ServerJvm(process, URI.create(line.substring(LISTENING.length())));
  }

  /** Says where a server listens, and returns when standard input ends. */
  static void serve(URI url) throws IOException {
    System.out.println(LISTENING + url);
    System.out.flush();
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  /** Where it listens. */
  public URI url() {
    return url;
  }

  /** Whether it is still there. */
  boolean alive() {
    return process.isAlive();
  }

  /** Ends it and waits for that, so that its CPU time counts among this process' children. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
