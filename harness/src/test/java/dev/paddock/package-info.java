@NullMarked
package dev.paddock;

import org.jspecify.annotations.NullMarked;
