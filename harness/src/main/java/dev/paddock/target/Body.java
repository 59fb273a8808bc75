package dev.paddock.target;

import dev.paddock.client.Protocol;
import dev.paddock.workload.Prompt;
import java.util.Optional;

/** Request bodies for one cell, in one of the ways that Paddock speaks. */
public sealed interface Body permits OllamaBody, OpenAiBody {
  /** How these bodies are sent and their answers read. */
  Protocol protocol();

  /** The same for answers of so many tokens. */
  Body answering(int tokens);

  /**
   * A streamed request for as many tokens as the cell wants.
   *
   * @throws dev.paddock.workload.WorkloadException where this way of asking cannot say the prompt
   */
  byte[] stream(Prompt prompt);

  /** A request for one token, which tells how many tokens the prompt has. */
  byte[] count(Prompt prompt);

  /** A request that only loads the model; empty where a server has its model from the start. */
  Optional<byte[]> preload();

  /** The settings whose change makes the server load the model anew, as one comparable text. */
  String loadKey();
}
