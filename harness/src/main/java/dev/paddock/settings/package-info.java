/**
 * Everything that can be set on a server, a model or a request: its scope, default, type and traps,
 * and the names that people set although they never existed.
 */
@NullMarked
package dev.paddock.settings;

import org.jspecify.annotations.NullMarked;
