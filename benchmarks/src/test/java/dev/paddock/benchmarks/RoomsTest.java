package dev.paddock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows of the benchmarks: which room knows which. The root knows them all. */
class RoomsTest {
  private static final String BENCHMARKS = "dev.paddock.benchmarks.";

  /** Each room, and exactly the rooms that it knows. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("suite", Set.of()),
          Map.entry("wire", Set.of()),
          Map.entry("conclusion", Set.of("suite")),
          Map.entry("replay", Set.of("suite", "wire")),
          Map.entry("balancers", Set.of("suite")),
          Map.entry("buffers", Set.of("suite", "wire", "conclusion")),
          Map.entry("cache", Set.of("suite")),
          Map.entry("clients", Set.of("suite", "replay")),
          Map.entry("concurrency", Set.of("suite", "wire", "conclusion", "replay")),
          Map.entry("http", Set.of("suite", "conclusion", "replay")),
          Map.entry("json", Set.of("suite", "wire")),
          Map.entry("limits", Set.of("suite")),
          Map.entry("recording", Set.of("suite")),
          Map.entry("selfcheck", Set.of("suite")),
          Map.entry("semantic", Set.of("suite")),
          Map.entry("waiting", Set.of("suite", "wire")));

  private static final Map<String, Set<String>> DRAWN = drawn();

  /** The arrows that the classes draw; those of the root are left out, and so is what JMH makes. */
  private static Map<String, Set<String>> drawn() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    Map<String, Set<String>> drawn = new TreeMap<>();
    for (JavaClass one :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.paddock.benchmarks")) {
      String room = room(one);
      if (!room.isEmpty()) {
        Set<String> known = drawn.computeIfAbsent(room, none -> new TreeSet<>());
        for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
          known.add(room(dependency.getTargetClass()));
        }
      }
    }
    drawn.forEach((room, known) -> known.removeIf(one -> one.isEmpty() || one.equals(room)));
    return drawn;
  }

  /** The package below the benchmarks' own, whatever lies below it. */
  private static String room(JavaClass one) {
    String name = one.getPackageName();
    return name.startsWith(BENCHMARKS)
        ? name.substring(BENCHMARKS.length()).replaceAll("\\..*", "")
        : "";
  }

  @Test
  void every_room_knows_exactly_what_is_listed() {
    assertThat(DRAWN).isEqualTo(ARROWS);
  }

  @Test
  void no_room_reaches_itself() {
    assertThat(cyclic(ARROWS)).isEmpty();
    Map<String, Set<String>> planted = new HashMap<>(ARROWS);
    planted.put("suite", Set.of("conclusion"));
    assertThat(cyclic(planted)).contains("suite", "conclusion");
  }

  @Test
  void no_room_outgrows_its_questions() {
    Map<String, Long> sizes =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.paddock.benchmarks")
                .stream()
                .filter(one -> one.isTopLevelClass() && !one.getSimpleName().equals("package-info"))
                .filter(one -> !one.getPackageName().endsWith(".jmh_generated"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(sizes).allSatisfy((room, classes) -> assertThat(classes).as(room).isLessThan(26));
    assertThat(sizes.get("dev.paddock.benchmarks")).isLessThan(5);
  }

  /** Each arrow is taken away in turn, and one is added: the comparison must see either. */
  @Test
  void an_arrow_too_few_or_too_many_is_seen() {
    ARROWS.forEach(
        (room, known) -> {
          for (String other : known) {
            Map<String, Set<String>> fewer = new HashMap<>(ARROWS);
            fewer.put(
                room, known.stream().filter(one -> !one.equals(other)).collect(Collectors.toSet()));
            assertThat(DRAWN).as("%s -> %s", room, other).isNotEqualTo(fewer);
          }
        });
    Map<String, Set<String>> more = new HashMap<>(ARROWS);
    more.put("limits", Set.of("suite", "wire"));
    assertThat(DRAWN).isNotEqualTo(more);
  }

  private static Set<String> cyclic(Map<String, Set<String>> arrows) {
    return arrows.keySet().stream()
        .filter(room -> reaches(arrows, room, room, new TreeSet<>()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean reaches(
      Map<String, Set<String>> arrows, String from, String to, Set<String> been) {
    return List.copyOf(arrows.getOrDefault(from, Set.of())).stream()
        .anyMatch(next -> next.equals(to) || (been.add(next) && reaches(arrows, next, to, been)));
  }
}
