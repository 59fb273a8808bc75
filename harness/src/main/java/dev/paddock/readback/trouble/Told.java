package dev.paddock.readback.trouble;

/**
 * A line of a log that tells of trouble.
 *
 * @param named what it names: a device, a type, a number; empty where it names nothing
 * @param value what was asked for, where it says so
 * @param more what else it names
 * @param number of the line
 * @param line as the server wrote it
 */
public record Told(
    Telltale kind, String named, String value, String more, int number, String line) {}
