package dev.underpin.languageserver;

import dev.underpin.languageserver.text.TextLines;
import org.eclipse.lsp4j.Position;

/** A text with the place of its mark {@code |}, which is taken out. */
record Marked(String text, Position position) {
  static Marked of(String marked) {
    int at = marked.indexOf('|');
    String text = marked.substring(0, at) + marked.substring(at + 1);
    return new Marked(text, new TextLines(text).position(at));
  }

  /** The place of the nth occurrence of a word, with an offset into it. */
  static Position in(String text, String word, int occurrence) {
    int at = -1;
    for (int i = 0; i < occurrence; i++) at = text.indexOf(word, at + 1);
    return new TextLines(text).position(at);
  }
}
