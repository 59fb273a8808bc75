/**
 * What the journal says: figures of each trial, estimates of each cell, contrasts and the front.
 */
@NullMarked
package dev.paddock.analysis;

import org.jspecify.annotations.NullMarked;
