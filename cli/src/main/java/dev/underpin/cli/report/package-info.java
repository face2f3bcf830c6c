/** Reports in the forms that other programs read. A writer is loaded only when it is asked for. */
package dev.underpin.cli.report;
