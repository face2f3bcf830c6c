package dev.underpin.dialect.mysql;

import java.util.Arrays;
import java.util.List;

/**
 * The words of {@code sql_mode} that change how text is read.
 *
 * @param ansiQuotes whether double quotes hold a name and not a string
 * @param noBackslashEscapes whether a backslash in a string is only a backslash
 */
public record SqlMode(boolean ansiQuotes, boolean noBackslashEscapes) {
  /** How the server reads text as it is delivered, and in every session that is opened here. */
  public static final SqlMode USUAL = new SqlMode(false, false);

  /** What a server's list of words means for the reading of text. */
  public static SqlMode parse(String words) {
    List<String> list = Arrays.asList(words.split(","));
    return new SqlMode(list.contains("ANSI_QUOTES"), list.contains("NO_BACKSLASH_ESCAPES"));
  }
}
