/** What a request says: prompts of an exact token length whose start is unique. */
@NullMarked
package dev.paddock.workload;

import org.jspecify.annotations.NullMarked;
