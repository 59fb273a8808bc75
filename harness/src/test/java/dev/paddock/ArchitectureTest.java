package dev.paddock;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of the house: which room knows which. */
class ArchitectureTest {
  private static final String ALL = "*";

  /** Each room, and the rooms that it may know. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("settings.parse", Set.of()),
          Map.entry("settings", Set.of("settings.parse")),
          Map.entry("settings.trap", Set.of("settings.parse", "settings")),
          Map.entry("stats", Set.of()),
          Map.entry("record", Set.of("stats")),
          Map.entry("experiment", Set.of("settings", "settings.parse", "record")),
          Map.entry("experiment.yaml", Set.of("settings", "experiment")),
          Map.entry(
              "experiment.file",
              Set.of("settings", "settings.parse", "record", "experiment", "experiment.yaml")),
          Map.entry("plan", Set.of("settings", "settings.trap", "record", "stats", "experiment")),
          Map.entry("workload", Set.of("settings", "experiment")),
          Map.entry("check", Set.of("experiment", "workload")),
          Map.entry("client.frame", Set.of()),
          Map.entry("client.wire", Set.of("record", "client.frame")),
          Map.entry("client.decode", Set.of("record", "client.frame")),
          Map.entry("client", Set.of("record", "client.frame", "client.wire", "client.decode")),
          Map.entry("load", Set.of("experiment", "workload", "client", "client.wire", "record")),
          Map.entry("readback.trouble", Set.of("record")),
          Map.entry(
              "readback",
              Set.of("readback.trouble", "settings", "settings.parse", "settings.trap")),
          Map.entry(
              "target",
              Set.of(
                  "settings", "experiment", "workload", "client", "readback", "readback.trouble")),
          Map.entry("telemetry.meter", Set.of("record")),
          Map.entry("telemetry", Set.of("telemetry.meter", "record")),
          Map.entry(
              "journal", Set.of("settings", "experiment", "experiment.file", "plan", "record")),
          Map.entry("summary", Set.of("record", "stats", "journal")),
          Map.entry(
              "figures",
              Set.of("settings", "record", "stats", "experiment", "plan", "journal", "summary")),
          Map.entry(
              "analysis",
              Set.of(
                  "settings",
                  "record",
                  "stats",
                  "experiment",
                  "plan",
                  "journal",
                  "figures",
                  "summary")),
          Map.entry("steer", Set.of("record", "stats", "experiment", "plan", "journal", "figures")),
          Map.entry("compare", Set.of("settings", "record", "stats", "figures", "summary")),
          Map.entry("findings", Set.of("record", "summary")),
          Map.entry("wording", Set.of("settings", "record", "summary", "findings")),
          Map.entry("engine", Set.of()),
          Map.entry("engine.gguf", Set.of("engine")),
          Map.entry("engine.llama", Set.of("engine", "engine.gguf")),
          Map.entry("engine.pace", Set.of("engine")),
          Map.entry(
              "run",
              Set.of(
                  "settings",
                  "record",
                  "experiment",
                  "plan",
                  "workload",
                  "check",
                  "client",
                  "client.wire",
                  "load",
                  "readback",
                  "readback.trouble",
                  "target",
                  "telemetry",
                  "journal",
                  "figures",
                  "steer")),
          Map.entry("report.markup", Set.of("settings", "record", "summary")),
          Map.entry("report.chart", Set.of("record", "summary", "wording", "report.markup")),
          Map.entry(
              "report.page",
              Set.of(
                  "settings",
                  "record",
                  "journal",
                  "summary",
                  "wording",
                  "report.markup",
                  "report.chart")),
          Map.entry(
              "report",
              Set.of(
                  "record",
                  "journal",
                  "summary",
                  "compare",
                  "wording",
                  "report.markup",
                  "report.chart",
                  "report.page")),
          Map.entry(
              "calibrate",
              Set.of(
                  "record",
                  "stats",
                  "experiment",
                  "client",
                  "client.wire",
                  "load",
                  "target",
                  "telemetry",
                  "journal",
                  "engine",
                  "engine.pace")),
          Map.entry("export", Set.of("settings", "record", "plan", "journal")),
          Map.entry("doctor.text", Set.of()),
          Map.entry("doctor.service", Set.of("settings.parse", "settings", "doctor.text")),
          Map.entry(
              "doctor.read", Set.of("settings", "settings.parse", "doctor.service", "doctor.text")),
          Map.entry(
              "doctor.host",
              Set.of(
                  "settings.parse",
                  "settings",
                  "client",
                  "readback.trouble",
                  "readback",
                  "target",
                  "telemetry",
                  "doctor.text",
                  "doctor.service",
                  "doctor.read")),
          Map.entry(
              "doctor",
              Set.of(
                  "settings",
                  "settings.parse",
                  "settings.trap",
                  "readback.trouble",
                  "doctor.host",
                  "doctor.service",
                  "doctor.read",
                  "doctor.text")),
          Map.entry("cli", Set.of(ALL)));

  private static final JavaClasses HOUSE = imported();

  /** Reads our own classes only: what the others are made of is of no interest, and takes long. */
  private static JavaClasses imported() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("dev.paddock");
  }

  @Test
  void a_room_that_knows_what_it_may_not_is_seen() {
    assertThat(trespasses(HOUSE, ARROWS)).isEmpty();
  }

  @Test
  void a_room_without_arrows_is_seen() {
    Set<String> rooms =
        HOUSE.stream()
            .map(ArchitectureTest::room)
            .filter(room -> !room.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(ARROWS.keySet()).containsAll(rooms);
    assertThat(rooms).as("the house is looked at").contains("settings", "experiment", "plan");
  }

  @Test
  void a_room_two_levels_deep_is_seen() {
    assertThat(deep(ARROWS.keySet())).isEmpty();
    assertThat(deep(Set.of("plan", "plan.file", "plan.file.yaml")))
        .containsExactly("plan.file.yaml");
  }

  /** Each arrow that is really used is forbidden in turn: the rule must see that. */
  @Test
  void the_gate_sees_every_arrow_that_is_taken_away() {
    List<String> used = arrows(HOUSE);
    assertThat(used).contains("experiment -> settings", "plan -> experiment");
    for (String arrow : used) {
      String from = arrow.substring(0, arrow.indexOf(' '));
      String to = arrow.substring(arrow.lastIndexOf(' ') + 1);
      Set<String> fewer =
          (from.equals("cli") ? ARROWS.keySet() : ARROWS.getOrDefault(from, Set.of()))
              .stream().filter(room -> !room.equals(to)).collect(Collectors.toSet());
      Map<String, Set<String>> planted = new HashMap<>(ARROWS);
      planted.put(from, fewer);
      assertThat(trespasses(HOUSE, planted)).as(arrow).isNotEmpty();
    }
  }

  @Test
  void an_arrow_that_nobody_uses_is_not_in_the_table() {
    assertThat(unused(HOUSE, ARROWS)).isEmpty();
    Map<String, Set<String>> planted = new HashMap<>(ARROWS);
    planted.put("stats", Set.of("record"));
    assertThat(unused(HOUSE, planted)).containsExactly("stats -> record");
  }

  /** The servers are a module of their own, which could be given away without the rest. */
  @Test
  void the_engines_know_nothing_outside() {
    ARROWS.forEach(
        (room, known) -> {
          if (room.startsWith("engine")) {
            assertThat(known).as(room).allMatch(other -> other.startsWith("engine"));
          }
        });
  }

  @Test
  void the_gate_sees_a_cycle_drawn_into_the_table() {
    assertThat(cyclic(ARROWS)).isEmpty();
    Map<String, Set<String>> planted = new HashMap<>(ARROWS);
    planted.put("settings", Set.of("experiment"));
    assertThat(cyclic(planted)).contains("settings", "experiment");
  }

  /** Pages are redone on machines that have no server. */
  @Test
  void what_reads_a_run_directory_reaches_no_server() {
    for (String room : List.of("figures", "analysis", "compare", "findings", "wording", "report")) {
      assertThat(reach(ARROWS, room))
          .isNotEmpty()
          .doesNotContain("target", "load", "run")
          .noneMatch(other -> other.matches("(client|engine)\\b.*"));
    }
  }

  /** What was seen is judged from text: it is the same on a machine that has no server. */
  @Test
  void what_reads_a_servers_words_reaches_no_server() {
    assertThat(reach(ARROWS, "readback")).doesNotContain("target", "client", "load");
  }

  private static List<String> trespasses(JavaClasses house, Map<String, Set<String>> arrows) {
    List<String> trespasses = new ArrayList<>();
    for (JavaClass one : house) {
      Set<String> allowed = arrows.getOrDefault(room(one), Set.of(ALL));
      for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
        String other = room(dependency.getTargetClass());
        if (!other.isEmpty()
            && !other.equals(room(one))
            && !allowed.contains(ALL)
            && !allowed.contains(other)) {
          trespasses.add(dependency.getDescription());
        }
      }
    }
    return trespasses;
  }

  /** Arrows of the table that no class needs. */
  private static List<String> unused(JavaClasses house, Map<String, Set<String>> arrows) {
    List<String> used = arrows(house);
    return arrows.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(to -> entry.getKey() + " -> " + to))
        .filter(arrow -> !arrow.endsWith(ALL) && !used.contains(arrow))
        .sorted()
        .toList();
  }

  private static List<String> arrows(JavaClasses house) {
    return house.stream()
        .flatMap(
            one ->
                one.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .map(ArchitectureTest::room)
                    .filter(other -> !other.isEmpty() && !other.equals(room(one)))
                    .map(other -> room(one) + " -> " + other))
        .filter(arrow -> !arrow.startsWith(" "))
        .distinct()
        .sorted()
        .toList();
  }

  /** A room may be opened into rooms within, but those have none. */
  private static List<String> deep(Set<String> rooms) {
    return rooms.stream().filter(room -> room.split("\\.").length > 2).toList();
  }

  /** Rooms that reach themselves. */
  private static Set<String> cyclic(Map<String, Set<String>> arrows) {
    return arrows.keySet().stream()
        .filter(room -> reach(arrows, room).contains(room))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> reach(Map<String, Set<String>> arrows, String from) {
    Set<String> reached = new TreeSet<>();
    List<String> open = new ArrayList<>(List.of(from));
    while (!open.isEmpty()) {
      String room = open.removeLast();
      Stream.of(arrows.getOrDefault(room, Set.of()))
          .flatMap(Set::stream)
          .filter(reached::add)
          .forEach(open::add);
    }
    return reached;
  }

  private static String room(JavaClass one) {
    String name = one.getPackageName();
    return name.startsWith("dev.paddock.") ? name.substring("dev.paddock.".length()) : "";
  }
}
