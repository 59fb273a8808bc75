/**
 * The conductor: a plan goes in, a journal comes out. The only place where target, load, telemetry
 * and journal meet.
 */
@NullMarked
package dev.paddock.run;

import org.jspecify.annotations.NullMarked;
