package dev.paddock.compare;

import dev.paddock.compare.Matching.Pair;
import dev.paddock.record.Metric;
import dev.paddock.stats.Student;
import dev.paddock.stats.Welch;

/**
 * One metric of one cell in two runs (or in earlier ones and one more), which can be compared.
 *
 * @param ratio whether it is on the logarithmic scale
 * @param first of the baseline's trials, or of the earlier runs
 * @param second of the candidate's trials
 */
record Case(
    Metric metric,
    Pair pair,
    boolean ratio,
    Student first,
    Student second,
    Welch welch,
    String estimator) {}
