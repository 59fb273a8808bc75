package dev.paddock.telemetry.meter;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Sample.Gpu;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * Against a library made here, of C functions that are Java: the signatures are those of nvml.h, so
 * a call with another one shows; that a real card answers like this does not.
 */
class NvmlTest {
  private static final Arena ARENA = Arena.ofAuto();
  private static final int NOT_SUPPORTED = 3;

  private static final long CARD = 0xCA4D;

  private final Map<String, MemorySegment> functions = new HashMap<>();
  private final SymbolLookup library = name -> Optional.ofNullable(functions.get(name));

  interface Start {
    int call();
  }

  interface Into {
    int call(MemorySegment result);
  }

  interface IntoText {
    int call(MemorySegment result, int length);
  }

  interface ByIndex {
    int call(int index, MemorySegment result);
  }

  interface OfCard {
    int call(MemorySegment card, MemorySegment result);
  }

  interface OfCardText {
    int call(MemorySegment card, MemorySegment result, int length);
  }

  interface OfCardKind {
    int call(MemorySegment card, int kind, MemorySegment result);
  }

  /** Adds a function with the signature of this shape. */
  private <T> void function(String name, Class<T> shape, T answer) {
    MethodType type = type(shape);
    MemoryLayout[] parameters =
        type.parameterList().stream()
            .map(one -> one == int.class ? JAVA_INT : ADDRESS)
            .toArray(MemoryLayout[]::new);
    try {
      functions.put(
          name,
          Linker.nativeLinker()
              .upcallStub(
                  MethodHandles.lookup().findVirtual(shape, "call", type).bindTo(answer),
                  FunctionDescriptor.of(JAVA_INT, parameters),
                  ARENA));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodType type(Class<?> shape) {
    Method call = shape.getDeclaredMethods()[0];
    return MethodType.methodType(call.getReturnType(), call.getParameterTypes());
  }

  private void answers(String name, Into answer) {
    function(
        name,
        OfCard.class,
        (card, result) -> card.address() == CARD ? answer.call(result.reinterpret(24)) : 2);
  }

  private void aDriver() {
    function("nvmlInit_v2", Start.class, () -> 0);
    function("nvmlDeviceGetCount_v2", Into.class, result -> number(result.reinterpret(4), 1));
    function(
        "nvmlDeviceGetHandleByIndex_v2",
        ByIndex.class,
        (index, result) -> longs(result.reinterpret(8), CARD + index));
  }

  private static int number(MemorySegment result, int value) {
    result.set(JAVA_INT, 0, value);
    return 0;
  }

  private static int longs(MemorySegment result, long... values) {
    for (int i = 0; i < values.length; i++) {
      result.setAtIndex(JAVA_LONG, i, values[i]);
    }
    return 0;
  }

  private static int text(MemorySegment result, int length, String text) {
    result.reinterpret(length).setString(0, text);
    return 0;
  }

  private Gpu read() {
    return Nvml.of(library).orElseThrow().read().getFirst();
  }

  @Test
  void every_figure_is_read_in_its_unit_and_from_its_place() {
    aDriver();
    answers("nvmlDeviceGetUtilizationRates", result -> number(result, 87));
    answers("nvmlDeviceGetMemoryInfo", result -> longs(result, 80L << 30, 50L << 30, 30L << 30));
    answers("nvmlDeviceGetPowerUsage", result -> number(result, 312_500));
    answers("nvmlDeviceGetTotalEnergyConsumption", result -> longs(result, 5_000_001_500L));
    answers("nvmlDeviceGetCurrentClocksThrottleReasons", result -> longs(result, 0x04));
    answers("nvmlDeviceGetPowerManagementLimit", result -> number(result, 700_000));
    function(
        "nvmlDeviceGetClockInfo",
        OfCardKind.class,
        (card, kind, result) -> number(result.reinterpret(4), kind == 0 ? 1980 : 2619));
    function(
        "nvmlDeviceGetTemperature",
        OfCardKind.class,
        (card, kind, result) -> kind == 0 ? number(result.reinterpret(4), 61) : 2);
    function(
        "nvmlDeviceGetName",
        OfCardText.class,
        (card, result, length) ->
            text(result, length, "NVIDIA " + Long.toHexString(card.address())));
    function(
        "nvmlSystemGetDriverVersion",
        IntoText.class,
        (result, length) -> text(result, length, "570.86.10"));
    assertThat(read())
        .isEqualTo(
            new Gpu(
                OptionalDouble.of(0.87),
                OptionalLong.of(30L << 30),
                OptionalDouble.of(312.5),
                OptionalDouble.of(5_000_001.5),
                OptionalLong.of(1980),
                OptionalLong.of(2619),
                OptionalDouble.of(61),
                Optional.empty()));
    assertThat(Nvml.of(library).orElseThrow().fingerprint())
        .containsOnly(
            Map.entry("gpu.0", "NVIDIA ca4d"),
            Map.entry("gpu.0.driver", "570.86.10"),
            Map.entry("gpu.0.memory", "81920 MiB"),
            Map.entry("gpu.0.power_limit", "700 W"));
  }

  @Test
  void heat_counts_as_a_fault_and_a_power_limit_that_is_always_reached_does_not() {
    aDriver();
    answers(
        "nvmlDeviceGetCurrentClocksThrottleReasons", result -> longs(result, 0x01 | 0x02 | 0x04));
    assertThat(read().slowed()).isEmpty();
    answers(
        "nvmlDeviceGetCurrentClocksThrottleReasons", result -> longs(result, 0x04 | 0x20 | 0x80));
    assertThat(read().slowed()).contains("heat, by the driver; the power supply's brake");
  }

  @Test
  void what_a_driver_lacks_or_refuses_is_unknown() {
    aDriver();
    answers("nvmlDeviceGetPowerUsage", result -> NOT_SUPPORTED);
    assertThat(read())
        .isEqualTo(
            new Gpu(
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty()));
  }

  @Test
  void a_library_without_a_card_shows_no_card() {
    assertThat(Nvml.of(library)).isEmpty();
    function("nvmlInit_v2", Start.class, () -> 0);
    assertThat(Nvml.of(library)).isEmpty();
  }
}
