/** When requests leave, and who sends them. */
@NullMarked
package dev.paddock.load;

import org.jspecify.annotations.NullMarked;
