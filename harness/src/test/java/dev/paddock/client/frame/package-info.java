@NullMarked
package dev.paddock.client.frame;

import org.jspecify.annotations.NullMarked;
