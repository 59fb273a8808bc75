/**
 * Everything that can be set on a server, a model or a request: what a setting is, costs, takes and
 * is called, with the names that people set although they never existed ({@link
 * dev.paddock.settings.Known}), and what a trap among them is ({@link dev.paddock.settings.Trap}).
 */
@NullMarked
package dev.paddock.settings;

import org.jspecify.annotations.NullMarked;
