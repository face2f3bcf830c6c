package dev.underpin.planner.sqlite;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes schemas of every form that SQLite has, and changes them. */
final class RandomSchemas {
  private static final List<String> TYPES =
      List.of("TEXT", "INTEGER", "REAL", "BLOB", "NUMERIC", "varchar(20)", "", "boolean", "INT");
  private static final List<String> STRICT_TYPES =
      List.of("TEXT", "INTEGER", "REAL", "BLOB", "ANY", "INT");

  private final Choices choices;

  RandomSchemas(Choices choices) {
    this.choices = choices;
  }

  Schema schema() {
    Schema schema = Schema.EMPTY;
    int tables = 1 + choices.below(4);
    for (int i = 0; i < tables; i++) schema = schema.put(table("t" + i));
    int keys = choices.below(4);
    for (int i = 0; i < keys; i++) schema = schema.put(referencing(any(schema), schema));
    return sound(schema);
  }

  Table any(Schema schema) {
    return choices.of(List.copyOf(schema.tables().values()));
  }

  Table table(String name) {
    int kind = choices.below(6);
    boolean strict = choices.oneIn(4);
    boolean withoutRowid = kind == 4;
    List<Column> columns = new ArrayList<>();
    List<Constraint> constraints = new ArrayList<>();
    Column id = Column.of("id", kind >= 3 ? "INT" : "INTEGER");
    if (kind == 1) id = id.withIdentity(Optional.of(Identity.of(Identity.Kind.AUTOINCREMENT)));
    columns.add(withoutRowid ? id.withNullable(false) : id);
    if (kind == 5) {
      constraints.add(UniqueConstraint.of(Optional.empty(), List.of("id")));
    } else {
      constraints.add(PrimaryKey.of(Optional.empty(), List.of("id")));
    }
    var options = Options.none();
    if (strict) options = Options.with(options, SqliteOptions.STRICT, Optional.of("true"));
    if (withoutRowid)
      options = Options.with(options, SqliteOptions.WITHOUT_ROWID, Optional.of("true"));
    Table table =
        new Table(
            QualifiedName.of(name), columns, constraints, List.of(), Optional.empty(), options);
    int more = choices.below(5);
    for (int i = 0; i < more; i++) table = withColumn(table, column(table, freeName(table)));
    int extras = choices.below(4);
    for (int i = 0; i < extras; i++) table = decorated(table);
    return table;
  }

  static boolean isStrict(Table table) {
    return SqliteOptions.isSet(table.options(), SqliteOptions.STRICT);
  }

  String type(Table table) {
    return choices.of(isStrict(table) ? STRICT_TYPES : TYPES);
  }

  String freeName(Table table) {
    int i = 0;
    while (table.column("c" + i).isPresent()) i++;
    return "c" + i;
  }

  static Table withColumn(Table table, Column column) {
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(column);
    return table.withColumns(columns);
  }

  static Table with(Table table, Constraint constraint) {
    List<Constraint> constraints = new ArrayList<>(table.constraints());
    constraints.add(constraint);
    return table.withConstraints(constraints);
  }

  static Table with(Table table, Index index) {
    List<Index> indexes = new ArrayList<>(table.indexes());
    indexes.add(index);
    return table.withIndexes(indexes);
  }

  Column column(Table table, String name) {
    Column column = Column.of(name, type(table));
    switch (choices.below(8)) {
      case 1 -> column = column.withDefault(Optional.of(constant(column.type())));
      case 2 ->
          column = column.withDefault(Optional.of(constant(column.type()))).withNullable(false);
      case 3 -> {
        if (!column.type().equals("BLOB"))
          column = column.withDefault(Optional.of(SqlText.of("1 + 1")));
      }
      case 4 -> column = column.withCollation(Optional.of("NOCASE"));
      case 5 -> column = generated(table, column, false);
      case 6 -> column = generated(table, column, true);
      default -> {}
    }
    return column;
  }

  private Column generated(Table table, Column column, boolean stored) {
    SqlText expression = SqlText.of("coalesce(" + plainColumn(table) + ", 0) || 'x'");
    String type = isStrict(table) ? "TEXT" : column.type();
    return column.withType(type).withGenerated(Optional.of(new Generated(expression, stored)));
  }

  static SqlText constant(String type) {
    return SqlText.of(type.equals("BLOB") ? "x'00'" : type.equals("TEXT") ? "'a'" : "7");
  }

  private String plainColumn(Table table) {
    return choices.of(
        table.columns().stream().filter(c -> c.generated().isEmpty()).map(Column::name).toList());
  }

