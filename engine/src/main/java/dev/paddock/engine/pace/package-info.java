/**
 * The engine {@code pace}: the reference server, which has no model but a token schedule that it
 * keeps, and stamps what it sends.
 *
 * <p>{@link dev.paddock.engine.pace.PaceServer} is the way in, {@link dev.paddock.engine.pace.Pace}
 * how it is to answer.
 */
@NullMarked
package dev.paddock.engine.pace;

import org.jspecify.annotations.NullMarked;
