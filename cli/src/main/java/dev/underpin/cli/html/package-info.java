/** Pages for a browser. Templates in {@code src/main/jte} have the markup. */
package dev.underpin.cli.html;
