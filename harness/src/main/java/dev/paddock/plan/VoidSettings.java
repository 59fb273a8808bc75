package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.settings.GoBoolean;
import dev.paddock.settings.ModelFamilies;
import dev.paddock.settings.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which settings of a plan cannot take effect here, and which cells cannot run, as far as that is
 * known beforehand. A trial that sets them all the same is invalid by its read-back; these
 * sentences save the night.
 */
public final class VoidSettings {
  private static final String CONTEXT = "num_ctx";
  private static final String SLOTS = "OLLAMA_NUM_PARALLEL";
  private static final String FLASH = "OLLAMA_FLASH_ATTENTION";
  private static final String CACHE_TYPE = "OLLAMA_KV_CACHE_TYPE";

  private static final Set<String> NOT_QUANTISED = Set.of("f32", "f16", "bf16");

  private static final SortedMap<String, String> OVERWRITTEN_BY =
      new TreeMap<>(
          Map.of(
              "LLAMA_ARG_CTX_SIZE", CONTEXT,
              "LLAMA_ARG_N_PARALLEL", SLOTS,
              "LLAMA_ARG_FLASH_ATTN", FLASH,
              "LLAMA_ARG_BATCH", "num_batch",
              "LLAMA_ARG_UBATCH", "num_batch"));

  private VoidSettings() {}

  /** Sentences that begin with {@code void:} or {@code infeasible:}; none where all can hold. */
  public static List<String> of(Experiment experiment, Plan plan, Circumstances circumstances) {
    if (experiment.target().kind() == TargetSpec.Kind.JMH) {
      return List.of();
    }
    Asked asked = new Asked(experiment, plan, circumstances);
    return Stream.of(Rule.values()).flatMap(rule -> rule.of(asked)).toList();
  }

  /** What is planned, and where. */
  private record Asked(Experiment experiment, Plan plan, Circumstances circumstances) {
    /** The values of a setting over all cells, in their order, each once. */
    Stream<Value> values(String name) {
      return plan.cells().stream()
          .map(cell -> experiment.settings(cell.levels()).get(name))
          .flatMap(Stream::ofNullable)
          .filter(value -> !(value instanceof Value.Unset))
          .distinct();
    }

    /** Its whole numbers. */
    Stream<Long> wholes(String name) {
      return values(name)
          .flatMap(
              value -> value instanceof Value.Whole(long number) ? Stream.of(number) : Stream.of());
    }

    /** The cells of which something holds, by id; empty where of none. */
    Optional<String> cells(Predicate<Map<String, Value>> holds) {
      String ids =
          plan.cells().stream()
              .filter(cell -> holds.test(experiment.settings(cell.levels())))
              .map(Cell::id)
              .collect(Collectors.joining(", "));
      return ids.isEmpty() ? Optional.empty() : Optional.of(ids);
    }

    Stream<Circumstances.Model> models() {
      return circumstances.models().stream();
    }

    boolean noGpu() {
      return circumstances.seesGpu().filter(sees -> !sees).isPresent();
    }
  }

