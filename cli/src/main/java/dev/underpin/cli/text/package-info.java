/** What is printed: plans, drift, status, as text, JSON, SQL and Markdown. */
package dev.underpin.cli.text;
