/**
 * What a machine tells of the servers on it, to one who asks and changes nothing: processes, units,
 * files, the user's shell, and what a server that answers says of itself.
 */
@NullMarked
package dev.paddock.doctor.host;

import org.jspecify.annotations.NullMarked;
