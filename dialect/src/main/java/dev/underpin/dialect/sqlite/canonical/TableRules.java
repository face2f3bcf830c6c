package dev.underpin.dialect.sqlite.canonical;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.List;
import java.util.Optional;

/** What SQLite concludes from a table's definition without being told. */
public final class TableRules {
  private TableRules() {}

  /**
   * The column that is another name for the rowid, where there is one: the only column of the
   * primary key, declared INTEGER and nothing else (<a
   * href="https://sqlite.org/lang_createtable.html#rowid">ROWIDs and the INTEGER PRIMARY KEY</a>).
   */
  public static Optional<Column> rowidAlias(Table table) {
    if (SqliteOptions.isSet(table.options(), SqliteOptions.WITHOUT_ROWID)) return Optional.empty();
    return table
        .primaryKey()
        .filter(key -> key.keys().size() == 1)
        .filter(
            key ->
                !key.keys().get(0).descending()
                    || SqliteOptions.isSet(key.options(), SqliteOptions.ROWID_ALIAS))
        .flatMap(key -> key.keys().get(0).column())
        .flatMap(table::column)
        .filter(column -> column.type().strip().equalsIgnoreCase("INTEGER"));
  }

  /**
   * True where the table's rows are numbered by AUTOINCREMENT, so that {@code sqlite_sequence}
   * remembers the last number.
   */
  public static boolean isAutoincrement(Table table) {
    return table.columns().stream().anyMatch(column -> column.identity().isPresent());
  }

  /**
   * The table with the NOT NULL that SQLite adds by itself: primary key columns of a WITHOUT ROWID
   * table, and of a STRICT table unless they are the rowid. In all others a primary key may hold
   * NULL (<a href="https://sqlite.org/lang_createtable.html#the_primary_key">the PRIMARY KEY</a>).
   */
  public static Table withImpliedNotNull(Table table) {
    boolean withoutRowid = SqliteOptions.isSet(table.options(), SqliteOptions.WITHOUT_ROWID);
    boolean strict = SqliteOptions.isSet(table.options(), SqliteOptions.STRICT);
    Optional<PrimaryKey> key = table.primaryKey();
    if (key.isEmpty() || !withoutRowid && !strict || rowidAlias(table).isPresent()) return table;
    return table.mapColumns(
        c -> key.get().columns().contains(c.name()) ? c.withNullable(false) : c);
  }

  /**
   * The table with every name of one of its own columns in the letters of the column's declaration;
   * SQLite ignores case.
   */
  public static Table withDeclaredNames(Table table) {
    return table
        .mapConstraints(
            constraint -> {
              if (constraint instanceof PrimaryKey k) {
                return new PrimaryKey(
                    k.name(),
                    declared(table, k.keys()),
                    k.include(),
                    k.deferrability(),
                    k.options());
              }
              if (constraint instanceof UniqueConstraint u) {
                return new UniqueConstraint(
                    u.name(),
                    declared(table, u.keys()),
                    u.include(),
                    u.nullsNotDistinct(),
                    u.deferrability(),
                    u.options());
              }
              if (constraint instanceof ForeignKey f) {
                List<String> columns =
                    f.columnList().stream().map(c -> declared(table, c)).toList();
                return f.withColumns(
                    columns, f.references(), f.referencedColumns(), f.setColumns());
              }
              return constraint;
            })
        .mapIndexes(i -> i.withKeys(declared(table, i.keys()), i.include(), i.where()));
  }

  /**
   * A name of one of the table's columns in the letters of its declaration; any other name as it
   * is.
   */
  public static String declared(Table table, String column) {
    for (Column c : table.columns()) if (c.name().equals(column)) return column;
    for (Column c : table.columns()) if (Identifiers.isSame(c.name(), column)) return c.name();
    return column;
  }

  private static List<IndexKey> declared(Table table, List<IndexKey> keys) {
    return keys.stream()
        .map(key -> key.column().map(column -> key.withColumn(declared(table, column))).orElse(key))
        .toList();
  }
}
