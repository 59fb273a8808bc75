package dev.paddock.settings;

import java.util.List;
import java.util.Set;

/**
 * What a server's process is shut into, as far as it is written down: it decides what an address or
 * a folder means there.
 *
 * @param linux whether it is known to run on Linux: in a unit or a container
 * @param container whether it runs in a container that has a network of its own
 * @param wanted ports of that container that others are to reach; 0 where they are to reach it at
 *     whatever port
 * @param shut folders that the process cannot write, or not see
 */
public record Confinement(boolean linux, boolean container, Set<Integer> wanted, List<Shut> shut) {
  /** Nothing is known. */
  public static final Confinement UNKNOWN = new Confinement(false, false, Set.of(), List.of());

  /** A unit of systemd that is shut out of nothing. */
  public static final Confinement UNIT = new Confinement(true, false, Set.of(), List.of());

  public Confinement {
    wanted = Set.copyOf(wanted);
    shut = List.copyOf(shut);
  }

  /**
   * Folders that are closed to the process.
   *
   * @param folders these and what lies below
   * @param open what lies below them and is open all the same
   * @param hidden whether not even reading is possible
   */
  public record Shut(List<String> folders, List<String> open, boolean hidden) {
    public Shut {
      folders = List.copyOf(folders);
      open = List.copyOf(open);
    }

    boolean holds(String path) {
      return below(folders, path) && !below(open, path);
    }

    private static boolean below(List<String> folders, String path) {
      return folders.stream()
          .anyMatch(
              folder ->
                  folder.equals("/")
                      || path.equals(folder)
                      || path.startsWith(folder.replaceFirst("/+$", "") + "/"));
    }
  }

  /** Whether the process cannot even look into a folder. */
  public boolean hides(String path) {
    return closes(path, true);
  }

  /** Whether a folder is closed to the process in this way. */
  public boolean closes(String path, boolean hidden) {
    return shut.stream().anyMatch(one -> one.hidden() == hidden && one.holds(path));
  }
}
