package dev.underpin.dialect.sqlite.ddl;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.SqliteSyntaxException;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.dialect.sqlite.references.NameReferences;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.List;

/**
 * What SQLite's <a href="https://sqlite.org/lang_altertable.html">ALTER TABLE</a> can say. No
 * statement ends in a semicolon.
 */
public final class SqliteAlter {
  private SqliteAlter() {}

  /** {@code RENAME TO}. */
  public static String renameTable(String from, String to) {
    return TEMPLATE.sql("ALTER TABLE {} RENAME TO {}", from, to);
  }

  /**
   * {@code RENAME COLUMN}. Where the new name stands without quotes, SQLite lets each text that it
   * edits keep its own way of quoting; else it puts all of them in quotes, and a rename back would
   * not bring back the texts.
   */
  public static String renameColumn(QualifiedName table, String from, String to) {
    return TEMPLATE.sql(
        "ALTER TABLE {} RENAME COLUMN {} TO {}", table, from, SqlText.of(NameReferences.bare(to)));
  }

  /**
   * {@code ADD COLUMN}, with the checks and foreign keys that are about this column alone.
   *
   * @param constraints checks, and foreign keys from this column
   */
  public static String addColumn(
      QualifiedName table, Column column, List<? extends Constraint> constraints) {
    StringBuilder sql = new StringBuilder(TEMPLATE.sql("ALTER TABLE {} ADD COLUMN ", table));
    sql.append(SqliteDdl.column(column));
    for (Constraint constraint : constraints) {
      sql.append(' ');
      if (constraint instanceof ForeignKey key) {
        key.name().ifPresent(name -> sql.append(TEMPLATE.sql("CONSTRAINT {} ", name)));
        sql.append(SqliteDdl.references(key));
      } else {
        sql.append(SqliteDdl.constraint(constraint));
      }
    }
    return sql.toString();
  }

  /** {@code DROP COLUMN}, from 3.35 on. */
  public static String dropColumn(QualifiedName table, String column) {
    return TEMPLATE.sql("ALTER TABLE {} DROP COLUMN {}", table, column);
  }

  /** {@code ALTER COLUMN … SET NOT NULL}, from 3.53 on; reads the rows. */
  public static String setNotNull(QualifiedName table, String column) {
    return TEMPLATE.sql("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL", table, column);
  }

  /** {@code ALTER COLUMN … DROP NOT NULL}, from 3.53 on. */
  public static String dropNotNull(QualifiedName table, String column) {
    return TEMPLATE.sql("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", table, column);
  }

  /** {@code ADD CHECK}, from 3.53 on; reads the rows. */
  public static String addCheck(QualifiedName table, CheckConstraint check) {
    return TEMPLATE.sql("ALTER TABLE {} ADD {}", table, SqlText.of(SqliteDdl.constraint(check)));
  }

  /** {@code DROP CONSTRAINT} of a check or a foreign key, from 3.53 on. */
  public static String dropConstraint(QualifiedName table, String name) {
    return TEMPLATE.sql("ALTER TABLE {} DROP CONSTRAINT {}", table, name);
  }

  /**
   * A CREATE TABLE statement under another name, every other character as it was.
   *
   * @throws SqliteSyntaxException where it is no such statement
   */
  public static String createdAs(String createTable, String name) {
    List<Token> tokens = Lexer.tokens(createTable);
    int at = 0;
    while (at < tokens.size() && !tokens.get(at).isWord("TABLE")) at++;
    at++;
    if (at < tokens.size() && tokens.get(at).isWord("IF")) at += 3;
    if (at + 1 < tokens.size() && tokens.get(at + 1).isSymbol(".")) at += 2;
    if (at >= tokens.size() || at > 7) {
      throw new SqliteSyntaxException("expected CREATE TABLE and a name: " + createTable);
    }
    Token old = tokens.get(at);
    return createTable.substring(0, old.start())
        + Identifiers.quote(name)
        + createTable.substring(old.end());
  }
}
