package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.references.VirtualTableText;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a virtual table, and how they come to another definition of it. Every row keeps its
 * number, by which triggers and queries find it.
 *
 * @param rowid the column, or {@code rowid}, that has the row's number
 * @param columns the others that hold values
 */
public record VirtualRows(String rowid, List<String> columns) {
  public static VirtualRows of(VirtualTableText text) {
    Optional<String> own = text.rowidColumn();
    List<String> columns = new ArrayList<>(text.columns());
    own.ifPresent(columns::remove);
    return new VirtualRows(own.orElse("rowid"), List.copyOf(columns));
  }

  /** The columns that the other definition has too. */
  public List<String> sharedWith(VirtualRows other) {
    return columns.stream()
        .filter(c -> other.columns().stream().anyMatch(o -> Identifiers.isSame(c, o)))
        .toList();
  }

  /** Copy all rows of {@code from}, which has the other definition, to {@code to}. */
  public String copy(String from, VirtualRows other, String to) {
    return TEMPLATE.sql(
        "INSERT INTO {} ({}) SELECT {} FROM {}",
        to,
        with(rowid, sharedWith(other)),
        with(other.rowid(), sharedWith(other)),
        from);
  }

  /**
   * Give {@code to} the rows that {@code from} has now. A row that is in both keeps the values that
   * {@code from} has no column for.
   */
  public List<String> merge(String from, VirtualRows other, String to) {
    List<String> statements = new ArrayList<>();
    SqlText there = TEMPLATE.fragment("(SELECT {} FROM {})", other.rowid(), from);
    statements.add(TEMPLATE.sql("DELETE FROM {} WHERE {} NOT IN {}", to, rowid, there));
    List<String> shared = sharedWith(other);
    if (!shared.isEmpty()) {
      List<SqlText> differences =
          shared.stream()
              .map(c -> TEMPLATE.fragment("{}.{} IS NOT {}.{}", from, c, to, c))
              .toList();
      statements.add(
          TEMPLATE.sql(
              "UPDATE {} SET ({}) = (SELECT {} FROM {} WHERE {}.{} = {}.{}) WHERE EXISTS"
                  + " (SELECT 1 FROM {} WHERE {}.{} = {}.{} AND ({}))",
              to,
              shared,
              shared,
              from,
              from,
              other.rowid(),
              to,
              rowid,
              from,
              from,
              other.rowid(),
              to,
              rowid,
              Expressions.joined(differences, " OR ")));
    }
    statements.add(
        TEMPLATE.sql(
            "INSERT INTO {} ({}) SELECT {} FROM {} WHERE {} NOT IN (SELECT {} FROM {})",
            to,
            with(rowid, shared),
            with(other.rowid(), shared),
            from,
            other.rowid(),
            rowid,
            to));
    return statements;
  }

  /** Keep these columns of a table that goes in a rollback, each value beside its row's number. */
  public List<String> save(String table, List<String> values, String trash) {
    if (values.isEmpty()) return List.of();
    return List.of(
        TEMPLATE.sql("CREATE TABLE IF NOT EXISTS {} ({})", trash, with("row", values)),
        TEMPLATE.sql(
            "INSERT INTO {} ({}) SELECT {} FROM {}",
            trash,
            with("row", values),
            with(rowid, values),
            table));
  }

  /** The statement that drops the table. */
  public static String drop(String table) {
    return SqliteDdl.drop(SchemaObject.Kind.VIRTUAL_TABLE, QualifiedName.of(table));
  }

  private static List<String> with(String first, List<String> rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }
}
