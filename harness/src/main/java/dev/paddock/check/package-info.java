/** Whether answers are right. */
@NullMarked
package dev.paddock.check;

import org.jspecify.annotations.NullMarked;
