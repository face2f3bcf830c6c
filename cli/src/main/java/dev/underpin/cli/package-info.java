/** The command line. */
@NullMarked
package dev.underpin.cli;

import org.jspecify.annotations.NullMarked;
