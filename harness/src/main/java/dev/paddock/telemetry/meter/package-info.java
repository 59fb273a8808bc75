/**
 * Where the machine's figures are read: memory, CPU and energy of a server's processes, of the
 * machine and of its cards, from the kernel's files, from drivers, or through OSHI elsewhere.
 */
@NullMarked
package dev.paddock.telemetry.meter;

import org.jspecify.annotations.NullMarked;
