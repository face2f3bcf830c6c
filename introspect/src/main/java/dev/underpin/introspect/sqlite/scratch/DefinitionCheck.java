package dev.underpin.introspect.sqlite.scratch;

import dev.underpin.dialect.sqlite.SqliteDialect;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.references.VirtualTableText;
import dev.underpin.introspect.sqlite.connection.SqliteConnections;
import dev.underpin.introspect.sqlite.connection.SqliteErrors;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Has SQLite compile a desired schema in memory: the parts of tables that it refuses, and the views
 * and triggers that do not fit the desired tables, which it would keep without a word.
 *
 * @param unknown the names of tables of the file that the model does not have, in lower case
 * @param notes told of each part that is refused
 */
public record DefinitionCheck(
    Schema desired, Catalog live, Set<String> unknown, Consumer<Note> notes) {
  private static final String SELECT = "EXPLAIN SELECT * FROM %s";

  /** Tell what a table is refused for: each part of it is tried alone. */
  static void parts(Table table, String why, Consumer<Note> notes) throws SQLException {
    Table bare =
        table
            .mapColumns(DefinitionCheck::bare)
            .filterConstraints(c -> !(c instanceof CheckConstraint));
    ObjectRef ref = ObjectRef.table(table.name());
    List<Note> refused = new ArrayList<>();
    for (Column column : table.columns()) {
      if (bare(column).equals(column)) continue;
      Table with = bare.mapColumns(c -> c.name().equals(column.name()) ? column : c);
      add(refused, ref.column(column.name()), SqliteDdl.createTable(with));
    }
    for (CheckConstraint check : table.constraintsOf(CheckConstraint.class)) {
      List<Constraint> with = new ArrayList<>(bare.constraints());
      with.add(check);
      add(refused, ref.constraint(check), SqliteDdl.createTable(bare.withConstraints(with)));
    }
    for (Index index : table.indexes()) {
      String create = SqliteDdl.createIndex(table.name(), index);
      add(refused, ref.index(index.name()), SqliteDdl.createTable(bare), create);
    }
    if (refused.isEmpty()) refused.add(rejected(ref, why));
    refused.forEach(notes);
  }

  private static void add(List<Note> refused, ObjectRef ref, String... statements)
      throws SQLException {
    why(List.of(statements)).ifPresent(why -> refused.add(rejected(ref, why)));
  }

  private static Column bare(Column column) {
    return column.withDefault(Optional.empty()).withGenerated(Optional.empty());
  }

  private static Optional<String> why(List<String> statements) throws SQLException {
    try (Connection memory = SqliteConnections.inMemory();
        Statement statement = memory.createStatement()) {
      for (String sql : statements) {
        Optional<String> why = why(statement, sql);
        if (why.isPresent()) return why;
      }
      return Optional.empty();
    }
  }

  private static Optional<String> why(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(SqliteErrors.message(e)).filter(why -> !isOfExtension(why));
    }
  }

  /** True for what another library, with its extensions loaded, would take. */
  static boolean isOfExtension(String message) {
    return List.of("no such function", "no such collation sequence", "no such module").stream()
        .anyMatch(message::contains);
  }

  // --- views and triggers

  /** Tell of the views and triggers that are refused, but for those that are so in the file. */
  public void objects() throws SQLException {
    try (Connection memory = SqliteConnections.inMemory();
        Statement statement = memory.createStatement()) {
      statement.execute("BEGIN");
      for (Table table : named()) why(statement, SqliteDdl.createTable(table));
      List<SchemaObject> readLater = new ArrayList<>();
      for (SchemaObject table : of(SchemaObject.Kind.VIRTUAL_TABLE))
        if (created(statement, table) && isExternal(table)) readLater.add(table);
      List<SchemaObject> views = of(SchemaObject.Kind.VIEW);
      for (SchemaObject view : views) add(view, why(statement, view.create().written()));
      // The content of a full-text index may be a view.
      for (SchemaObject table : readLater)
        add(table, why(statement, SqliteDdl.rebuildIndex(table.name())));
      for (SchemaObject view : views)
        add(view, why(statement, SELECT.formatted(Identifiers.quote(view.name().name()))));
      for (SchemaObject trigger : of(SchemaObject.Kind.TRIGGER))
        add(trigger, compiled(statement, trigger));
    }
  }

  /**
   * SQLite creates a virtual table whatever it reads, and fails when it reads it. One that is in
   * the file as it is declared is left alone: its module may belong to another program.
   */
  private boolean created(Statement statement, SchemaObject table) {
    try {
      statement.execute(table.create().written());
      return true;
    } catch (SQLException e) {
      SchemaObject there = live.schema().objects().get(table.key());
      boolean same = there != null && there.create().equals(table.create());
      if (!same) notes.accept(rejected(ObjectRef.object(table), SqliteErrors.message(e)));
      return false;
    }
  }

  private static boolean isExternal(SchemaObject table) {
    return VirtualTableText.of(table.create().written())
        .filter(VirtualTableText::isExternal)
        .isPresent();
  }

  private List<SchemaObject> of(SchemaObject.Kind kind) {
    return desired.objects().values().stream().filter(o -> o.kind() == kind).toList();
  }

  /** A trigger is compiled with the statement that fires it. */
  private static Optional<String> compiled(Statement statement, SchemaObject trigger)
      throws SQLException {
    Optional<String> why = why(statement, trigger.create().written());
    if (why.isPresent() || trigger.table().isEmpty()) return why;
    String table = Identifiers.quote(trigger.table().get().name());
    List<String> columns = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
      while (rows.next()) columns.add(Identifiers.quote(rows.getString("name")));
    }
    if (columns.isEmpty()) return Optional.empty();
    String all = columns.stream().map(c -> c + " = " + c).collect(Collectors.joining(", "));
    for (String sql :
        List.of(
            "EXPLAIN INSERT INTO " + table + " DEFAULT VALUES",
            "EXPLAIN UPDATE " + table + " SET " + all,
            "EXPLAIN DELETE FROM " + table)) {
      why = why(statement, sql).filter(text -> !text.startsWith("cannot modify"));
      if (why.isPresent()) break;
    }
    statement.execute("DROP TRIGGER " + Identifiers.quote(trigger.name().name()));
    return why;
  }

  private void add(SchemaObject object, Optional<String> why) {
    why.filter(text -> isCertain(object, text))
        .ifPresent(text -> notes.accept(rejected(ObjectRef.object(object), text)));
  }

  private static Note rejected(ObjectRef ref, String why) {
    return Note.rejected(ref, why);
  }

  /** The desired tables that views and triggers name. */
  private List<Table> named() {
    Set<String> names = new HashSet<>();
    for (SchemaObject object : desired.objects().values()) {
      SqliteDialect.tablesNamedBy(object.create().written())
          .forEach(n -> names.add(Identifiers.lower(n)));
      object.table().ifPresent(t -> names.add(Identifiers.lower(t.name())));
    }
    return desired.tables().values().stream()
        .filter(t -> names.contains(Identifiers.lower(t.name().name())))
        .toList();
  }

  /**
   * What is so in the file already is left alone, and of what is not in the model nothing is known.
   */
  private boolean isCertain(SchemaObject object, String why) {
    boolean brokenBefore =
        live.broken().stream()
            .anyMatch(b -> b.kind() == object.kind() && b.name().equals(object.name()));
    Set<String> words = new HashSet<>();
    SqliteDialect.tablesNamedBy(object.create().written())
        .forEach(n -> words.add(Identifiers.lower(n)));
    return !brokenBefore && !isOfExtension(why) && words.stream().noneMatch(unknown::contains);
  }
}
