@NullMarked
package dev.paddock.client;

import org.jspecify.annotations.NullMarked;
