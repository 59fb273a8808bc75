package dev.paddock.engine.llama;

import de.kherud.llama.LlamaIterator;
import java.lang.reflect.Field;

/**
 * The number that llama.cpp gave to a completion, under which its log tells counts and times. The
 * binding knows it but keeps it to itself; where it cannot be had, times are measured from outside.
 */
final class TaskNumber {
  private TaskNumber() {}

  /** The number, or -1 where the binding has hidden it better than it used to. */
  static int of(LlamaIterator completion) {
    try {
      Field field = LlamaIterator.class.getDeclaredField("taskId");
      field.setAccessible(true);
      return field.getInt(completion);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return -1;
    }
  }
}
