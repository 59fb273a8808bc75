package dev.paddock.doctor;

import dev.paddock.settings.parse.Severity;

/**
 * One thing that is not as its owner will think.
 *
 * @param rule the name of the rule that found it, for scripts
 * @param what the matter in one line
 * @param evidence where it was seen: file and line, process, answer or log line
 * @param effect what comes of it
 * @param fix lines to paste; empty where there is nothing to change
 */
public record Finding(
    Severity severity, String rule, String what, String evidence, String effect, String fix) {}
