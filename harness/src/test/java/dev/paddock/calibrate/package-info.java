@NullMarked
package dev.paddock.calibrate;

import org.jspecify.annotations.NullMarked;
