package dev.underpin.dialect.sqlite.ddl;

import static java.util.stream.Collectors.joining;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.sqlite.canonical.ExpressionNormalizer;
import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.ReservedWords;
import dev.underpin.dialect.sqlite.lexer.StringLiteral;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The one place where SQLite's definitions are written. What {@code SqliteParser} reads from a
 * text, this writes as a text that reads the same. No statement ends in a semicolon.
 */
public final class SqliteDdl {
  /** Templates of SQL for SQLite. */
  public static final SqlTemplate TEMPLATE =
      new SqlTemplate(
          Identifiers::quote, name -> Identifiers.quote(name.name()), StringLiteral::of);

  private SqliteDdl() {}

  /** {@code CREATE TABLE} without its indexes. */
  public static String createTable(Table table) {
    return createTable(table, table.name());
  }

  /** {@code CREATE TABLE} under another name; references to the table itself keep its own name. */
  public static String createTable(Table table, QualifiedName as) {
    Optional<PrimaryKey> inline = table.primaryKey().filter(key -> isInline(table, key));
    List<String> lines = new ArrayList<>();
    for (Column column : table.columns()) {
      lines.add(column(column, inline.filter(key -> key.columns().contains(column.name()))));
    }
    for (Constraint constraint : table.constraints()) {
      if (inline.isEmpty() || !constraint.equals(inline.get())) lines.add(constraint(constraint));
    }
    return TEMPLATE.sql(
        "CREATE TABLE {} (\n  {}\n){}",
        as,
        SqlText.of(String.join(",\n  ", lines)),
        SqlText.of(options(table)));
  }

  /** {@code CREATE INDEX}. */
  public static String createIndex(QualifiedName table, Index index) {
    Set<String> ascending =
        Set.of(index.options().getOrDefault(SqliteOptions.EXPLICIT_ASC, "").split(","));
    List<SqlText> keys = new ArrayList<>();
    for (int i = 0; i < index.keys().size(); i++) {
      String key = key(index.keys().get(i));
      keys.add(SqlText.of(ascending.contains(String.valueOf(i + 1)) ? key + " ASC" : key));
    }
    return TEMPLATE.sql(
        index.unique() ? "CREATE UNIQUE INDEX {} ON {} ({}){}" : "CREATE INDEX {} ON {} ({}){}",
        index.name(),
        table,
        keys,
        index.where().map(where -> SqlText.of(" WHERE " + text(where))));
  }

  /** {@code DROP …}. */
  public static String drop(SchemaObject.Kind kind, QualifiedName name) {
    return drop(kind == SchemaObject.Kind.VIRTUAL_TABLE ? "table" : kind.words(), name);
  }

  /**
   * {@code DROP …}.
   *
   * @param kind table, index, view or trigger
   */
  public static String drop(String kind, QualifiedName name) {
    return TEMPLATE.sql("DROP {} {}", SqlText.of(kind.toUpperCase(Locale.ROOT)), name);
  }

  /** Have a full-text index read all rows of what it is over. */
  public static String rebuildIndex(QualifiedName index) {
    return TEMPLATE.sql("INSERT INTO {} ({}) VALUES ('rebuild')", index, index.name());
  }

  /** A column as it stands in CREATE TABLE and behind ADD COLUMN. */
  public static String column(Column column) {
    return column(column, Optional.empty());
  }

  /** A constraint as it stands behind the columns of CREATE TABLE. */
  public static String constraint(Constraint constraint) {
    return constraint.match(
        key -> named(key.name(), "PRIMARY KEY %s%s", keys(key.keys()), onConflict(key.options())),
        unique ->
            named(unique.name(), "UNIQUE %s%s", keys(unique.keys()), onConflict(unique.options())),
        foreign ->
            named(
                foreign.name(),
                "FOREIGN KEY %s %s",
                names(foreign.columnList()),
                references(foreign)),
        check ->
            named(
                check.name(),
                "CHECK (%s)%s",
                text(check.expression()),
                onConflict(check.options())),
        exclusion -> {
          throw new IllegalArgumentException(
              "SQLite has no such constraint: " + exclusion.definition());
        });
  }

  /**
   * A column's name in a definition: quoted, but for keywords that SQLite takes for a name. Those
   * are written bare by people, SQLite keeps the text of a definition for good, and a text that is
   * compared should not change by being made again.
   */
  public static String columnName(String name) {
    return ReservedWords.isTakenForName(name) ? name : Identifiers.quote(name);
  }

  /** A parenthesised list of column names. */
  public static String names(Collection<String> names) {
    return names.stream().map(SqliteDdl::columnName).collect(joining(", ", "(", ")"));
  }

  /** The default as it stands behind DEFAULT: in parentheses unless it is a literal. */
  public static String defaultValue(SqlText value) {
    String text = text(value);
    if (ExpressionNormalizer.expression(text).equals("NULL")) return "NULL";
    return ExpressionNormalizer.isLiteral(text) ? text : "(" + text + ")";
  }

