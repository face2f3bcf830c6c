package dev.underpin.introspect.sqlite.catalog;

import dev.underpin.dialect.sqlite.SqliteDialect;
import dev.underpin.dialect.sqlite.canonical.TableRules;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.SqliteSyntaxException;
import dev.underpin.dialect.sqlite.parser.SqliteParser;
import dev.underpin.introspect.OwnNames;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.sqlite.catalog.StoredSchema.PragmaColumn;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the model of what SQLite has stored. The texts are parsed, since checks, collations and the
 * names of constraints stand nowhere else; what the pragmas know as well is compared, and a table
 * on which the two disagree is left alone with a note rather than planned on with a wrong model.
 */
public final class CatalogReader {
  private final StoredSchema stored;
  private final Scope scope;
  private final Map<String, String> letters = new HashMap<>();
  private final TreeMap<QualifiedName, Table> tables = new TreeMap<>();
  private final Map<QualifiedName, List<Column>> trashColumns = new HashMap<>();
  private final TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>();
  private final List<Note> notes = new ArrayList<>();

  private CatalogReader(StoredSchema stored, Scope scope) {
    this.stored = stored;
    this.scope = scope;
  }

  /**
   * The model of a stored schema, and what is to be said of it.
   *
   * @param trashColumns by table: its columns that lie in the trash, hidden from the model
   */
  public record Read(
      Schema schema, Map<QualifiedName, List<Column>> trashColumns, List<Note> notes) {}

  public static Read read(StoredSchema stored, Scope scope) {
    return new CatalogReader(stored, scope).read();
  }

  private Read read() {
    for (SchemaRow row : stored.rows())
      if (row.is("table") || row.is("view")) letters.put(Identifiers.lower(row.name()), row.name());
    for (SchemaRow row : stored.rows()) if (row.is("table") && isRead(row)) table(row);
    for (SchemaRow row : stored.rows())
      if (row.is("index") && isRead(row) && !row.sql().isEmpty()) index(row);
    for (SchemaRow row : stored.rows())
      if (scope.hasObjects()
          && (row.is("view") || row.is("trigger") || stored.isVirtual(row))
          && isSeen(row)) object(row);
    tables.replaceAll((name, table) -> withReferencesInLetters(table));
    return new Read(Schema.EMPTY.withTables(tables).withObjects(objects), trashColumns, notes);
  }

  /** True for a table, or an index of one, that the scope looks at. */
  private boolean isRead(SchemaRow row) {
    return isSeen(row) && scope.only().map(o -> o.tables().contains(row.table())).orElse(true);
  }

  private boolean isSeen(SchemaRow row) {
    boolean internal = Identifiers.lower(row.name()).startsWith("sqlite_");
    return !internal
        && !OwnNames.isOwn(row.table())
        && !OwnNames.isOwn(row.name())
        && !scope.ignored().test(row.table())
        && !scope.ignored().test(row.name());
  }

  private void table(SchemaRow row) {
    if (!stored.isOrdinary(row)) return;
    try {
      Table table = SqliteParser.table(row.sql()).withName(QualifiedName.of(row.name()));
      Optional<String> doubt = doubt(table, stored.columns().getOrDefault(row.name(), List.of()));
      if (doubt.isPresent()) {
        notes.add(
            new Note(
                row.name(),
                "is left alone: SQLite says otherwise of %s than its statement does."
                    .formatted(doubt.get())));
        return;
      }
      List<Column> trash =
          table.columns().stream().filter(c -> OwnNames.isTrash(c.name())).toList();
      if (!trash.isEmpty()) trashColumns.put(table.name(), trash);
      tables.put(
          table.name(),
          table.withColumns(
              table.columns().stream().filter(c -> !OwnNames.isTrash(c.name())).toList()));
    } catch (SqliteSyntaxException e) {
      notes.add(
          new Note(
              row.name(), "is left alone: its statement cannot be read (" + e.getMessage() + ")."));
    }
  }

  /** Where the text and the pragma disagree. */
  private static Optional<String> doubt(Table table, List<PragmaColumn> columns) {
    if (columns.size() != table.columns().size()) return Optional.of("the number of its columns");
    for (int i = 0; i < columns.size(); i++) {
      PragmaColumn told = columns.get(i);
      Column read = table.columns().get(i);
      int hidden = read.generated().map(g -> g.stored() ? 3 : 2).orElse(0);
      boolean same =
          told.name().equals(read.name())
              && told.notNull() != read.nullable()
              && told.hasDefault() == read.defaultValue().isPresent()
              && told.hidden() == hidden;
      if (!same) return Optional.of("column " + told.name());
    }
    return Optional.empty();
  }

  private void index(SchemaRow row) {
    Table table = tables.get(QualifiedName.of(row.table()));
    if (table == null) return;
    try {
      List<Index> indexes = new ArrayList<>(table.indexes());
      indexes.add(SqliteParser.index(row.sql()).index().withName(row.name()));
      tables.put(table.name(), TableRules.withDeclaredNames(table.withIndexes(indexes)));
    } catch (SqliteSyntaxException e) {
      notes.add(
          new Note(
              row.name(),
              "is left alone: the index's statement cannot be read (" + e.getMessage() + ")."));
    }
  }

  private void object(SchemaRow row) {
    boolean trigger = row.is("trigger");
    QualifiedName name = QualifiedName.of(row.name());
    Set<QualifiedName> dependsOn = new LinkedHashSet<>();
    for (String mention : SqliteDialect.tablesNamedBy(row.sql())) {
      String known = letters.get(Identifiers.lower(mention));
      if (known != null && !known.equals(row.name())) dependsOn.add(QualifiedName.of(known));
    }
    Optional<QualifiedName> table = Optional.empty();
    if (trigger)
      table =
          Optional.of(
              QualifiedName.of(letters.getOrDefault(Identifiers.lower(row.table()), row.table())));
    SchemaObject object =
        new SchemaObject(
            kind(row),
            name,
            table,
            SqlText.of(row.sql()),
            SqliteDdl.drop(row.type(), name),
            dependsOn,
            Map.of(),
            Options.none());
    objects.put(object.key(), object);
  }

  private static SchemaObject.Kind kind(SchemaRow row) {
    if (row.is("trigger")) return SchemaObject.Kind.TRIGGER;
    return row.is("view") ? SchemaObject.Kind.VIEW : SchemaObject.Kind.VIRTUAL_TABLE;
  }

  /** Foreign keys name their table in whatever letters; the model has the table's own. */
  private Table withReferencesInLetters(Table table) {
    return table.mapConstraints(
        constraint -> {
          if (!(constraint instanceof ForeignKey key)) return constraint;
          String name =
              letters.getOrDefault(
                  Identifiers.lower(key.references().name()), key.references().name());
          Table parent = tables.get(QualifiedName.of(name));
          List<String> columns = key.referencedColumns();
          if (parent != null)
            columns = columns.stream().map(c -> TableRules.declared(parent, c)).toList();
          return key.withColumns(key.columnList(), QualifiedName.of(name), columns, List.of());
        });
  }
}
