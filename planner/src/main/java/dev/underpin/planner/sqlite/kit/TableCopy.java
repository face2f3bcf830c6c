package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that copy a table's rows into another table, every row under its own rowid, and
 * that carry {@code sqlite_sequence} along.
 *
 * @param into the name under which the other table is created
 * @param stash under which name {@code sqlite_sequence} remembers the last number of a table that
 *     is not AUTOINCREMENT for now
 */
public record TableCopy(TableMove move, String into, String stash) {

  /** A rename that does not change the text of any view, trigger or foreign key. */
  public static List<String> renamed(String from, String to) {
    return List.of(
        "PRAGMA legacy_alter_table = ON",
        SqliteAlter.renameTable(from, to),
        "PRAGMA legacy_alter_table = OFF");
  }

  public List<String> statements() {
    return statementsFrom(move.from().name().name());
  }

  /**
   * The same where the table that is read has another name by now.
   *
   * @param now its name; values name it as before
   */
  public List<String> statementsFrom(String now) {
    List<String> statements = new ArrayList<>();
    statements.add(create());
    statements.add(insert(now));
    statements.addAll(sequence(now));
    return statements;
  }

  /** Unchanged where it is created under its own name. */
  private String create() {
    PhysicalTable to = move.to();
    if (into.equals(to.name().name()) && to.raw().isPresent()) return to.raw().get();
    String text = to.createAs(into);
    if (!to.namesItself()) return text;
    return move.context()
        .dialect()
        .renameTable(SqlText.of(text), to.name(), QualifiedName.of(into))
        .written();
  }

  /** OR ABORT, so that no ON CONFLICT of the new table drops rows without an error. */
  private String insert(String now) {
    PhysicalTable from = move.from();
    PhysicalTable to = move.to();
    List<SqlText> columns = new ArrayList<>();
    List<SqlText> sources = new ArrayList<>();
    if (from.rowid().isPresent() && to.rowid().isPresent() && to.hasHiddenRowid()) {
      columns.add(SqlText.of(to.rowid().get()));
      sources.add(from.rowidValue().orElseThrow());
    }
    move.values()
        .forEach(
            (column, value) -> {
              columns.add(TEMPLATE.fragment("{}", column));
              sources.add(value);
            });
    boolean same = now.equals(from.name().name());
    return TEMPLATE.sql(
        "INSERT OR ABORT INTO {} ({})\nSELECT {}\nFROM {}",
        into,
        columns,
        sources,
        same ? now : TEMPLATE.fragment("{} AS {}", now, from.name()));
  }

  /** AUTOINCREMENT never gives a number twice, so what it remembers may not go down. */
  private List<String> sequence(String now) {
    Literal table = new Literal(into);
    Literal stashed = new Literal(stash);
    if (move.from().isAutoincrement()) {
      Literal name = move.to().isAutoincrement() ? table : stashed;
      return List.of(
          forget(name),
          TEMPLATE.sql(
              """
              INSERT INTO sqlite_sequence (name, seq) \
              SELECT {}, seq FROM sqlite_sequence WHERE name = {}""",
              name,
              new Literal(now)));
    }
    if (!move.to().isAutoincrement()) return List.of();
    return List.of(
        TEMPLATE.sql(
            """
            INSERT INTO sqlite_sequence (name, seq) SELECT {}, 0 \
            WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = {}) \
            AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = {})""",
            table,
            table,
            stashed),
        TEMPLATE.sql(
            """
            UPDATE sqlite_sequence SET seq = \
            (SELECT max(seq) FROM sqlite_sequence WHERE name IN ({}, {})) WHERE name = {}""",
            table,
            stashed,
            table),
        forget(stashed));
  }

  private static String forget(Literal name) {
    return TEMPLATE.sql("DELETE FROM sqlite_sequence WHERE name = {}", name);
  }
}
