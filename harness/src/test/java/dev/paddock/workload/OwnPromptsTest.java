package dev.paddock.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.experiment.PromptSource.Length;
import dev.paddock.experiment.WorkloadSpec.Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPromptsTest {
  private static final OwnPrompts.Requests REQUESTS = new OwnPrompts.Requests(3, 20, 1);

  @TempDir private Path folder = Path.of("");
  private String path = "";

  @BeforeEach
  void write() throws IOException {
    path =
        Files.writeString(
                folder.resolve("mine.txt"),
                IntStream.range(0, 50)
                    .mapToObj(i -> "prompt " + i)
                    .collect(Collectors.joining("\n")))
            .toString();
  }

  private Prompts prompts(Prefix prefix, OwnPrompts.Requests requests, long block, long trial) {
    return OwnPrompts.of(PromptFile.read(path), Length.ALL, prefix, requests, block, trial);
  }

  private static List<Prompt> measured(Prompts prompts, OwnPrompts.Requests requests) {
    return IntStream.range(requests.warmup(), requests.warmup() + requests.measured())
        .mapToObj(prompts::prompt)
        .toList();
  }

  @Test
  void all_trials_of_a_block_measure_the_same_prompts_in_orders_of_their_own() {
    List<Prompt> one = measured(prompts(Prefix.SHARED, REQUESTS, 1, 10), REQUESTS);
    OwnPrompts.Requests longer = new OwnPrompts.Requests(9, 20, 1);
    List<Prompt> other = measured(prompts(Prefix.SHARED, longer, 1, 11), longer);
    assertThat(other).containsExactlyInAnyOrderElementsOf(one).isNotEqualTo(one);
    assertThat(one).doesNotHaveDuplicates();
    List<Prompt> nextBlock = measured(prompts(Prefix.SHARED, REQUESTS, 2, 12), REQUESTS);
    assertThat(nextBlock).anyMatch(prompt -> !one.contains(prompt));
  }

  @Test
  void what_warms_up_is_measured_in_no_trial_of_the_block() {
    Prompts prompts = prompts(Prefix.SHARED, REQUESTS, 1, 10);
    List<Prompt> warm = IntStream.range(0, 3).mapToObj(prompts::prompt).toList();
    assertThat(warm).doesNotContainAnyElementsOf(measured(prompts, REQUESTS));
  }

  @Test
  void a_file_of_few_prompts_is_used_up_before_one_comes_again() {
    OwnPrompts.Requests many = new OwnPrompts.Requests(2, 120, 1);
    List<Prompt> all = measured(prompts(Prefix.SHARED, many, 1, 10), many);
    assertThat(all.subList(0, 50)).doesNotHaveDuplicates();
    assertThat(all.subList(50, 100)).isEqualTo(all.subList(0, 50));
  }

  @Test
  void with_unique_starts_each_has_a_line_of_its_own_in_each_trial() {
    Prompts first = prompts(Prefix.UNIQUE, REQUESTS, 1, 10);
    Prompts second = prompts(Prefix.UNIQUE, REQUESTS, 1, 11);
    List<String> lines =
        IntStream.range(0, 20)
            .boxed()
            .flatMap(id -> List.of(first.prompt(id), second.prompt(id)).stream())
            .map(prompt -> prompt.text().lines().findFirst().orElseThrow())
            .toList();
    assertThat(lines).doesNotHaveDuplicates().allMatch(line -> line.split(" ", -1).length == 4);
    assertThat(first.prompt(5)).isEqualTo(first.prompt(5));
    assertThat(first.prompt(5).text()).contains("\nprompt ");
  }
}
