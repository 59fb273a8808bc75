package dev.paddock.doctor.read;

import dev.paddock.doctor.service.EnvFile;
import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Variable;
import dev.paddock.settings.Confinement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A service while its file is read. */
final class Draft {
  final List<Variable> variables = new ArrayList<>();
  final List<String> commands = new ArrayList<>();
  final List<MisreadLine> slips = new ArrayList<>();
  final List<String> unread = new ArrayList<>();
  final Set<String> used = new HashSet<>();
  Optional<Boolean> gpu = Optional.empty();
  Confinement around = Confinement.UNKNOWN;

  void set(String name, String value, String place) {
    variables.add(new Variable(name, value, place));
  }

  /** Takes what a file of variables says. */
  void add(EnvFile file) {
    variables.addAll(file.variables());
    slips.addAll(file.slips());
  }

  boolean isEmpty() {
    return variables.isEmpty() && commands.isEmpty() && slips.isEmpty() && unread.isEmpty();
  }

  Service service(Kind kind, String name) {
    return new Service(kind, name, variables, commands, slips, unread, gpu, used, around);
  }
}
