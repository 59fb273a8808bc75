/**
 * Fuzzing, a profile of its own ({@code mvn verify -Pfuzz}): real samples are spoiled at random and
 * given to everything that reads what others wrote. A class that ends in {@code Fuzz} stands in the
 * room that it tries.
 */
@NullMarked
package dev.paddock.fuzz;

import org.jspecify.annotations.NullMarked;
