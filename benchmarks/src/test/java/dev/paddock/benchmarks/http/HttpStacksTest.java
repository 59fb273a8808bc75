package dev.paddock.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.benchmarks.replay.Asked;
import dev.paddock.benchmarks.replay.Eventually;
import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.RecordedResponse;
import dev.paddock.benchmarks.replay.ReplayServer;
import dev.paddock.benchmarks.replay.ReplayTarget;
import dev.paddock.benchmarks.replay.Stack;
import dev.paddock.benchmarks.suite.DisagreementException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpStacksTest {
  private ReplayServer server;

  @BeforeEach
  void serve() throws Exception {
    server = ReplayServer.start();
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void all_libraries_do_the_same_work() {
    new HttpStacks().check();
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void many_long_answers_at_once_come_whole_and_apart(Library library) throws Exception {
    ReplayTarget target = new ReplayTarget(server.uri(), Asked.generate(100));
    try (Stack stack = library.open(target, 64)) {
      for (int time = 0; time < 3; time++) {
        stack.verify(library.name(), 64, RecordedResponse.of(target.asked()));
      }
    }
    assertThat(server.accepted()).isLessThanOrEqualTo(128);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void a_library_that_is_closed_leaves_no_connection_and_no_thread(Library library)
      throws Exception {
    Set<Thread> before = keepingTheJvmAlive();
    ReplayTarget target = new ReplayTarget(server.uri(), Asked.generate(10));
    try (Stack stack = library.open(target, 4)) {
      stack.verify(library.name(), 4, RecordedResponse.of(target.asked()));
    }
    Eventually.holds(() -> server.connections() == 0);
    Eventually.holds(() -> before.containsAll(keepingTheJvmAlive()));
  }

  private static Set<Thread> keepingTheJvmAlive() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .collect(Collectors.toCollection(HashSet::new));
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void an_answer_that_breaks_off_is_not_taken_for_a_whole_one(Library library) throws Exception {
    ReplayTarget target = new ReplayTarget(server.uri(), Asked.generate(10).after(60_000));
    try (Stack stack = library.open(target, 2)) {
      Thread.ofPlatform()
          .start(
              () -> {
                while (server.accepted() < 2) {
                  Thread.onSpinWait();
                }
                server.close();
              });
      assertThatThrownBy(() -> stack.exchange(ReceivedAnswer.several(2, ReceivedAnswer::counting)))
          .isInstanceOf(IOException.class);
    }
  }

  /** A stack that brings this body, whatever is asked. */
  private static Stack bringing(String body) {
    return new Stack() {
      @Override
      public void exchange(ReceivedAnswer[] answers) {
        for (ReceivedAnswer answer : answers) {
          answer.begin();
          answer.take(ByteBuffer.wrap(body.getBytes(UTF_8)));
        }
      }

      @Override
      public void close() {
        // It has nothing.
      }
    };
  }

  @Test
  void a_library_that_loses_the_last_line_is_not_timed() throws Exception {
    RecordedResponse sent = RecordedResponse.of(Asked.generate(10));
    String all = new String(sent.body(), UTF_8);
    bringing(all).verify("honest", 2, sent);
    String losing = all.substring(0, all.lastIndexOf('\n', all.length() - 2) + 1);
    assertThatThrownBy(() -> bringing(losing).verify("losing", 2, sent))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("losing misreads the recorded answer")
        .hasMessageContaining("[10 lines], which should be [11 lines]");
  }

  @Test
  void a_library_that_brings_other_bytes_is_not_timed() throws Exception {
    RecordedResponse sent = RecordedResponse.of(Asked.generate(10));
    String other = new String(sent.body(), UTF_8).replaceFirst("false", "FALSE");
    assertThatThrownBy(() -> bringing(other).verify("lying", 1, sent))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("lying misreads");
  }

  @Test
  void a_library_that_brings_only_one_of_several_answers_is_not_timed() throws Exception {
    RecordedResponse sent = RecordedResponse.of(Asked.generate(10));
    Stack honest = bringing(new String(sent.body(), UTF_8));
    Stack lazy =
        new Stack() {
          @Override
          public void exchange(ReceivedAnswer[] answers) throws IOException, InterruptedException {
            honest.exchange(new ReceivedAnswer[] {answers[0]});
          }

          @Override
          public void close() {
            honest.close();
          }
        };
    assertThatThrownBy(() -> lazy.verify("lazy", 2, sent))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("[0 lines]");
  }

  @Test
  void a_first_line_is_stamped_when_it_is_whole() {
    ReceivedAnswer answer = ReceivedAnswer.counting();
    answer.begin();
    answer.take(ByteBuffer.wrap("{\"a\":".getBytes(UTF_8)));
    assertThat(answer.lines()).isZero();
    long before = System.nanoTime();
    answer.take("1}\n{\"b\"".getBytes(UTF_8), 3);
    assertThat(answer.lines()).isEqualTo(1);
    assertThat(answer.firstAt() - before).isNotNegative();
    answer.take("{\"b\":2}");
    assertThat(answer.lines()).isEqualTo(2);
    answer.begin();
    assertThat(answer.lines()).isZero();
  }

  @Test
  void figures_are_those_of_a_token_and_not_of_a_batch() {
    HttpStacks suite = new HttpStacks();
    assertThat(suite.operations(Map.of("tokens", "64", "streams", "8", "stack", "own")))
        .isEqualTo(512);
    assertThat(suite.variants().look()).isNotEmpty();
    assertThat(List.of(Library.values())).contains(Library.RAW);
  }
}
