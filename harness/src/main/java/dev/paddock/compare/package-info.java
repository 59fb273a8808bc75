/** Two runs beside each other, and many over time. */
@NullMarked
package dev.paddock.compare;

import org.jspecify.annotations.NullMarked;
