package dev.underpin.planner.sqlite.rebuild;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The statements that copy a table's rows into another table, every row under its own rowid, and
 * that carry {@code sqlite_sequence} along.
 *
 * @param from the table that is read
 * @param to the table that is made, under the name {@code into}
 * @param values by column of the new table: the expression, over the old one, that it gets; what is
 *     not named gets its default
 * @param stash under which name {@code sqlite_sequence} remembers the last number of a table that
 *     is not AUTOINCREMENT for now
 */
public record TableCopy(
    Dialect dialect,
    PhysicalTable from,
    PhysicalTable to,
    String into,
    Map<String, String> values,
    String stash) {

  public List<String> statements() {
    return statementsFrom(from.name().name());
  }

  /**
   * The same where the table that is read has another name by now.
   *
   * @param now its name; values name it as before
   */
  List<String> statementsFrom(String now) {
    List<String> statements = new ArrayList<>();
    statements.add(create());
    statements.add(insert(now));
    statements.addAll(sequence(now));
    return statements;
  }

  /** To the letter where it is made under its own name. */
  private String create() {
    if (into.equals(to.name().name()) && to.raw().isPresent()) return to.raw().get();
    String text = to.createAs(into);
    if (!to.namesItself()) return text;
    return dialect.renameTable(SqlText.of(text), to.name(), QualifiedName.of(into)).written();
  }

  /** OR ABORT, so that no ON CONFLICT of the new table lets rows go silently. */
  private String insert(String now) {
    List<String> columns = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    if (from.rowid().isPresent() && to.rowid().isPresent() && to.hasHiddenRowid()) {
      columns.add(to.rowid().get());
      sources.add(quote(from.name()) + "." + from.rowid().get());
    }
    values.forEach(
        (column, value) -> {
          columns.add(Identifiers.quote(column));
          sources.add(value);
        });
    return "INSERT OR ABORT INTO "
        + Identifiers.quote(into)
        + " ("
        + String.join(", ", columns)
        + ")\nSELECT "
        + String.join(", ", sources)
        + "\nFROM "
        + Identifiers.quote(now)
        + (now.equals(from.name().name()) ? "" : " AS " + quote(from.name()));
  }

  /** AUTOINCREMENT never gives a number twice, so what it remembers may not go down. */
  private List<String> sequence(String now) {
    if (from.isAutoincrement()) {
      String name = to.isAutoincrement() ? into : stash;
      return List.of(forget(name), remember(name, now));
    }
    if (!to.isAutoincrement()) return List.of();
    return List.of(
        "INSERT INTO sqlite_sequence (name, seq) SELECT "
            + text(into)
            + ", 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = "
            + text(into)
            + ") AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = "
            + text(stash)
            + ")",
        "UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM sqlite_sequence WHERE name IN ("
            + text(into)
            + ", "
            + text(stash)
            + ")) WHERE name = "
            + text(into),
        forget(stash));
  }

  private static String remember(String name, String what) {
    return "INSERT INTO sqlite_sequence (name, seq) SELECT "
        + text(name)
        + ", seq FROM sqlite_sequence WHERE name = "
        + text(what);
  }

  private static String forget(String name) {
    return "DELETE FROM sqlite_sequence WHERE name = " + text(name);
  }

  private static String quote(QualifiedName name) {
    return Identifiers.quote(name.name());
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
