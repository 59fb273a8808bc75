/** What must hold of the whole: size, speed and errors of a kind that single tests cannot show. */
@NullMarked
package dev.paddock.validity;

import org.jspecify.annotations.NullMarked;
