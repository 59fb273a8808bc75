/**
 * In which order it is found out: cells, blocks, whole plots and trials, all drawn from one
 * recorded seed.
 */
@NullMarked
package dev.paddock.plan;

import org.jspecify.annotations.NullMarked;
