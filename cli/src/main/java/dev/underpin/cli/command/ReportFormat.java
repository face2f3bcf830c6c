package dev.underpin.cli.command;

/** The forms of a report. */
enum ReportFormat {
  TEXT,
  JSON
}
