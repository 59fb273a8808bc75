@NullMarked
package dev.paddock.client.decode;

import org.jspecify.annotations.NullMarked;
