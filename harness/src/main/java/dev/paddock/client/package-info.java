/** The wire: one request out, a stream in, every arrival stamped before anything is decoded. */
@NullMarked
package dev.paddock.client;

import org.jspecify.annotations.NullMarked;
