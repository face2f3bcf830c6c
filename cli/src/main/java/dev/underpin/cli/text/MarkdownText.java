package dev.underpin.cli.text;

import dev.underpin.schema.text.Printable;

/** Text in which nothing is Markdown or HTML by accident. */
public final class MarkdownText {
  private MarkdownText() {}

  /** The text on one line. */
  public static String escaped(String text) {
    return Printable.text(text)
        .replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("`", "\\`")
        .replace("\n", " ");
  }
}
