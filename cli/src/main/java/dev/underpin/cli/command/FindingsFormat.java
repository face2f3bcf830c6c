package dev.underpin.cli.command;

import dev.underpin.cli.report.ReportForm;
import java.util.Optional;

/** The forms of what is found: for people, and for other programs. */
enum FindingsFormat {
  TEXT,
  JSON,
  SARIF,
  JUNIT,
  GITHUB,
  GITLAB,
  PROMETHEUS,
  HTML;

  /** Their names in help. */
  static final String NAMES =
      "text, json, sarif, junit, github, gitlab, prometheus or html. Default: text.";

  /** The form of a report; none for what people read. */
  Optional<ReportForm> form() {
    return this == TEXT ? Optional.empty() : Optional.of(ReportForm.valueOf(name()));
  }
}
