/**
 * What a server was seen to run with, from the text and JSON of its log and API, and whether that
 * is what was asked for. It reads no file and asks no server itself.
 */
@NullMarked
package dev.paddock.readback;

import org.jspecify.annotations.NullMarked;
