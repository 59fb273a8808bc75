package dev.paddock.doctor;

/**
 * A line of a file that its reader (systemd, compose) ignores, or takes for something else.
 *
 * @param place {@code file:line}
 * @param fix lines to paste
 */
public record MisreadLine(String place, String what, String effect, String fix) {}
