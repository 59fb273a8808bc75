/** Pure statistics: numbers in, estimates out. No I/O, no clock, no word of the domain. */
@NullMarked
package dev.paddock.stats;

import org.jspecify.annotations.NullMarked;
