/**
 * What an author wants: from the YAML of an experiment file to an {@link
 * dev.paddock.experiment.Experiment}, or to everything that is wrong with it; and its schema.
 */
@NullMarked
package dev.paddock.experiment.file;

import org.jspecify.annotations.NullMarked;
