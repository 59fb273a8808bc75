/**
 * Everything that can be set on a server, a model or a request, in two tables: what a setting is,
 * costs, takes and is called, with the names that people set although they never existed ({@link
 * dev.paddock.settings.Known}), and what makes settings void or harmful ({@link
 * dev.paddock.settings.Traps}).
 */
@NullMarked
package dev.paddock.settings;

import org.jspecify.annotations.NullMarked;