  /** One thing that makes settings void; a new one is one constant. */
  private enum Rule {
    LAYERS_WITHOUT_GPU {
      @Override
      Stream<String> of(Asked asked) {
        boolean wanted =
            asked
                .values("num_gpu")
                .anyMatch(
                    value ->
                        value instanceof Value.Max
                            || (value instanceof Value.Whole(long layers) && layers > 0));
        return asked.noGpu() && wanted
            ? Stream.of(
                "void: num_gpu: the server sees no GPU, so every layer stays on the CPU. Trials"
                    + " that ask for layers there will be invalid: leave num_gpu out")
            : Stream.of();
      }
    },
    DEVICES_WITHOUT_GPU {
      @Override
      Stream<String> of(Asked asked) {
        return asked.noGpu()
            ? Stream.of("main_gpu", "OLLAMA_SCHED_SPREAD", "OLLAMA_GPU_OVERHEAD")
                .filter(name -> asked.values(name).findAny().isPresent())
                .map("void: %s: the server sees no GPU"::formatted)
            : Stream.of();
      }
    },
    LAYERS_OVER_MODEL {
      @Override
      Stream<String> of(Asked asked) {
        return asked
            .models()
            .filter(model -> model.layers() > 0)
            .flatMap(
                model ->
                    asked
                        .wholes("num_gpu")
                        .filter(layers -> layers > model.layers())
                        .map(
                            layers ->
                                "void: num_gpu %d: %s has %d layers, so it means all of them"
                                    .formatted(layers, model.name(), model.layers())));
      }
    },
    CONTEXT_OVER_TRAINED {
      @Override
      Stream<String> of(Asked asked) {
        return asked
            .models()
            .filter(model -> model.trainedContext() > 0)
            .flatMap(
                model ->
                    Stream.of(CONTEXT, "OLLAMA_CONTEXT_LENGTH")
                        .flatMap(
                            name ->
                                asked
                                    .wholes(name)
                                    .filter(tokens -> tokens > model.trainedContext())
                                    .map(
                                        tokens ->
                                            ("void: %s %d: %s was trained for %d tokens, and Ollama"
                                                    + " clamps the context to that")
                                                .formatted(
                                                    name,
                                                    tokens,
                                                    model.name(),
                                                    model.trainedContext()))));
      }
    },
    SLOTS_OF_FAMILY {
      @Override
      Stream<String> of(Asked asked) {
        return asked
            .models()
            .filter(model -> ModelFamilies.haveOneSlot(model.family()))
            .filter(model -> asked.wholes(SLOTS).anyMatch(slots -> slots > 1))
            .map(
                model ->
                    "void: %s: Ollama serves the family %s (%s) one request at a time"
                        .formatted(SLOTS, model.family(), model.name()));
      }
    },
    CACHE_TYPE_WITHOUT_FLASH {
      @Override
      Stream<String> of(Asked asked) {
        return asked
            .cells(
                settings ->
                    isQuantised(settings.get(CACHE_TYPE))
                        && settings.get(FLASH) != null
                        && !GoBoolean.isOn(String.valueOf(settings.get(FLASH))))
            .map(
                cells ->
                    ("infeasible: %s: a quantised V cache needs flash attention, and %s turns it"
                            + " off: the model will not load")
                        .formatted(cells, FLASH))
            .stream();
      }
    },
    FLASH_BY_ODD_TEXT {
      @Override
      Stream<String> of(Asked asked) {
        return asked
            .values(FLASH)
            .filter(
                value ->
                    value instanceof Value.Text(String text) && GoBoolean.parse(text).isEmpty())
            .map(
                value ->
                    "void: %s %s: that is no boolean, and Ollama takes it for true"
                        .formatted(FLASH, value));
      }
    },
    BATCH_OVER_CONTEXT {
      @Override
      Stream<String> of(Asked asked) {
        return asked
            .cells(
                settings -> {
                  OptionalLong batch = whole(settings, "num_batch");
                  OptionalLong context = whole(settings, CONTEXT);
                  long slots = whole(settings, SLOTS).orElse(1);
                  return batch.isPresent()
                      && context.isPresent()
                      && batch.getAsLong() > context.getAsLong() * slots;
                })
            .map(
                cells ->
                    "void: num_batch in %s: a batch is no larger than the context of all slots"
                        .formatted(cells))
            .stream();
      }
    },
    CONTEXT_LENGTH_UNDER_REQUESTS {
      @Override
      Stream<String> of(Asked asked) {
        return both(asked, "OLLAMA_CONTEXT_LENGTH", CONTEXT);
      }
    },
    KEEP_ALIVE_UNDER_REQUESTS {
      @Override
      Stream<String> of(Asked asked) {
        return both(asked, "OLLAMA_KEEP_ALIVE", "keep_alive");
      }
    },
    /** {@code llm/llama_server.go} of Ollama 0.33.0 always passes these on its command line. */
    OVERWRITTEN {
      @Override
      Stream<String> of(Asked asked) {
        if (asked.experiment().target().kind() != TargetSpec.Kind.OLLAMA) {
          return Stream.of();
        }
        return OVERWRITTEN_BY.entrySet().stream()
            .filter(one -> asked.values(one.getKey()).findAny().isPresent())
            .map(
                one ->
                    "void: %s: Ollama passes that argument itself. Set %s"
                        .formatted(one.getKey(), one.getValue()));
      }
    };

    abstract Stream<String> of(Asked asked);
  }

  private static Stream<String> both(Asked asked, String variable, String option) {
    boolean overruled =
        asked.values(variable).findAny().isPresent() && asked.values(option).findAny().isPresent();
    return overruled
        ? Stream.of(
            "void: %s: every request carries %s, which goes before it".formatted(variable, option))
        : Stream.of();
  }

  private static boolean isQuantised(@Nullable Value type) {
    return type instanceof Value.Text(String text) && !NOT_QUANTISED.contains(text);
  }

  private static OptionalLong whole(Map<String, Value> settings, String name) {
    return settings.get(name) instanceof Value.Whole(long number)
        ? OptionalLong.of(number)
        : OptionalLong.empty();
  }
}
