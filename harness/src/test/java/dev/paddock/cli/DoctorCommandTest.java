package dev.paddock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorCommandTest {
  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();

  private int doctor(String option, String name, String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    String[] words = new String[2 + more.length];
    words[0] = option;
    words[1] = file.toString();
    System.arraycopy(more, 0, words, 2, more.length);
    return new CommandLine(new DoctorCommand()).setOut(new PrintWriter(out)).execute(words);
  }

  @Test
  void what_is_not_understood_ends_with_another_code_than_what_is_well() throws IOException {
    assertThat(doctor("--env", "a.env", "OLLAMA_NOPRUNE=1\n")).isZero();
    assertThat(doctor("--env", "b.env", "OLLAMA_NOPRUNE=off\n")).isEqualTo(1);
    assertThat(doctor("--env", "c.env", "OLLAMA_NOPRUNE=1\nwhat is this?\n")).isEqualTo(2);
    assertThat(out.toString()).contains("c.env:2: what is this?: it is no line NAME=value");
  }

  @Test
  void a_script_is_told_what_was_not_understood_and_every_file() throws IOException {
    Files.writeString(folder.resolve(".env"), "A=1\n");
    String compose = "services:\n  o:\n    image: ollama/ollama\n  p: nothing\n";
    assertThat(doctor("--compose", "c.yaml", compose, "--json")).isEqualTo(2);
    assertThat(out.toString())
        .contains("\"not_understood\":[{\"place\":\"", "c.yaml:4", ".env\"", "(compose file)");
  }

  /** A server that lets one user in, and the words that it was asked with. */
  private static HttpServer guarded(List<String> asked) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String let = "Basic " + Base64.getEncoder().encodeToString("ann:h:sh é".getBytes(UTF_8));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String key = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(exchange.getRequestURI().toString());
            boolean in = let.equals(key);
            byte[] body =
                (in ? "{\"version\":\"0.33.0\",\"models\":[]}" : "{\"error\":\"who?\"}")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(in ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    return server;
  }

  @Test
  void the_password_of_an_address_lets_doctor_in_and_is_never_printed() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server = guarded(asked);
    try {
      int port = server.getAddress().getPort();
      StringWriter err = new StringWriter();
      for (List<String> more : List.of(List.<String>of(), List.of("--json"))) {
        List<String> words = new ArrayList<>(List.of("doctor", "--url"));
        words.add("http://ann:h:sh%20%C3%A9@127.0.0.1:" + port);
        words.addAll(more);
        PaddockCommand.run(
            words.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
      }
      assertThat(out.toString())
          .contains("Ollama 0.33.0 at http://127.0.0.1:" + port)
          .doesNotContain("h:sh", "sh%20", "ann");
      assertThat(asked).allMatch(path -> !path.contains("ann"));
      int wrong =
          PaddockCommand.run(
              new String[] {"doctor", "--url", "http://ann:wr0ng@127.0.0.1:" + port},
              new PrintWriter(out, true),
              new PrintWriter(err, true));
      assertThat(wrong).isNotEqualTo(ExitCode.DONE);
      assertThat(err.toString() + out).doesNotContain("wr0ng", "h:sh");
      assertThat(err.toString()).contains("127.0.0.1:" + port);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void compose_files_may_be_several() throws IOException {
    Path over =
        Files.writeString(
            folder.resolve("over.yaml"), "services: {o: {environment: {OLLAMA_NOPRUNE: off}}}\n");
    String base = "services: {o: {image: ollama/ollama}}\n";
    assertThat(doctor("--compose", "base.yaml", base, "--compose", over.toString())).isEqualTo(1);
  }
}
