/**
 * What makes a setting void or harmful, together with others, with a model or on a machine: the one
 * table of traps that plan, read-back and doctor all ask ({@link dev.paddock.settings.trap.Traps}).
 */
@NullMarked
package dev.paddock.settings.trap;

import org.jspecify.annotations.NullMarked;
