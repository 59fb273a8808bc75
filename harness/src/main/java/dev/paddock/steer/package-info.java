/**
 * What a run does next: repeat, stop, drop or screen, decided after each block by figures alone.
 */
@NullMarked
package dev.paddock.steer;

import org.jspecify.annotations.NullMarked;
