package dev.paddock.readback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A model in a server's memory, as its API tells.
 *
 * @param context tokens of each slot; 0 where the server does not say
 * @param size bytes in all; 0 where the server does not say
 * @param vram bytes of these on the GPU
 * @param stays how long the server will keep it from now on; empty where it does not say
 * @param beside names of other models in its memory
 */
public record LoadedModel(
    long context, long size, long vram, Optional<Duration> stays, List<String> beside) {
  public LoadedModel {
    beside = List.copyOf(beside);
  }
}
