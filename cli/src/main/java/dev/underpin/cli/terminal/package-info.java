/** The terminal: where output goes, exit codes, and what never reaches it. */
package dev.underpin.cli.terminal;
