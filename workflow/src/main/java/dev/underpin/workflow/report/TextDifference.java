package dev.underpin.workflow.report;

import dev.underpin.schema.yaml.sqltext.StatementWords;

/** Where two long texts differ: what both begin and end with is left out. */
final class TextDifference {
  /** So much of what is the same is kept on each side, to show where it is. */
  private static final int AROUND = 12;

  private TextDifference() {}

  static String of(String before, String after) {
    int most = Math.min(before.length(), after.length());
    int head = 0;
    while (head < most && before.charAt(head) == after.charAt(head)) head++;
    // The server may write the same beginning in other words than the YAML.
    int[] apart = StatementWords.firstDifference(before, after);
    int first = Math.max(head, apart[0]);
    int second = Math.max(head, apart[1]);
    int tail = 0;
    while (tail < Math.min(before.length() - first, after.length() - second)
        && last(before, tail) == last(after, tail)) tail++;
    return part(before, first, tail) + " → " + part(after, second, tail);
  }

  private static char last(String text, int fromEnd) {
    return text.charAt(text.length() - 1 - fromEnd);
  }

  /** Begins and ends with a whole word. */
  private static String part(String text, int head, int tail) {
    int start = head <= AROUND ? 0 : text.lastIndexOf(' ', head - AROUND) + 1;
    int space = tail <= AROUND ? -1 : text.indexOf(' ', text.length() - tail + AROUND);
    int end = space < 0 ? text.length() : space;
    return (start == 0 ? "" : "… ")
        + text.substring(start, end)
        + (end == text.length() ? "" : " …");
  }
}
