/** How figures are drawn: scales, axes, panels, and the charts of a summary. */
@NullMarked
package dev.paddock.report.chart;

import org.jspecify.annotations.NullMarked;
