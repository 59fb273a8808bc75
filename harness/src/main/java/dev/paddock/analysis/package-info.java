/** What the figures say: contrasts, effects, hypotheses, the front, drift and verdicts. */
@NullMarked
package dev.paddock.analysis;

import org.jspecify.annotations.NullMarked;
