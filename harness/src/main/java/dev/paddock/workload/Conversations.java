package dev.paddock.workload;

import dev.paddock.workload.Prompt.Message;
import dev.paddock.workload.Prompt.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Prompts that are the turns of conversations: each sends all messages before it, with the answers
 * that are recorded, so that every cell reads the same.
 *
 * @param conversations the whole of each, by its number from 0
 * @param turns of each
 */
public record Conversations(IntFunction<List<Message>> conversations, int turns)
    implements Prompts {

  /** Of {@code turns} prompts in a row, with an answer between each and the next. */
  static List<Message> of(List<Prompt> prompts, IntFunction<String> answers) {
    List<Message> messages = new ArrayList<>();
    for (int turn = 0; turn < prompts.size(); turn++) {
      messages.addAll(prompts.get(turn).messages());
      messages.add(new Message(Role.ASSISTANT, answers.apply(turn)));
    }
    return messages;
  }

  @Override
  public Prompt prompt(int id) {
    return upTo(conversations.apply(id / turns), id % turns + 1);
  }

  /** All messages up to the user's message of this number, from 1. */
  static Prompt upTo(List<Message> messages, int turn) {
    int users = 0;
    for (int i = 0; i < messages.size(); i++) {
      users += opens(messages, i) ? 1 : 0;
      boolean last = i + 1 == messages.size() || messages.get(i + 1).role() == Role.ASSISTANT;
      if (users == turn && last) {
        return new Prompt(messages.subList(0, i + 1));
      }
    }
    throw new IllegalArgumentException("the conversation has no turn " + turn);
  }

  /** How many turns a conversation has. */
  static int turns(List<Message> messages) {
    int turns = 0;
    for (int i = 0; i < messages.size(); i++) {
      turns += opens(messages, i) ? 1 : 0;
    }
    return turns;
  }

  /** Whether a turn begins: the user speaks, and did not just before. */
  private static boolean opens(List<Message> messages, int i) {
    return messages.get(i).role() == Role.USER
        && (i == 0 || messages.get(i - 1).role() != Role.USER);
  }
}
