package dev.paddock.readback.trouble;

import dev.paddock.readback.trouble.Telltale.Effect;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a whole log tells of trouble: its telling lines, without those that the lines around them
 * take back. A server that finds too little memory at a first try and then loads the model is well,
 * as is one that leaves one GPU aside and uses another.
 */
public final class LogTrouble {
  private static final Pattern BEGINS =
      Pattern.compile("msg=\"starting (?:llama-server|runner|llama server|llama runner)\"");
  private static final Pattern ENDS_WELL =
      Pattern.compile("(?:llama runner|llama-server) started in \\d|main: model loaded");
  private static final Pattern ENDS_BADLY =
      Pattern.compile(
          "Load failed|error loading llama server|process has terminated|llama runner"
              + " terminated|llama-server terminated|no longer running|runtime OOM"
              + " detected|panic:|SIG[A-Z]+: ");
  private static final Pattern TRIED_AGAIN =
      Pattern.compile("retrying without pipeline parallelism");

  /** So many lines may stand between a try that failed and the word that another follows. */
  private static final int NEAR = 6;

  private static final Pattern ASKED_FOR_LAYERS =
      Pattern.compile(
          "msg=\"starting llama-server\".* (?:-ngl|--n-gpu-layers) \\d"
              + "|msg=offload .*\\blayers\\.requested=\\d");
  private static final Pattern COMPUTE =
      Pattern.compile("msg=\"inference compute\" .*?\\blibrary=(\\w+)");

  private final List<String> lines;
  private final Optional<Boolean> usesGpu;

  private LogTrouble(List<String> lines) {
    this.lines = lines;
    List<String> libraries =
        lines.stream()
            .map(COMPUTE::matcher)
            .filter(Matcher::find)
            .map(compute -> compute.group(1))
            .toList();
    this.usesGpu =
        libraries.isEmpty()
            ? Optional.empty()
            : Optional.of(libraries.stream().anyMatch(one -> !one.equalsIgnoreCase("cpu")));
  }

  /** What the lines of a log tell, in their order. */
  public static List<Told> in(List<String> lines) {
    return new LogTrouble(List.copyOf(lines)).told();
  }

  private List<Told> told() {
    List<Told> said =
        IntStream.range(0, lines.size())
            .boxed()
            .flatMap(number -> Telltale.of(lines.get(number), number).stream())
            .toList();
    List<Told> all = said.stream().filter(one -> holds(one, said)).toList();
    boolean explained = all.stream().anyMatch(LogTrouble::explains);
    return all.stream().filter(one -> !explained || one.kind() != Telltale.DIED).toList();
  }

  private static boolean explains(Told one) {
    return one.kind().effect() == Effect.ENDS_LOAD && one.kind() != Telltale.DIED;
  }

  private boolean holds(Told one, List<Told> said) {
    return switch (one.kind().effect()) {
      case ENDS_LOAD -> !loadedAllTheSame(one.number());
      case HIDES_GPU -> !usesGpu.orElse(false);
      case ENDS_SERVER, VOIDS -> true;
      case HARMS -> one.kind() != Telltale.OFFLOADED || leavesLayersBehind(one, said);
    };
  }

  private boolean loadedAllTheSame(int number) {
    if (first(TRIED_AGAIN, number, Math.min(lines.size(), number + NEAR)).isPresent()) {
      return true;
    }
    OptionalInt well = first(ENDS_WELL, number, lines.size());
    return well.isPresent() && first(ENDS_BADLY, number, well.getAsInt()).isEmpty();
  }

  /** Fit and probe passes print the line as well: of a load the last one counts. */
  private boolean leavesLayersBehind(Told one, List<Told> said) {
    boolean all = one.named().equals(one.more());
    boolean none = one.named().equals("0") && !usesGpu.orElse(false);
    int end = first(BEGINS, one.number() + 1, lines.size()).orElse(lines.size());
    boolean saidAgain =
        said.stream()
            .anyMatch(
                later ->
                    later.kind() == Telltale.OFFLOADED
                        && later.number() > one.number()
                        && later.number() < end);
    int begin =
        IntStream.iterate(one.number(), number -> number >= 0, number -> number - 1)
            .filter(number -> BEGINS.matcher(lines.get(number)).find())
            .findFirst()
            .orElse(0);
    return !all
        && !none
        && !saidAgain
        && first(ASKED_FOR_LAYERS, Math.max(0, begin - NEAR), end).isEmpty();
  }

  private OptionalInt first(Pattern pattern, int from, int to) {
    return IntStream.range(from, to)
        .filter(number -> pattern.matcher(lines.get(number)).find())
        .findFirst();
  }
}
