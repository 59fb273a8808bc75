package dev.paddock.workload;

import dev.paddock.experiment.WorkloadSpec.Prefix;
import java.nio.file.Files;
import java.util.OptionalInt;

/**
 * Prompts before which the model is told what to be, all alike: the long fixed beginning that
 * agents send with every request.
 *
 * <p>With unique starts a drawn line stands before it, of each conversation its own, so that it is
 * read anew each time; with a shared one the cache may have it.
 *
 * @param system what it is told
 * @param turns of a conversation
 * @param seed of this trial
 */
public record SystemPrompts(Prompts prompts, String system, Prefix prefix, int turns, long seed)
    implements Prompts {

  /**
   * The text of a file.
   *
   * @throws WorkloadException where it cannot be read or says nothing
   */
  public static String read(String name) {
    UserFile file = new UserFile("workload.system", name);
    String text = file.read(Files::readString).strip();
    if (text.isEmpty()) {
      throw file.refused("is empty.");
    }
    return text;
  }

  @Override
  public OptionalInt place(int id) {
    return prompts.place(id);
  }

  @Override
  public Prompt prompt(int id) {
    String first =
        switch (prefix) {
          case UNIQUE -> Drawn.line(seed, id / turns) + "\n" + system;
          case SHARED -> system;
        };
    return prompts.prompt(id).told(first);
  }
}
