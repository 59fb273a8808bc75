/**
 * What a server makes of a variable's text: how Ollama, in Go, parses booleans, numbers, durations,
 * addresses and lists of devices, and where that is not what the text says. It knows no setting.
 */
@NullMarked
package dev.paddock.settings.parse;

import org.jspecify.annotations.NullMarked;
