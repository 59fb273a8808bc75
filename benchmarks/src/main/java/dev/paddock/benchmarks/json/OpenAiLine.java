package dev.paddock.benchmarks.json;

import dev.paddock.benchmarks.wire.LineContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of OpenAI's chat stream, named as on the wire; what is absent is null. */
@SuppressWarnings("MemberName")
public record OpenAiLine(@Nullable List<Choice> choices) implements BoundLine {

  /** One of the answers that were asked for. */
  public record Choice(@Nullable Delta delta, @Nullable String finish_reason) {}

  /** What is new of it. */
  public record Delta(@Nullable String content) {}

  @Override
  public void tell(LineContent content) {
    if (choices == null) {
      return;
    }
    for (Choice choice : choices) {
      if (choice.delta() != null && choice.delta().content() != null) {
        content.text().append(choice.delta().content());
      }
      if (choice.finish_reason() != null) {
        content.last(LineContent.Counts.NONE);
      }
    }
  }
}
