package dev.paddock.benchmarks.clients;

import java.io.IOException;

/** A client of Ollama that chats with one server. */
interface ChatClient extends AutoCloseable {
  /** The model that all ask for; the server does not care. */
  String MODEL = "llama3.2:3b";

  /** What all ask. */
  String QUESTION = "Why do paddocks have fences?";

  /** So long an answer may take. */
  long MOST_SECONDS = 60;

  /**
   * Asks, hands over each piece of the answer's text, and returns when the answer is whole.
   *
   * @throws IOException where it does not become whole
   */
  void ask(Said said) throws IOException, InterruptedException;

  /** Closes its connections and ends its threads, as far as the library lets one do so. */
  @Override
  void close();
}
