/**
 * What an author wrote: the experiment file, from YAML to an {@link
 * dev.paddock.experiment.Experiment}, or to everything that is wrong with it, by line; and its
 * schema.
 */
@NullMarked
package dev.paddock.experiment.file;

import org.jspecify.annotations.NullMarked;
