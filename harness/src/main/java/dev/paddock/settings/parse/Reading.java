package dev.paddock.settings.parse;

import java.util.Optional;

/**
 * What Ollama makes of a variable's text, where that is not what the text says.
 *
 * @param what goes after the assignment: "counts as on"
 * @param effect why, and what comes of it
 * @param instead the value that says what was most likely meant; empty where unsetting does
 */
public record Reading(Severity severity, String what, String effect, Optional<String> instead) {}
