/** The terminal: where output goes, exit codes, and what never reaches it. */
@NullMarked
package dev.underpin.cli.terminal;

import org.jspecify.annotations.NullMarked;
