package dev.paddock.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The connections of one loop, a platform thread each, and the end of them all. */
final class Senders {
  /** Two thousand threads of the usual 1 MB would ask for more address space than they need. */
  private static final long STACK = 256 * 1024;

  private final List<Sender> open = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** Opens one more connection, which {@code work} uses and this closes. */
  void start(Supplier<Sender> connect, Consumer<Sender> work) {
    synchronized (open) {
      Sender sender = connect.get();
      open.add(sender);
      threads.add(
          Thread.ofPlatform()
              .name("client-" + open.size())
              .daemon()
              .stackSize(STACK)
              .start(
                  () -> {
                    try (sender) {
                      work.accept(sender);
                    }
                  }));
      if (stopped.get()) {
        sender.cancel();
      }
    }
  }

  /** How many were opened so far. */
  int size() {
    synchronized (open) {
      return open.size();
    }
  }

  boolean stopped() {
    return stopped.get();
  }

  /** Cuts off what is under way. From any thread. */
  void stop() {
    stopped.set(true);
    synchronized (open) {
      open.forEach(Sender::cancel);
    }
  }

  /** Waits for the end of all, those that are opened meanwhile as well. */
  void await() {
    try {
      for (int i = 0; i < size(); i++) {
        thread(i).join();
      }
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    }
  }

  private Thread thread(int index) {
    synchronized (open) {
      return threads.get(index);
    }
  }

  /** Counts down once a connection stands, or has failed to. */
  static void connect(Sender sender, CountDownLatch ready) {
    try {
      sender.connect();
    } finally {
      ready.countDown();
    }
  }
}
