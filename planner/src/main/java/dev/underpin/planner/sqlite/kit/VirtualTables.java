package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.references.VirtualTableText;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Full-text indexes over the rows of a table (<a
 * href="https://sqlite.org/fts5.html#external_content_tables">external content tables</a>). SQLite
 * tells them of no rename and of no change of the table.
 */
public final class VirtualTables {
  private VirtualTables() {}

  /** What the statement says; absent where the object is of another kind. */
  public static Optional<VirtualTableText> text(SchemaObject object) {
    return object.kind() == SchemaObject.Kind.VIRTUAL_TABLE
        ? VirtualTableText.of(object.create().written())
        : Optional.empty();
  }

  /** The indexes over a table or view, among these objects. */
  public static List<SchemaObject> over(Collection<SchemaObject> objects, QualifiedName table) {
    return objects.stream()
        .filter(
            o ->
                text(o)
                    .filter(VirtualTableText::isExternal)
                    .flatMap(VirtualTableText::source)
                    .filter(source -> Identifiers.isSame(table.name(), source))
                    .isPresent())
        .toList();
  }

  /** Create it, and have it read what it is over. */
  public static List<String> create(SchemaObject object) {
    List<String> statements = new ArrayList<>(List.of(object.create().written()));
    if (text(object).filter(VirtualTableText::isExternal).isPresent())
      statements.add(SqliteDdl.rebuildIndex(object.name()));
    return statements;
  }

  /** Put another one in the place of an index that keeps no rows. */
  public static List<String> recreate(SchemaObject object) {
    List<String> statements = new ArrayList<>();
    statements.add(SqliteDdl.drop(object.kind(), object.name()));
    statements.addAll(create(object));
    return statements;
  }

  /**
   * The statements that bring the staying indexes over a table up to date, where its rows move with
   * other values than they had.
   */
  public static List<String> afterMove(
      SqliteContext context, TableMove move, Collection<String> changing) {
    List<String> statements = new ArrayList<>();
    for (SchemaObject index : over(context.stayingObjects(move.to().name()), move.to().name())) {
      boolean changes =
          text(index).orElseThrow().columns().stream()
              .anyMatch(column -> changing.contains(column) || changes(move, column));
      if (changes) statements.add(SqliteDdl.rebuildIndex(index.name()));
    }
    return statements;
  }

  private static boolean changes(TableMove move, String column) {
    SqlText value = move.values().get(column);
    return value != null && !value.written().equals(move.from().value(column).written());
  }
}
