/** What is printed: plans, drift, status, as text, JSON, SQL and Markdown. */
@NullMarked
package dev.underpin.cli.text;

import org.jspecify.annotations.NullMarked;
