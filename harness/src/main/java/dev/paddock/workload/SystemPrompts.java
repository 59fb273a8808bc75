package dev.paddock.workload;

import dev.paddock.experiment.WorkloadSpec.Prefix;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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
  public static String read(String file) {
    try {
      String text = Files.readString(Path.of(file)).strip();
      if (text.isEmpty()) {
        throw refused(file, "is empty.");
      }
      return text;
    } catch (InvalidPathException e) {
      throw refused(file, "is no path.");
    } catch (NoSuchFileException e) {
      throw refused(
          file,
          "there is no such file. Its path is looked for from the directory in which Paddock was"
              + " started.");
    } catch (CharacterCodingException e) {
      throw refused(file, "is not UTF-8 text.");
    } catch (IOException e) {
      throw refused(file, "cannot be read: " + e.getMessage());
    }
  }

  private static WorkloadException refused(String file, String what) {
    return new WorkloadException("workload.system: %s: %s".formatted(file, what));
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
