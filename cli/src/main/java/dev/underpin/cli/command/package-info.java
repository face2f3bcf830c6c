/** One class a command. */
@NullMarked
package dev.underpin.cli.command;

import org.jspecify.annotations.NullMarked;
