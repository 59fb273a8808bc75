package dev.paddock.load;

/** Waits for a time that a test can pass in none. */
@FunctionalInterface
public interface Sleeper {
  void sleep(long nanos) throws InterruptedException;
}
