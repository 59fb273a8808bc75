/** What the client itself costs: JMH suites on the harness' own code and on its rivals. */
@NullMarked
package dev.paddock.benchmarks;

import org.jspecify.annotations.NullMarked;
