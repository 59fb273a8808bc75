package dev.paddock.telemetry.meter;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.paddock.record.Sample.Gpu;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * NVIDIA's cards, by the library that comes with their driver.
 *
 * <p>OSHI 7.5 calls the same library, but starts and ends it for every single figure, has no use of
 * a card on Linux, and knows neither the counter of energy nor why a card is slowed down. A
 * function that a driver lacks, or does not allow for a card, leaves its figure empty.
 */
final class Nvml implements Cards {
  private static final List<String> NAMES = List.of("libnvidia-ml.so.1", "nvml.dll");
  private static final int TEXT = 96;
  private static final int GRAPHICS = 0;
  private static final int MEMORY = 2;
  private static final int OF_THE_CHIP = 0;

  /** Three words of 64 bits: total, free, used. */
  private static final int USED = 2;

  /** The bits of nvmlClocksThrottleReasons that are no setting but a fault; from nvml.h. */
  private static final Map<Long, String> FAULTS =
      new TreeMap<>(
          Map.of(
              0x08L, "heat or power, by hardware",
              0x20L, "heat, by the driver",
              0x40L, "heat, by hardware",
              0x80L, "the power supply's brake"));

  /** The functions of (device, pointer to a result). */
  private enum Of {
    USE("nvmlDeviceGetUtilizationRates"),
    MEMORY_INFO("nvmlDeviceGetMemoryInfo"),
    MILLIWATTS("nvmlDeviceGetPowerUsage"),
    MILLIJOULES("nvmlDeviceGetTotalEnergyConsumption"),
    SLOWED("nvmlDeviceGetCurrentClocksThrottleReasons"),
    POWER_LIMIT("nvmlDeviceGetPowerManagementLimit");

    private final String function;

    Of(String function) {
      this.function = function;
    }
  }

