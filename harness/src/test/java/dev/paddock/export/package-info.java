@NullMarked
package dev.paddock.export;

import org.jspecify.annotations.NullMarked;
