package dev.paddock.record;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The machine at one moment of a trial; a line of {@code telemetry.jsonl}. What is dear to read is
 * not in every sample.
 *
 * @param at nanoseconds of the monotonic clock, the one of the requests
 * @param memory resident bytes of the server's process tree, or the model's size where the server
 *     runs elsewhere
 * @param mapped bytes of these that are pages of files, such as a model's weights, or shared; what
 *     two processes map both count
 * @param vram bytes on the GPU, as the server says
 * @param serverCpu CPU seconds that the server's process tree has used since it was first seen
 * @param clientCpu CPU seconds that this process has used since its start
 * @param samplerCpu CPU seconds of these that sampling has taken
 * @param machine as a whole; in some samples
 * @param gpus as the driver tells, in the order of the fingerprint; in some samples
 */
public record Sample(
    long at,
    OptionalLong memory,
    OptionalLong mapped,
    OptionalLong vram,
    OptionalDouble serverCpu,
    OptionalDouble clientCpu,
    OptionalDouble samplerCpu,
    Optional<Machine> machine,
    Optional<List<Gpu>> gpus) {
  public Sample {
    gpus = gpus.map(List::copyOf);
  }

  /** What only the server's API tells of a model that is loaded: its size, and that on the GPU. */
  public static Sample ofModel(long at, OptionalLong size, long vram) {
    return new Sample(
        at,
        size,
        OptionalLong.empty(),
        OptionalLong.of(vram),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The whole machine.
   *
   * @param cpu CPU seconds that all cores together were busy since the machine's start, what a
   *     hypervisor took included
   * @param thermal how many times cores were slowed down because of heat so far
   * @param quota in how many periods a CPU quota held this process up so far
   * @param swapped bytes that went to swap or came from it so far
   * @param clock the mean clock of its cores, in MHz
   * @param clockLimit the highest clock that the core with the lowest limit may run at, in MHz
   * @param energy joules that processors and memory took since the trial's first sample
   */
  public record Machine(
      OptionalDouble cpu,
      OptionalLong thermal,
      OptionalLong quota,
      OptionalLong swapped,
      OptionalLong clock,
      OptionalLong clockLimit,
      OptionalDouble energy) {}

  /**
   * One graphics card.
   *
   * @param busy share of the last moments in which it computed, 0 to 1
   * @param used bytes of its memory in use, by whatever program
   * @param watts that it draws
   * @param energy joules that it took since its driver was loaded
   * @param clock of its cores, in MHz
   * @param memoryClock in MHz
   * @param celsius its temperature
   * @param slowed why it runs slower than it could because of heat or its power supply; empty where
   *     it does not, or does not tell
   */
  public record Gpu(
      OptionalDouble busy,
      OptionalLong used,
      OptionalDouble watts,
      OptionalDouble energy,
      OptionalLong clock,
      OptionalLong memoryClock,
      OptionalDouble celsius,
      Optional<String> slowed) {}
}
