package dev.paddock.telemetry.meter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A process tree by Linux' {@code /proc}. Each member's file is held open; newcomers are looked for
 * once in ten readings, and at once where a member ended, but only if the kernel has started
 * anything since, which its last process number tells.
 *
 * <p>Resident memory and not the proportional one, because {@code smaps_rollup} goes through every
 * page that the server has mapped, while it holds the lock that the server's page faults want.
 */
final class LinuxTree implements ServerTree {
  private static final int READINGS = 10;

  /** Fields of {@code /proc/PID/stat} behind the name, of proc_pid_stat(5). */
  private static final int BEFORE_PARENT = 1;

  private static final int BEFORE_UTIME = 11;
  private static final int BEFORE_RSS = 8;

  private static final int SIZE = 1024;

  private final Path proc;
  private final long page;
  private final KernelFile load;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private Set<String> others = new HashSet<>();
  private long lastStarted = -1;
  private long endedTicks;
  private int readings;

  /** A process that lives, or did at the last reading. */
  private static final class Member {
    private final KernelFile stat;
    private final List<KernelFile> pages;
    private long ticks;
    private long resident;
    private long mapped;

    private Member(KernelFile stat, List<KernelFile> pages) {
      this.stat = stat;
      this.pages = pages;
    }

    /** False where it has ended. */
    private boolean read() {
      if (!stat.read()) {
        return false;
      }
      stat.behindLast(')');
      stat.skip(BEFORE_UTIME);
      ticks = Math.max(ticks, stat.number() + stat.number());
      stat.skip(BEFORE_RSS);
      resident = Math.max(0, stat.number());
      return true;
    }

    private void readMapped() {
      for (KernelFile file : pages) {
        if (file.read()) {
          file.skip(2);
          mapped = Math.max(0, file.number());
        }
      }
    }

    private void close() {
      stat.close();
      pages.forEach(KernelFile::close);
    }
  }

  private LinuxTree(Path root, KernelFile load) {
    this.proc = root.resolve("proc");
    this.page = PageSize.of(root);
    this.load = load;
  }

  /** The tree of this process; of an unknown one where there is no {@code /proc} or it ended. */
  static ServerTree of(Path root, long pid) {
    return KernelFile.open(root.resolve("proc/loadavg"), 128)
        .<ServerTree>map(
            load -> {
              LinuxTree tree = new LinuxTree(root, load);
              tree.join(Long.toString(pid));
              return tree;
            })
        .orElseGet(ServerTree.Unknown::new);
  }

  private void join(String pid) {
    Path folder = proc.resolve(pid);
    KernelFile.open(folder.resolve("stat"), SIZE)
        .ifPresent(
            stat ->
                members.put(
                    pid, new Member(stat, KernelFile.open(List.of(folder.resolve("statm")), 128))));
  }

  @Override
  public void read() {
    boolean lookAround = readings++ % READINGS == 0;
    Iterator<Member> all = members.values().iterator();
    while (all.hasNext()) {
      Member member = all.next();
      if (!member.read()) {
        endedTicks += member.ticks;
        member.close();
        all.remove();
        lookAround = true;
      }
    }
    if (lookAround && anyStarted()) {
      List<String> newcomers = newcomers();
      newcomers.forEach(this::join);
      newcomers.stream().map(members::get).filter(one -> one != null).forEach(Member::read);
    }
    if (lookAround) {
      members.values().forEach(Member::readMapped);
    }
  }

  /** The last word of {@code /proc/loadavg} is the last number that was given to a process. */
  private boolean anyStarted() {
    load.read();
    load.behindLast(' ');
    long last = load.number();
    boolean any = last < 0 || last != lastStarted;
    lastStarted = last;
    return any;
  }

  /** Descendants that were not seen yet; children before theirs. */
  private List<String> newcomers() {
    Map<String, String> parents = new LinkedHashMap<>();
    Set<String> now = new HashSet<>();
    String[] names = proc.toFile().list();
    for (String name : names == null ? new String[0] : names) {
      if (name.charAt(0) >= '0' && name.charAt(0) <= '9' && !members.containsKey(name)) {
        now.add(name);
        if (!others.contains(name)) {
          parents.put(name, parent(name));
        }
      }
    }
    List<String> newcomers = new ArrayList<>();
    boolean more = true;
    while (more) {
      List<String> found =
          parents.entrySet().stream()
              .filter(
                  one ->
                      !newcomers.contains(one.getKey())
                          && (members.containsKey(one.getValue())
                              || newcomers.contains(one.getValue())))
              .map(Map.Entry::getKey)
              .toList();
      newcomers.addAll(found);
      more = !found.isEmpty();
    }
    now.removeAll(newcomers);
    others = now;
    return newcomers;
  }

  /** Read once, so no file is held open. */
  private String parent(String pid) {
    String stat = KernelFiles.word(proc.resolve(pid).resolve("stat")).orElse("");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length > BEFORE_PARENT ? fields[BEFORE_PARENT] : "";
  }

  @Override
  public OptionalDouble cpu() {
    long ticks = endedTicks;
    for (Member member : members.values()) {
      ticks += member.ticks;
    }
    return known() ? OptionalDouble.of(ticks / Meters.TICKS) : OptionalDouble.empty();
  }

  @Override
  public OptionalLong memory() {
    long pages = 0;
    for (Member member : members.values()) {
      pages += member.resident;
    }
    return members.isEmpty() ? OptionalLong.empty() : OptionalLong.of(pages * page);
  }

  @Override
  public OptionalLong mapped() {
    long pages = 0;
    for (Member member : members.values()) {
      pages += member.mapped;
    }
    return members.isEmpty() ? OptionalLong.empty() : OptionalLong.of(pages * page);
  }

  private boolean known() {
    return !members.isEmpty() || endedTicks > 0;
  }

  @Override
  public void close() {
    members.values().forEach(Member::close);
    load.close();
  }
}
