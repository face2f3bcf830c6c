package dev.underpin.cli.html;

/** A part of a page, below a heading of its own. */
public sealed interface HtmlSection
    permits DriftSection,
        FindingsSection,
        HistorySection,
        MessageSection,
        PlanSection,
        SchemaSection {
  /** What links to it name; no two sections of a page have the same. */
  String id();

  /** The heading. */
  String heading();
}
