package dev.paddock.telemetry.meter;

import dev.paddock.record.Sample.Gpu;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The graphics cards of a machine, read again and again. */
public interface Cards {
  /** What each tells now, always in the same order. */
  List<Gpu> read();

  /** What each is, in the same order: name, driver, memory; for a fingerprint. */
  List<SortedMap<String, String>> facts();

  /** Those of this machine, looked for once: that starts programs on some systems. */
  static Cards real() {
    return Real.CARDS;
  }

  /** Holds them, and with them the driver, for as long as this JVM runs. */
  final class Real {
    private static final Cards CARDS = found();

    private Real() {}

    private static Cards found() {
      List<Cards> all = new ArrayList<>();
      Nvml.open().ifPresent(all::add);
      all.add(OshiCards.without(all.isEmpty() ? "" : "NVIDIA"));
      return all(all);
    }
  }

  /** All of these, one after the other. */
  static Cards all(List<Cards> all) {
    return new Cards() {
      @Override
      public List<Gpu> read() {
        return all.stream().flatMap(cards -> cards.read().stream()).toList();
      }

      @Override
      public List<SortedMap<String, String>> facts() {
        return all.stream().flatMap(cards -> cards.facts().stream()).toList();
      }
    };
  }

  /** The facts of all, by dotted name: {@code gpu.0}, {@code gpu.0.driver} and so on. */
  default SortedMap<String, String> fingerprint() {
    SortedMap<String, String> all = new TreeMap<>();
    int number = 0;
    for (SortedMap<String, String> card : facts()) {
      String prefix = "gpu." + number++;
      card.forEach((name, value) -> all.put(name.isEmpty() ? prefix : prefix + "." + name, value));
    }
    return all;
  }
}