  /** The table with one more check, unique constraint or index. */
  Table decorated(Table table) {
    String column = plainColumn(table);
    String name = table.name().name();
    String free = name + "_" + column + "_" + choices.below(1000);
    if (table.constraint(free).isPresent() || table.index(free).isPresent()) return table;
    Optional<String> named = choices.oneIn(2) ? Optional.of(free) : Optional.empty();
    return switch (choices.below(8)) {
      case 6 -> with(table, UniqueConstraint.of(named, List.of(column)));
      case 7 -> with(table, Index.of(free, true, List.of(column)));
      case 0 -> with(table, Index.of(free, false, List.of(column)));
      case 1 ->
          with(
              table,
              Index.of(free, false, List.of(column))
                  .withKeys(
                      List.of(
                          IndexKey.expression(SqlText.of("length(" + column + ")")),
                          IndexKey.column("id")),
                      List.of(),
                      Optional.of(SqlText.of(column + " IS NOT NULL"))));
      case 2 -> with(table, CheckConstraint.of(named, SqlText.of("length(" + column + ") < 1000")));
      case 3 -> with(table, UniqueConstraint.of(named, List.of(column, "id")));
      case 4 -> with(table, Index.of(free, true, List.of("id", column)));
      default ->
          with(table, CheckConstraint.of(named, SqlText.of("typeof(" + column + ") <> 'what'")));
    };
  }

  /** The table with one more foreign key, on a column of its own. */
  Table referencing(Table table, Schema schema) {
    String column = freeName(table);
    Table parent = any(schema);
    ForeignKey key =
        new ForeignKey(
            choices.oneIn(2)
                ? Optional.of(table.name().name() + "_" + column + "_fk")
                : Optional.empty(),
            List.of(column),
            parent.name(),
            List.of(choices.of(keys(parent))),
            choices
                .of(List.of(ReferentialAction.values()))
                .unlessUsual(ReferentialAction.NO_ACTION),
            choices
                .of(List.of(ReferentialAction.values()))
                .unlessUsual(ReferentialAction.NO_ACTION),
            "SIMPLE",
            choices.of(List.of(Deferrability.values())),
            false,
            List.of(),
            Options.none());
    return with(withColumn(table, Column.of(column, "INT")), key);
  }

  /** The columns that a foreign key can reference, each by itself. */
  static List<String> keys(Table table) {
    List<String> keys = new ArrayList<>();
    for (Constraint constraint : table.constraints()) {
      boolean unique = constraint instanceof UniqueConstraint || constraint instanceof PrimaryKey;
      if (unique && constraint.columns().size() == 1) keys.addAll(constraint.columns());
    }
    for (Index index : table.indexes()) {
      boolean whole = index.where().isEmpty() && index.keys().size() == 1;
      if (index.unique() && whole && index.columns().size() == 1) keys.addAll(index.columns());
    }
    return keys;
  }

  /** The schema without foreign keys that reference nothing. */
  static Schema sound(Schema schema) {
    return schema.mapTables(
        t ->
            t.filterConstraints(
                c ->
                    !(c instanceof ForeignKey f)
                        || schema
                            .table(f.references())
                            .filter(p -> keys(p).contains(f.referencedColumns().get(0)))
                            .isPresent()));
  }

  /** The table without a column and all that names it. */
  static Table without(Table table, String column) {
    List<Column> columns =
        table.columns().stream()
            .filter(c -> !c.name().equals(column))
            .filter(c -> c.generated().filter(g -> names(g.expression(), column)).isEmpty())
            .toList();
    Table smaller = table.withColumns(columns);
    for (Column gone : table.columns()) {
      if (columns.contains(gone)) continue;
      smaller =
          smaller
              .filterConstraints(
                  c ->
                      !c.columns().contains(gone.name())
                          && !(c instanceof CheckConstraint k
                              && names(k.expression(), gone.name())))
              .withIndexes(
                  smaller.indexes().stream()
                      .filter(i -> !i.columns().contains(gone.name()))
                      .filter(i -> i.where().filter(w -> names(w, gone.name())).isEmpty())
                      .filter(
                          i ->
                              i.keys().stream()
                                  .flatMap(k -> k.expression().stream())
                                  .noneMatch(e -> names(e, gone.name())))
                      .toList());
    }
    return smaller;
  }

  /** Views and triggers: on a table, and on another that names it. */
  List<String> objects(Schema schema) {
    List<String> statements = new ArrayList<>();
    int count = choices.below(4);
    for (int i = 0; i < count; i++) {
      String table = any(schema).name().name();
      String other = any(schema).name().name();
      statements.add(
          switch (choices.below(4)) {
            case 0 -> "CREATE VIEW o" + i + " AS SELECT id FROM " + table + " WHERE id > 0";
            case 1 ->
                "CREATE VIEW o"
                    + i
                    + " AS SELECT a.id FROM "
                    + table
                    + " a JOIN "
                    + other
                    + " b ON a.id = b.id";
            case 2 ->
                "CREATE TRIGGER o"
                    + i
                    + " AFTER UPDATE ON "
                    + table
                    + " BEGIN UPDATE "
                    + other
                    + " SET id = id WHERE id = old.id; END";
            default ->
                "CREATE TRIGGER o"
                    + i
                    + " BEFORE DELETE ON "
                    + table
                    + " WHEN old.id < 0 BEGIN DELETE FROM "
                    + other
                    + "; END";
          });
    }
    return statements;
  }

  private static boolean names(SqlText text, String column) {
    return text.written().matches(".*\\b" + column + "\\b.*");
  }
}
