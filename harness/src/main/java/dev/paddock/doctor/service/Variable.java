package dev.paddock.doctor.service;

/**
 * One assignment of an environment variable, with the value that the process gets.
 *
 * @param place where it was made: {@code file:line}, or a process
 */
public record Variable(String name, String value, String place) {
  /** As it was written, but for secrets. */
  @Override
  public String toString() {
    return name + "=" + (name.matches(".*(KEY|TOKEN|SECRET|PASSWORD).*") ? "…" : value);
  }
}
