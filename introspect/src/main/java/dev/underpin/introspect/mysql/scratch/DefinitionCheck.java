package dev.underpin.introspect.mysql.scratch;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Has the server make desired tables in a scratch database. Where it does not take one, each part
 * is tried alone, so that the error has its place.
 */
final class DefinitionCheck {
  private static final String NAME = "underpin_try";

  /**
   * Of privileges, limits, locks and the log, and of what is not in a scratch database: sequences
   * and the like.
   */
  private static final Set<Integer> NOT_CERTAIN =
      Set.of(
          1005, 1007, 1021, 1028, 1030, 1037, 1038, 1040, 1041, 1044, 1045, 1050, 1114, 1135, 1142,
          1143, 1146, 1180, 1205, 1213, 1227, 1290, 1305, 1317, 1370, 1410, 1449, 1792, 1836, 3024,
          4031, 4091);

  private final Connection connection;
  private final MysqlDialect dialect;
  private final Consumer<Note> notes;

  DefinitionCheck(Connection connection, MysqlDialect dialect, Consumer<Note> notes) {
    this.connection = connection;
    this.dialect = dialect;
    this.notes = notes;
  }

  /** Tell what the server does not take of a table. */
  void check(Table table) throws SQLException {
    Optional<SQLException> why = why(table.filterConstraints(c -> !(c instanceof ForeignKey)));
    if (why.isPresent()) tell(table, why.get());
  }

  /**
   * Tell what a table is refused for.
   *
   * @param why what the server said of the whole
   */
  void tell(Table table, SQLException why) throws SQLException {
    if (isCertain(why)) parts(table, why);
    else notes.accept(note(ObjectRef.table(table.name()), why));
  }

  private void parts(Table table, SQLException why) throws SQLException {
    List<Note> found = new ArrayList<>();
    Set<String> failed = new HashSet<>();
    ObjectRef ref = ObjectRef.table(table.name());
    List<Column> bare = new ArrayList<>();
    for (Column column : table.columns()) {
      Column plain = bare(column);
      Optional<SQLException> refused = why(of(List.of(plain)));
      refused.ifPresent(e -> found.add(note(ref.column(column.name()), e)));
      if (refused.isPresent()) failed.add(column.name());
      else bare.add(plain);
    }
    for (Column column : table.columns()) {
      Column whole = column.withIdentity(Optional.empty());
      if (bare(whole).equals(whole) || mentions(texts(column), failed)) continue;
      if (failed.contains(column.name())) continue;
      List<Column> with =
          bare.stream().map(c -> c.name().equals(column.name()) ? whole : c).toList();
      Optional<SQLException> refused = why(of(with));
      refused.ifPresent(e -> found.add(note(ref.column(column.name()), e)));
      // A key may be on what is computed, and not on what is kept.
      if (refused.isPresent()) failed.add(column.name());
      else if (column.generated().isPresent())
        bare.replaceAll(c -> c.name().equals(column.name()) ? whole : c);
    }
    Table columns = of(bare);
    for (Constraint constraint : table.constraints()) {
      if (constraint instanceof ForeignKey || mentions(texts(constraint), failed)) continue;
      if (keyOf(constraint).stream().anyMatch(failed::contains)) continue;
      why(columns.withConstraints(List.of(constraint)))
          .ifPresent(e -> found.add(note(ref.constraint(constraint), e)));
    }
    for (Index index : table.indexes()) {
      if (index.columns().stream().anyMatch(failed::contains)) continue;
      if (mentions(texts(index.keys()), failed)) continue;
      why(columns.withIndexes(List.of(index)))
          .ifPresent(e -> found.add(note(ref.index(index.name()), e)));
    }
    // What is left is how all that fits together: the row, AUTO_INCREMENT, partitions, options.
    if (found.isEmpty()) found.add(note(ref, why));
    found.forEach(notes);
  }

  private static Table of(List<Column> columns) {
    return new Table(
        QualifiedName.of(NAME), columns, List.of(), List.of(), Optional.empty(), Options.none());
  }

  /** Its type alone. */
  private static Column bare(Column column) {
    TreeMap<String, String> options = new TreeMap<>();
    SortedMap<String, String> all = column.options();
    Stream.of(ColumnOptions.CHARACTER_SET, ColumnOptions.SRID)
        .filter(all::containsKey)
        .forEach(key -> options.put(key, all.get(key)));
    return Column.of(column.name(), column.type())
        .withNullable(column.nullable())
        .withCollation(column.collation())
        .withOptions(Options.copy(options));
  }

  private static List<SqlText> texts(Column column) {
    return Stream.concat(
            column.defaultValue().stream(), column.generated().stream().map(g -> g.expression()))
        .toList();
  }

  private static List<SqlText> texts(Constraint constraint) {
    return constraint.match(
        primary -> texts(primary.keys()),
        unique -> texts(unique.keys()),
        foreign -> List.of(),
        check -> List.of(check.expression()),
        exclusion -> List.of());
  }

  private static List<SqlText> texts(List<IndexKey> keys) {
    return keys.stream().flatMap(key -> key.expression().stream()).toList();
  }

  private static Set<String> keyOf(Constraint constraint) {
    return constraint.match(
        primary -> primary.columns(),
        unique -> unique.columns(),
        foreign -> Set.of(),
        check -> Set.of(),
        exclusion -> Set.of());
  }

  private boolean mentions(List<SqlText> texts, Set<String> columns) {
    return texts.stream()
        .anyMatch(text -> columns.stream().anyMatch(c -> dialect.mentionsColumn(text, c)));
  }

  private Optional<SQLException> why(Table table) throws SQLException {
    Table one = table.withName(QualifiedName.of(NAME));
    try {
      CatalogRows.execute(connection, dialect.ddl().createTable(one, false));
      CatalogRows.execute(connection, dialect.ddl().dropTable(one.name()));
      return Optional.empty();
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      return Optional.of(e);
    }
  }

  private static boolean isCertain(SQLException e) {
    return e.getErrorCode() > 1000 && !NOT_CERTAIN.contains(e.getErrorCode());
  }

  private static Note note(ObjectRef ref, SQLException e) {
    if (isCertain(e)) return Note.rejected(ref, SchemaCanonicalizer.reason(e));
    String name = ref.object() + (ref.name().isEmpty() ? "" : "." + ref.name());
    return new Note(
        name,
        "was compared as text, because the server rejects it: " + SchemaCanonicalizer.reason(e));
  }
}
