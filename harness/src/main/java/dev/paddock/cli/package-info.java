/** The command line, thin: it parses words, calls the rooms and turns outcomes into exit codes. */
@NullMarked
package dev.paddock.cli;

import org.jspecify.annotations.NullMarked;
