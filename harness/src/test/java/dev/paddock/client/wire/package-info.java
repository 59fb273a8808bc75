@NullMarked
package dev.paddock.client.wire;

import org.jspecify.annotations.NullMarked;
