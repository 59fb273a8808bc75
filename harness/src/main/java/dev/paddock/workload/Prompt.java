package dev.paddock.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one request says to a model.
 *
 * @param messages in their order, at least one
 */
public record Prompt(List<Message> messages) {
  public Prompt {
    messages = List.copyOf(messages);
  }

  /** Who speaks. */
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL
  }

  /** One message. */
  public record Message(Role role, String text) {}

  /** One message of the user. */
  public static Prompt of(String text) {
    return new Prompt(List.of(new Message(Role.USER, text)));
  }

  /** What the model is told to be; empty where it is not. */
  public Optional<String> system() {
    return messages.stream()
        .filter(one -> one.role() == Role.SYSTEM)
        .map(Message::text)
        .findFirst();
  }

  /** All but what the model is told to be, as one text. */
  public String text() {
    return messages.stream()
        .filter(one -> one.role() != Role.SYSTEM)
        .map(Message::text)
        .collect(Collectors.joining("\n\n"));
  }

  /** Whether only a chat can say it: an earlier answer stands among its messages. */
  public boolean needsChat() {
    return messages.stream()
        .anyMatch(one -> one.role() == Role.ASSISTANT || one.role() == Role.TOOL);
  }

  /** All characters of its messages. */
  int characters() {
    return messages.stream().mapToInt(one -> one.text().length()).sum();
  }

  /** The same to a model that is told what to be by this, and by nothing else. */
  public Prompt told(String system) {
    return new Prompt(
        Stream.concat(
                Stream.of(new Message(Role.SYSTEM, system)),
                messages.stream().filter(one -> one.role() != Role.SYSTEM))
            .toList());
  }

  /** The same behind a first line. */
  Prompt after(String line) {
    List<Message> all = new ArrayList<>(messages);
    Message first = all.getFirst();
    all.set(0, new Message(first.role(), line + "\n" + first.text()));
    return new Prompt(all);
  }
}