  /** The clause of a foreign key from REFERENCES on. */
  public static String references(ForeignKey key) {
    return TEMPLATE.sql(
        "REFERENCES {}{}{}{}{}{}",
        key.references(),
        SqlText.of(key.referencedColumns().isEmpty() ? "" : " " + names(key.referencedColumns())),
        SqlText.of(action(" ON DELETE ", key.onDelete())),
        SqlText.of(action(" ON UPDATE ", key.onUpdate())),
        SqlText.of(key.match().equalsIgnoreCase("SIMPLE") ? "" : " MATCH " + key.match()),
        SqlText.of(
            switch (key.deferrability()) {
              case NOT_DEFERRABLE -> "";
              case INITIALLY_IMMEDIATE -> " DEFERRABLE";
              case INITIALLY_DEFERRED -> " DEFERRABLE INITIALLY DEFERRED";
            }));
  }

  /**
   * True where the primary key is written at its column: AUTOINCREMENT is customary there, and a
   * descending key means something else there ({@link SqliteOptions#ROWID_ALIAS}).
   */
  private static boolean isInline(Table table, PrimaryKey key) {
    if (key.keys().size() != 1 || key.keys().get(0).collation().isPresent()) return false;
    boolean integer =
        key.keys()
            .get(0)
            .column()
            .flatMap(table::column)
            .filter(c -> c.type().strip().equalsIgnoreCase("INTEGER"))
            .isPresent();
    return integer && !SqliteOptions.isSet(key.options(), SqliteOptions.ROWID_ALIAS);
  }

  private static String column(Column column, Optional<PrimaryKey> key) {
    StringBuilder sql = new StringBuilder(columnName(column.name()));
    if (!column.type().isBlank()) sql.append(' ').append(ExpressionNormalizer.clean(column.type()));
    key.ifPresent(
        k -> {
          sql.append(' ').append(named(k.name())).append("PRIMARY KEY");
          if (k.keys().get(0).descending()) sql.append(" DESC");
          sql.append(onConflict(k.options()));
          if (column.identity().isPresent()) sql.append(" AUTOINCREMENT");
        });
    if (!column.nullable()) {
      String name = named(Optional.ofNullable(column.options().get(SqliteOptions.NOT_NULL_NAME)));
      sql.append(' ')
          .append(name)
          .append("NOT NULL")
          .append(onConflict(column.options(), SqliteOptions.NOT_NULL_ON_CONFLICT));
    }
    column.defaultValue().ifPresent(value -> sql.append(" DEFAULT ").append(defaultValue(value)));
    column.collation().ifPresent(collation -> sql.append(" COLLATE ").append(word(collation)));
    column.generated().ifPresent(generated -> sql.append(generated(generated)));
    return sql.toString();
  }

  private static String generated(Generated generated) {
    return " GENERATED ALWAYS AS (%s) %s"
        .formatted(text(generated.expression()), generated.stored() ? "STORED" : "VIRTUAL");
  }

  private static String keys(List<IndexKey> keys) {
    return keys.stream().map(SqliteDdl::key).collect(joining(", ", "(", ")"));
  }

  private static String key(IndexKey key) {
    return key.column()
            .map(SqliteDdl::columnName)
            .orElseGet(() -> text(key.expression().orElseThrow()))
        + key.collation().map(collation -> " COLLATE " + word(collation)).orElse("")
        + (key.descending() ? " DESC" : "");
  }

  private static String options(Table table) {
    List<String> options = new ArrayList<>();
    if (SqliteOptions.isSet(table.options(), SqliteOptions.STRICT)) options.add("STRICT");
    if (SqliteOptions.isSet(table.options(), SqliteOptions.WITHOUT_ROWID))
      options.add("WITHOUT ROWID");
    return options.isEmpty() ? "" : " " + String.join(", ", options);
  }

  private static String action(String words, ReferentialAction action) {
    return action == ReferentialAction.UNSAID ? "" : words + action.sql();
  }

  @FormatMethod
  private static String named(
      Optional<String> name, @FormatString String definition, Object... parts) {
    return named(name) + definition.formatted(parts);
  }

  private static String named(Optional<String> name) {
    return name.map(n -> TEMPLATE.sql("CONSTRAINT {} ", n)).orElse("");
  }

  private static String onConflict(SortedMap<String, String> options) {
    return onConflict(options, SqliteOptions.ON_CONFLICT);
  }

  private static String onConflict(SortedMap<String, String> options, String key) {
    String word = options.get(key);
    return word == null ? "" : " ON CONFLICT " + word;
  }

  /** A collation's name: bare where it can be, as everybody writes it. */
  private static String word(String name) {
    return Lexer.isPlain(name) && !ReservedWords.isKeyword(name) ? name : Identifiers.quote(name);
  }

  private static String text(SqlText expression) {
    return ExpressionNormalizer.clean(expression.written());
  }
}
