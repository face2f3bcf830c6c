package dev.underpin.cli.html;

import java.util.List;

/**
 * Findings with their codes.
 *
 * @param notes what a person should know, and that is no finding
 */
public record FindingsSection(String id, String heading, List<Item> findings, List<String> notes)
    implements HtmlSection {
  public FindingsSection {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /**
   * A finding.
   *
   * @param level {@code error}, {@code warning} or {@code info}
   * @param meaning what the code means, in a few words
   * @param object what it is about; empty where that is not one object
   * @param place file, line and column; empty where there are none
   */
  public record Item(
      String level,
      String code,
      String meaning,
      String object,
      String message,
      String remedy,
      String place) {}
}
