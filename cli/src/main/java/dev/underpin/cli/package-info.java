/** The command line. */
package dev.underpin.cli;
