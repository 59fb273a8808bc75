package dev.paddock.doctor.host;

import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Variable;
import dev.paddock.settings.Known;
import dev.paddock.settings.parse.Address;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A process {@code ollama serve}.
 *
 * @param service its command line and, where this user may read it, its environment
 * @param readable whether the environment could be read
 * @param unit the systemd unit that it belongs to
 * @param log the file that it writes to
 * @param quota the cores that its control group allows it
 * @param swapped bytes of it that lie in swap
 */
public record Running(
    long pid,
    Service service,
    boolean readable,
    Optional<String> unit,
    Optional<Path> log,
    OptionalDouble quota,
    long swapped) {

  /** Where it listens, as far as its environment says. */
  public Address address() {
    return Address.of(service.variable(Known.OLLAMA_HOST.name()).map(Variable::value).orElse(""));
  }
}
