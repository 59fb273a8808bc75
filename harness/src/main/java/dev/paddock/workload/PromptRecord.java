package dev.paddock.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.workload.Prompt.Message;
import dev.paddock.workload.Prompt.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A prompt as one of the files that people have writes it: a string, an object with a text ({@code
 * prompt}, {@code text}, {@code question} …), with {@code messages}, a line of an OpenAI batch
 * ({@code body}), or a recorded conversation (ShareGPT's {@code conversations}, or messages that
 * end in an answer), of which the first turn is the prompt.
 *
 * @param messages all of them in their order; at least one is the user's and says something
 * @param answers those that are right, any of them; none where it does not say
 */
record PromptRecord(List<Message> messages, List<String> answers) {
  /** What people call the answer that is right. */
  private static final List<String> ANSWERS =
      List.of("answer", "answers", "expected", "target", "reference", "label", "gold");

  /** Alpaca's instruction has its text in a field of its own. */
  private static final String INPUT = "input";

  private static final List<String> TEXTS =
      List.of("prompt", "instruction", "question", "text", "user", INPUT, "content", "value");

  PromptRecord {
    messages = List.copyOf(messages);
    answers = List.copyOf(answers);
  }

  /** A prompt of plain text. */
  static PromptRecord of(String text) {
    return new PromptRecord(Prompt.of(text).messages(), List.of());
  }

  /**
   * What a record holds.
   *
   * @throws WorkloadException where that is no prompt, with what it is
   */
  static PromptRecord of(JsonNode record) {
    List<Message> messages = messages(record);
    if (single(messages).messages().stream().allMatch(one -> one.text().isBlank())) {
      throw new WorkloadException("its prompt is empty");
    }
    return new PromptRecord(messages, answers(record));
  }

  private static List<String> answers(JsonNode record) {
    List<String> answers = new ArrayList<>();
    for (String name : ANSWERS) {
      JsonNode said = record.path(name);
      if (said.isValueNode() && !said.isNull()) {
        answers.add(said.asText());
      }
      said.forEach(one -> answers.add(one.asText()));
      if (!answers.isEmpty()) {
        break;
      }
    }
    return answers;
  }

  /** The one prompt: all of a request's messages; of a recorded conversation its first turn. */
  Prompt single() {
    return single(messages);
  }

  private static Prompt single(List<Message> messages) {
    return messages.getLast().role() == Role.ASSISTANT
        ? Conversations.upTo(messages, 1)
        : new Prompt(messages);
  }

  private static List<Message> messages(JsonNode record) {
    if (record.isTextual()) {
      return List.of(new Message(Role.USER, record.textValue()));
    }
    if (record.isArray()) {
      return conversation(record);
    }
    if (!record.isObject()) {
      throw new WorkloadException("is neither text nor an object, but " + record.getNodeType());
    }
    for (String conversation : List.of("messages", "conversations", "conversation")) {
      if (record.path(conversation).isArray()) {
        return with(record, conversation(record.path(conversation)));
      }
    }
    if (record.path("body").isObject()) {
      return messages(record.path("body"));
    }
    String name =
        TEXTS.stream()
            .filter(text -> record.path(text).isTextual() || record.path(text).isArray())
            .findFirst()
            .orElseThrow(() -> new WorkloadException(holds(record)));
    if (record.path(name).isArray()) {
      return conversation(record.path(name));
    }
    String more = name.equals(INPUT) ? "" : record.path(INPUT).asText("");
    String text = record.path(name).textValue();
    return with(
        record, List.of(new Message(Role.USER, more.isBlank() ? text : text + "\n\n" + more)));
  }

  private static String holds(JsonNode record) {
    List<String> names = new ArrayList<>();
    record.fieldNames().forEachRemaining(names::add);
    return "has no prompt, but %s. Name it prompt (a text) or messages"
        .formatted(names.isEmpty() ? "nothing" : String.join(", ", names));
  }

  /** The same, told what to be by a field of the record. */
  private static List<Message> with(JsonNode record, List<Message> messages) {
    String system = record.path("system").asText("");
    boolean told = messages.stream().anyMatch(one -> one.role() == Role.SYSTEM);
    return system.isBlank() || told ? messages : new Prompt(messages).told(system).messages();
  }

  private static List<Message> conversation(JsonNode messages) {
    List<Message> all = new ArrayList<>();
    for (JsonNode message : messages) {
      all.add(
          message.isTextual()
              ? new Message(Role.USER, message.textValue())
              : new Message(role(message), text(message)));
    }
    if (all.stream().noneMatch(one -> one.role() == Role.USER)) {
      throw new WorkloadException("no message of it is the user's");
    }
    return all;
  }

  private static Role role(JsonNode message) {
    String said = message.path("role").asText(message.path("from").asText(""));
    return switch (said.toLowerCase(Locale.ROOT)) {
      case "user", "human" -> Role.USER;
      case "assistant", "gpt", "chatgpt", "bard", "bing", "model" -> Role.ASSISTANT;
      case "system", "developer" -> Role.SYSTEM;
      case "tool", "function" -> Role.TOOL;
      case "" -> throw new WorkloadException("a message has no role");
      default -> throw new WorkloadException("a message has the role %s".formatted(said));
    };
  }

  private static String text(JsonNode message) {
    JsonNode content = message.path("content");
    JsonNode text = content.isMissingNode() ? message.path("value") : content;
    if (!text.isArray()) {
      return text.asText("");
    }
    StringBuilder words = new StringBuilder();
    for (JsonNode part : text) {
      Optional<String> other =
          Optional.of(part.path("type").asText("text"))
              .filter(type -> !type.equals("text") && !type.equals("input_text"));
      if (other.isPresent()) {
        throw new WorkloadException(
            "a message holds a part of type %s, and only text is sent".formatted(other.get()));
      }
      words.append(part.isTextual() ? part.textValue() : part.path("text").asText(""));
    }
    return words.toString();
  }
}
