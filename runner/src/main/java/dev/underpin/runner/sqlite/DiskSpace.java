package dev.underpin.runner.sqlite;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.StringLiteral;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the disk has room for what is about to be run. A table that is copied takes its own size
 * once more in the file, and about as much again in the journal, before anything is given free.
 *
 * <p>SQLite would find out as well, and undo all of it: but only after minutes, and with the disk
 * full for everybody else.
 */
final class DiskSpace {
  private static final int TIMES = 2;

  private final Connection connection;
  private final Path file;
  private final Free free;

  /** How many bytes can still be written beside a file. */
  @FunctionalInterface
  interface Free {
    long beside(Path file);
  }

  DiskSpace(Connection connection, Path file) {
    this(connection, file, DiskSpace::usable);
  }

  /** Java says 0 as well where it could not find out: then SQLite will. */
  private static long usable(Path file) {
    long usable = file.toFile().getUsableSpace();
    return usable == 0 ? Long.MAX_VALUE : usable;
  }

  DiskSpace(Connection connection, Path file, Free free) {
    this.connection = connection;
    this.file = file;
    this.free = free;
  }

  /** Refuse statements that copy more than there is room for. */
  void refuseTooLittle(List<String> statements) throws SQLException {
    if (statements.stream().noneMatch(s -> s.startsWith("INSERT"))) return;
    long left = free.beside(file);
    long all = number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
    // Only where it may be tight is it looked at which tables are copied, and how large they are.
    if (left >= TIMES * all) return;
    Set<String> copied = copied(statements);
    long needed = 0;
    for (String table : copied) needed += TIMES * bytes(table, all);
    if (left >= needed) return;
    throw UnderpinException.refused(
        FindingCode.NO_SPACE,
        """
        Copying %s needs about %s MB of disk beside %s, and %s MB are free there. Make room, and \
        try again."""
            .formatted(String.join(", ", copied), megabytes(needed), file, megabytes(left)));
  }

  /** The tables whose rows the statements copy. */
  static Set<String> copied(List<String> statements) {
    Set<String> tables = new LinkedHashSet<>();
    for (String statement : statements) {
      List<Token> tokens = Lexer.tokens(statement);
      if (tokens.isEmpty() || !tokens.get(0).isWord("INSERT")) continue;
      boolean selects = tokens.stream().anyMatch(t -> t.isWord("SELECT"));
      // The table that is read is named last.
      for (int i = tokens.size() - 2; selects && i > 0; i--) {
        if (!tokens.get(i).isWord("FROM") || !tokens.get(i + 1).isName()) continue;
        // One that has been renamed for the copy is known by the name that it had.
        boolean renamed = i + 3 < tokens.size() && tokens.get(i + 2).isWord("AS");
        String table = tokens.get(renamed ? i + 3 : i + 1).name();
        if (!Identifiers.lower(table).startsWith("sqlite_")) tables.add(table);
        break;
      }
    }
    return tables;
  }

  /** The pages of a table and its indexes; all there are where the library cannot count them. */
  private long bytes(String table, long all) {
    try {
      return number(
          "SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND name IN"
              + " (SELECT name FROM sqlite_schema WHERE tbl_name = "
              + StringLiteral.of(table)
              + " COLLATE NOCASE)");
    } catch (SQLException e) {
      return all;
    }
  }

  private long number(String sql) throws SQLException {
    return Sql.value(connection, sql).map(Long::parseLong).orElse(0L);
  }

  private static long megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
