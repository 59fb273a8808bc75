package dev.paddock.benchmarks.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.Level;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExactCacheTest {
  private static final Lookups ZIPF = Lookups.zipf();

  @Test
  void all_caches_do_the_same_work() {
    new ExactCache().check();
  }

  private static void replay(AnswerCache cache, ExactCache.Ttl ttl, int entries) {
    Replay.of("planted", cache, Key.PROMPT, ttl.keeping(entries), true, ZIPF);
  }

  /** A map that never forgets, and says that it holds {@code entries}. */
  private static AnswerCache endless(long entries) {
    Map<String, CachedAnswer> map = new HashMap<>();
    return new AnswerCache() {
      @Override
      public CachedAnswer answer(String key, CachedAnswer made) {
        return map.computeIfAbsent(key, unseen -> made);
      }

      @Override
      public long entries() {
        return entries < 0 ? map.size() : entries;
      }
    };
  }

  @Test
  void a_cache_that_gives_the_answer_to_another_prompt_is_not_timed() {
    CachedAnswer[] latest = {new CachedAnswer(-1, 0)};
    AnswerCache forgetful =
        new AnswerCache() {
          @Override
          public CachedAnswer answer(String key, CachedAnswer made) {
            latest[0] = latest[0].prompt() < 0 ? made : latest[0];
            return latest[0];
          }

          @Override
          public long entries() {
            return 1;
          }
        };
    assertThatThrownBy(() -> replay(forgetful, ExactCache.Ttl.OFF, 500))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("planted misreads prompt");
  }

  @Test
  void a_cache_that_never_expires_is_not_timed_with_an_expiry() {
    replay(endless(500), ExactCache.Ttl.OFF, 500);
    assertThatThrownBy(() -> replay(endless(500), ExactCache.Ttl.HOUR, 500))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("at most 3600 s");
  }

  @Test
  void a_cache_that_keeps_more_than_it_may_is_not_timed() {
    assertThatThrownBy(() -> replay(endless(-1), ExactCache.Ttl.OFF, 500))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("at most 500 entries");
  }

  @Test
  void a_cache_that_keeps_nothing_is_not_timed() {
    AnswerCache empty =
        new AnswerCache() {
          @Override
          public CachedAnswer answer(String key, CachedAnswer made) {
            return made;
          }

          @Override
          public long entries() {
            return 0;
          }
        };
    assertThatThrownBy(() -> replay(empty, ExactCache.Ttl.OFF, 500))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("none");
  }

  @Test
  void a_map_keeps_what_was_used_most_recently() {
    LinkedHashMap<Integer, Boolean> recent = new LinkedHashMap<>();
    int hits = 0;
    for (int i = 0; i < Lookups.COUNT; i++) {
      hits += recent.remove(ZIPF.prompt(i)) == null ? 0 : 1;
      recent.put(ZIPF.prompt(i), true);
      if (recent.size() > 50) {
        recent.pollFirstEntry();
      }
    }
    assertThat(HitRates.replay(Store.LINKED_HASH_MAP, ZIPF, ExactCache.Ttl.OFF, 50))
        .isEqualTo(new Replay(Lookups.COUNT, hits));
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void a_hit_rate_hardly_differs_from_run_to_run(Store store) {
    Replay once = HitRates.replay(store, ZIPF, ExactCache.Ttl.OFF, 500);
    // Caffeine draws lots for some of what it keeps.
    double most = Level.of(store).startsWith("caffeine") ? 1 : 0;
    assertThat(HitRates.replay(store, ZIPF, ExactCache.Ttl.OFF, 500).percent())
        .isCloseTo(once.percent(), within(most));
    Replay expiring = HitRates.replay(store, ZIPF, ExactCache.Ttl.HOUR, 500);
    assertThat(expiring.hits()).isLessThan(once.hits());
  }

  @Test
  void no_cache_has_more_hits_than_one_that_keeps_everything() {
    long distinct = IntStream.range(0, Lookups.COUNT).map(ZIPF::prompt).distinct().count();
    Replay most = HitRates.replay(Store.HASH_MAP, ZIPF, ExactCache.Ttl.OFF, 50);
    assertThat(most.hits()).isEqualTo(Lookups.COUNT - (int) distinct);
    for (Store store : Store.values()) {
      assertThat(HitRates.replay(store, ZIPF, ExactCache.Ttl.OFF, 5_000).hits())
          .isLessThanOrEqualTo(most.hits());
    }
  }

  @Test
  void draws_follow_zipf() {
    double all =
        IntStream.rangeClosed(1, Lookups.PROMPTS).mapToDouble(k -> Math.pow(k, -0.99)).sum();
    double first = IntStream.range(0, Lookups.COUNT).filter(i -> ZIPF.prompt(i) == 0).count();
    double tenth = IntStream.range(0, Lookups.COUNT).filter(i -> ZIPF.prompt(i) == 9).count();
    assertThat(first / Lookups.COUNT).isCloseTo(1 / all, within(0.01));
    assertThat(tenth / Lookups.COUNT).isCloseTo(Math.pow(10, -0.99) / all, within(0.003));
  }

  @Test
  void a_trace_repeats_as_often_as_it_says() {
    Lookups trace = Lookups.syntheticTrace();
    assertThat(1 - trace.prompts() / (double) Lookups.COUNT).isCloseTo(0.35, within(0.01));
  }

  @Test
  void prompts_differ_and_are_the_same_in_every_fork() {
    Lookups again = Lookups.zipf();
    assertThat(IntStream.range(0, ZIPF.prompts()).mapToObj(i -> text(ZIPF, i)))
        .doesNotHaveDuplicates()
        .allSatisfy(text -> assertThat(text.length()).isBetween(180, 600));
    assertThat(text(again, 7)).isEqualTo(text(ZIPF, 7));
    assertThat(IntStream.range(0, Lookups.COUNT).map(again::prompt))
        .containsExactly(
            IntStream.range(0, Lookups.COUNT).map(ZIPF::prompt).boxed().toArray(Integer[]::new));
  }

  private static String text(Lookups lookups, int prompt) {
    return new String(lookups.bytes(prompt), StandardCharsets.UTF_8);
  }

  @Test
  void a_digest_is_sha_256() {
    assertThat(Key.DIGEST.of("abc".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void the_page_says_that_the_trace_is_made_up() {
    assertThat(HitRates.table()).contains("not recorded").contains("| zipf | hour | 500 |");
  }
}
