/**
 * What stands where in an experiment file, with {@code --set} laid over it, and all that is wrong
 * with it, by line. It knows YAML, and no key.
 */
@NullMarked
package dev.paddock.experiment.yaml;

import org.jspecify.annotations.NullMarked;
