package dev.paddock.telemetry.meter;

import dev.paddock.record.Sample.Gpu;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import oshi.SystemInfo;
import oshi.hardware.GpuStats;
import oshi.hardware.GraphicsCard;

/**
 * Graphics cards by OSHI 7.5: AMD's and, in part, Intel's by the files of their Linux drivers,
 * Apple's by IOReport, all on Windows. None counts energy or says why it runs slower.
 */
final class OshiCards implements Cards {
  private final List<GraphicsCard> cards;
  private final List<GpuStats> sessions;

  OshiCards(List<GraphicsCard> cards) {
    this.cards = cards;
    this.sessions = cards.stream().map(GraphicsCard::createStatsSession).toList();
    read(); // the first reading of some figures only sets their start
  }

  /**
   * Those of this machine.
   *
   * @param vendor whose cards are left out, because something else reads them; empty for none
   */
  static OshiCards without(String vendor) {
    return new OshiCards(
        new SystemInfo()
            .getHardware().getGraphicsCards().stream()
                .filter(card -> vendor.isEmpty() || !is(card, vendor))
                .toList());
  }

  private static boolean is(GraphicsCard card, String vendor) {
    return (card.getVendor() + " " + card.getName()).toUpperCase(Locale.ROOT).contains(vendor);
  }

  @Override
  public List<Gpu> read() {
    return sessions.stream().map(OshiCards::read).toList();
  }

  private static Gpu read(GpuStats card) {
    double busy = card.getGpuUtilization();
    return new Gpu(
        known(busy < 0 ? busy : busy / 100),
        known(card.getVramUsed()),
        known(card.getPowerDraw()),
        OptionalDouble.empty(),
        known(card.getCoreClockMhz()),
        known(card.getMemoryClockMhz()),
        known(card.getTemperature()),
        Optional.empty());
  }

  private static OptionalDouble known(double value) {
    return value < 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static OptionalLong known(long value) {
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  @Override
  public List<SortedMap<String, String>> facts() {
    return cards.stream().map(OshiCards::facts).toList();
  }

  private static SortedMap<String, String> facts(GraphicsCard card) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("", card.getName());
    String driver = card.getVersionInfo();
    if (!driver.isBlank() && !driver.equals("unknown")) {
      facts.put("driver", driver);
    }
    if (card.getVRam() > 0) {
      facts.put("memory", "%d MiB".formatted(card.getVRam() >> 20));
    }
    return facts;
  }
}