  private static final FunctionDescriptor RESULT =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
  private static final FunctionDescriptor KIND_RESULT =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  private static final FunctionDescriptor TEXT_RESULT =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);

  private final SymbolLookup library;
  private final MemorySegment result = Arena.ofAuto().allocate(TEXT, Long.BYTES);
  private final Map<Of, MethodHandle> functions = new EnumMap<>(Of.class);
  private final Optional<MethodHandle> clock;
  private final Optional<MethodHandle> temperature;
  private final List<MemorySegment> cards = new ArrayList<>();

  private Nvml(SymbolLookup library) {
    this.library = library;
    for (Of one : Of.values()) {
      function(one.function, RESULT).ifPresent(handle -> functions.put(one, handle));
    }
    clock = function("nvmlDeviceGetClockInfo", KIND_RESULT);
    temperature = function("nvmlDeviceGetTemperature", KIND_RESULT);
  }

  /** Starts the library; empty where there is none, or no card that it knows. */
  static Optional<Nvml> open() {
    return NAMES.stream().flatMap(name -> library(name).stream()).findFirst().flatMap(Nvml::of);
  }

  private static Optional<SymbolLookup> library(String name) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no such driver here
    }
  }

  /** The same of a library that is loaded. */
  static Optional<Nvml> of(SymbolLookup library) {
    Nvml nvml = new Nvml(library);
    return nvml.start() ? Optional.of(nvml) : Optional.empty();
  }

  private boolean start() {
    boolean started =
        function("nvmlInit_v2", FunctionDescriptor.of(JAVA_INT))
            .filter(init -> succeeds(init))
            .isPresent();
    Optional<MethodHandle> count =
        function("nvmlDeviceGetCount_v2", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    Optional<MethodHandle> byIndex =
        function(
            "nvmlDeviceGetHandleByIndex_v2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    if (!started || byIndex.isEmpty() || count.filter(one -> succeeds(one, result)).isEmpty()) {
      return false;
    }
    int number = result.get(JAVA_INT, 0);
    for (int i = 0; i < number; i++) {
      if (succeeds(byIndex.get(), i, result)) {
        cards.add(result.get(ADDRESS, 0));
      }
    }
    return !cards.isEmpty();
  }

  private Optional<MethodHandle> function(String name, FunctionDescriptor descriptor) {
    return library.find(name).map(at -> Linker.nativeLinker().downcallHandle(at, descriptor));
  }

  private static boolean succeeds(MethodHandle function, Object... arguments) {
    try {
      return (int) function.invokeWithArguments(arguments) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("a call that only returns a number", e);
    }
  }

  @Override
  public synchronized List<Gpu> read() {
    return cards.stream().map(this::read).toList();
  }

  private Gpu read(MemorySegment card) {
    return new Gpu(
        scaled(word(Of.USE, card), 100),
        used(card),
        scaled(word(Of.MILLIWATTS, card), 1000),
        scaled(doubleWord(Of.MILLIJOULES, card), 1000),
        kind(clock, card, GRAPHICS),
        kind(clock, card, MEMORY),
        scaled(kind(temperature, card, OF_THE_CHIP), 1),
        slowed(card));
  }

  private boolean ask(Of what, MemorySegment card) {
    MethodHandle function = functions.get(what);
    result.fill((byte) 0);
    return function != null && succeeds(function, card, result);
  }

  private OptionalLong word(Of what, MemorySegment card) {
    return ask(what, card)
        ? OptionalLong.of(Integer.toUnsignedLong(result.get(JAVA_INT, 0)))
        : OptionalLong.empty();
  }

  private OptionalLong doubleWord(Of what, MemorySegment card) {
    return ask(what, card) ? OptionalLong.of(result.get(JAVA_LONG, 0)) : OptionalLong.empty();
  }

  private OptionalLong used(MemorySegment card) {
    return ask(Of.MEMORY_INFO, card)
        ? OptionalLong.of(result.getAtIndex(JAVA_LONG, USED))
        : OptionalLong.empty();
  }

  private OptionalLong kind(Optional<MethodHandle> function, MemorySegment card, int kind) {
    return function.isPresent() && succeeds(function.get(), card, kind, result)
        ? OptionalLong.of(Integer.toUnsignedLong(result.get(JAVA_INT, 0)))
        : OptionalLong.empty();
  }

  private Optional<String> slowed(MemorySegment card) {
    long reasons = doubleWord(Of.SLOWED, card).orElse(0);
    String words =
        FAULTS.entrySet().stream()
            .filter(fault -> (reasons & fault.getKey()) != 0)
            .map(Map.Entry::getValue)
            .collect(Collectors.joining("; "));
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  private static OptionalDouble scaled(OptionalLong value, double by) {
    return value.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(value.getAsLong() / by);
  }

  @Override
  public synchronized List<SortedMap<String, String>> facts() {
    Optional<String> driver =
        text(
            function(
                "nvmlSystemGetDriverVersion", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT)));
    return cards.stream().map(card -> facts(card, driver)).toList();
  }

  private SortedMap<String, String> facts(MemorySegment card, Optional<String> driver) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("", text(function("nvmlDeviceGetName", TEXT_RESULT), card).orElse("NVIDIA"));
    driver.ifPresent(version -> facts.put("driver", version));
    if (ask(Of.MEMORY_INFO, card)) {
      facts.put("memory", "%d MiB".formatted(result.get(JAVA_LONG, 0) >> 20));
    }
    word(Of.POWER_LIMIT, card)
        .ifPresent(limit -> facts.put("power_limit", "%d W".formatted(limit / 1000)));
    return facts;
  }

  private Optional<String> text(Optional<MethodHandle> function, MemorySegment... of) {
    Object[] arguments = Stream.concat(Arrays.stream(of), Stream.of(result, TEXT)).toArray();
    result.fill((byte) 0);
    return function
        .filter(one -> succeeds(one, arguments))
        .map(one -> result.getString(0))
        .filter(text -> !text.isBlank());
  }
}
