package dev.underpin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page of {@code docs/} that is written by a test, so that the page cannot say anything
 * else than the program does. The part stands between the lines {@code <!-- generated: name -->}
 * and {@code <!-- end -->}; around it people write what they like.
 *
 * <p>The test fails where the page says something else; run with {@code -Dunderpin.update=true} it
 * writes the part again.
 */
public final class GeneratedBlock {
  private final Path page;
  private final String name;

  /**
   * @param page the file's name in {@code docs/}
   * @param name the part's name, as its first line has it
   */
  public GeneratedBlock(String page, String name) {
    this.page = Path.of("..", "docs", page);
    this.name = name;
  }

  /** Compare the part with the text that it must have, or write it. */
  public void mustBe(String text) {
    try {
      String all = Files.readString(page);
      String head = "<!-- generated: " + name + " -->\n";
      int from = all.indexOf(head) + head.length();
      int to = all.indexOf("<!-- end -->", from);
      if (from < head.length() || to < 0)
        throw new AssertionError(page + " has no part \"" + name + "\": " + head + "<!-- end -->");
      String expected = "\n" + text.strip() + "\n\n";
      if (all.substring(from, to).equals(expected)) return;
      if (!Boolean.getBoolean("underpin.update")) {
        throw new AssertionError(
            """
            %s: the part "%s" is not what the program says now. Run this test with \
            -Dunderpin.update=true to write it, and review the difference.
            %s"""
                .formatted(
                    page.normalize(), name, firstDifference(all.substring(from, to), expected)));
      }
      Files.writeString(page, all.substring(0, from) + expected + all.substring(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String firstDifference(String before, String after) {
    String[] old = before.split("\n", -1);
    String[] now = after.split("\n", -1);
    int i = 0;
    while (i < old.length && i < now.length && old[i].equals(now[i])) i++;
    return "page:    %s\nprogram: %s"
        .formatted(i < old.length ? old[i] : "(ends)", i < now.length ? now[i] : "(ends)");
  }
}
