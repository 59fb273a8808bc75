/**
 * What is to be found out: target, factors, load, workload, design, metrics, objectives and
 * hypotheses, and the quantities that they are written in.
 */
@NullMarked
package dev.paddock.experiment;

import org.jspecify.annotations.NullMarked;
