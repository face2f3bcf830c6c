package dev.underpin.planner.migration;

import dev.underpin.dialect.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last lines of a migration's file: a short hash of each statement as it was saved, and the
 * end. They tell an edited file from a saved one, and one that was cut from a whole one.
 */
final class FileSeal {
  private static final String NOTICE = "-- Its last line is: ";
  private static final String HASHES = "-- saved: ";
  private static final String END = "-- end of ";
  private static final int PER_LINE = 8;

  private FileSeal() {}

  /** What the header says of the end. */
  static String notice(String id) {
    return NOTICE + END + id + "\n";
  }

  /** The last lines. */
  static String of(String id, List<String> statements, Dialect dialect) {
    List<String> hashes = statements.stream().map(s -> hash(s, dialect)).toList();
    StringBuilder out = new StringBuilder("\n");
    for (int i = 0; i < hashes.size(); i += PER_LINE) {
      out.append(HASHES)
          .append(String.join(" ", hashes.subList(i, Math.min(i + PER_LINE, hashes.size()))))
          .append('\n');
    }
    return out.append(END).append(id).append('\n').toString();
  }

  /** The hashes of the statements as they were saved; empty where an earlier version wrote none. */
  static Optional<List<String>> saved(String text) {
    if (text.lines().noneMatch(l -> l.startsWith(NOTICE))) return Optional.empty();
    List<String> hashes = new ArrayList<>();
    text.lines()
        .filter(l -> l.startsWith(HASHES))
        .forEach(l -> hashes.addAll(List.of(l.substring(HASHES.length()).strip().split(" +"))));
    return Optional.of(hashes);
  }

  /** True where the file says how it ends, and does not end so. */
  static boolean isCut(String text) {
    Optional<String> last =
        text.lines()
            .filter(l -> l.startsWith(NOTICE))
            .map(l -> l.substring(NOTICE.length()).strip())
            .findFirst();
    return last.isPresent() && text.lines().map(String::strip).noneMatch(last.get()::equals);
  }

  /** True for the line of the header that says how the file ends. */
  static boolean isNotice(String line) {
    return line.startsWith(NOTICE);
  }

  /** True for a line that is no part of a step. */
  static boolean isPart(String line) {
    return line.startsWith(HASHES) || line.startsWith(END);
  }

  /** Of the tokens: comments and line breaks change nothing. */
  static String hash(String statement, Dialect dialect) {
    return MigrationText.checksum(String.join("\0", dialect.tokens(statement))).substring(0, 8);
  }
}
