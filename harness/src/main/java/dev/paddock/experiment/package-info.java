/**
 * What is to be found out: the experiment file, its schema, factors, metrics, objectives and
 * hypotheses.
 */
@NullMarked
package dev.paddock.experiment;

import org.jspecify.annotations.NullMarked;
