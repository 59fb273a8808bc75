/** What is measured: how it is started, configured, read back and stopped. */
@NullMarked
package dev.paddock.target;

import org.jspecify.annotations.NullMarked;
