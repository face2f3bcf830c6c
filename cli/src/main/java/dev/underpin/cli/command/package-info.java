/** One class a command. */
package dev.underpin.cli.command;
