package dev.paddock.doctor.service;

import dev.paddock.settings.parse.Severity;

/**
 * A line of a file that its reader (systemd, compose, a shell) ignores, refuses, or takes for
 * something else.
 *
 * @param place {@code file:line}
 * @param fix lines to paste
 */
public record MisreadLine(Severity severity, String place, String what, String effect, String fix) {
  /** A line that has no effect. */
  public MisreadLine(String place, String what, String effect, String fix) {
    this(Severity.VOID, place, what, effect, fix);
  }
}
