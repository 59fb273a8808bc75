package dev.paddock.benchmarks.json;

/**
 * A request to {@code /api/generate} as one would declare it for a library that writes objects,
 * named as on the wire.
 */
public record GenerateRequest(
    String model, String prompt, boolean stream, boolean truncate, boolean shift, Options options) {

  /** Options of the sampler and of the load. */
  @SuppressWarnings("MemberName")
  public record Options(int num_predict, int num_ctx, int seed, double temperature) {}

  /** What the suite asks with; only prompts differ. */
  static GenerateRequest asking(String prompt) {
    return new GenerateRequest(
        "llama3.2:3b", prompt, true, false, false, new Options(128, 4096, 42, 0.7));
  }
}
