package dev.paddock.target;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.workload.Prompt;
import dev.paddock.workload.WorkloadException;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** How a prompt stands in a body. */
final class Messages {
  private Messages() {}

  /**
   * As a chat's messages, each with its role.
   *
   * @param shown adds the pictures to the user's last message, given its text
   */
  static void into(ObjectNode body, Prompt prompt, BiConsumer<ObjectNode, String> shown) {
    ArrayNode messages = body.putArray("messages");
    int last = -1;
    for (Prompt.Message one : prompt.messages()) {
      last = one.role() == Prompt.Role.USER ? messages.size() : last;
      messages
          .addObject()
          .put("role", one.role().name().toLowerCase(Locale.ROOT))
          .put("content", one.text());
    }
    if (last >= 0) {
      shown.accept((ObjectNode) messages.get(last), prompt.messages().get(last).text());
    }
  }

  /**
   * As the one text that a completion within a template has, what the model is told to be apart.
   *
   * @throws WorkloadException where earlier answers stand in it, which only a chat can tell apart
   */
  static String plain(Prompt prompt) {
    if (prompt.needsChat()) {
      throw new WorkloadException(
          "workload.prompts: a prompt holds earlier answers, which a plain completion cannot tell"
              + " from the user's words. Say workload.api: chat");
    }
    return prompt.text();
  }

  /** As texts of their own, one a message. */
  static void each(ArrayNode texts, Prompt prompt) {
    prompt.messages().forEach(one -> texts.add(one.text()));
  }

  /** As one text, all messages in a row. */
  static String bare(Prompt prompt) {
    return prompt.messages().stream().map(Prompt.Message::text).collect(Collectors.joining("\n\n"));
  }
}
