package dev.underpin.introspect.mysql.catalog;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.canonical.CanonicalForm;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
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
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.UniqueConstraint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what tables consist of. */
record TableReader(
    Connection connection,
    MysqlDialect dialect,
    CatalogQueries queries,
    ReadTables wanted,
    BiFunction<String, String, QualifiedName> names,
    Map<QualifiedName, TableBuilder> tables) {
  private static final Pattern OPTION =
      Pattern.compile("[`\"]?(\\w+)[`\"]?=(\"[^\"]*\"|'[^']*'|`[^`]*`|\\S+)");
  private static final Pattern ZERO_TIME = Pattern.compile("'0000-00-00 00:00:00(\\.0+)?'");
  private static final Pattern ON_UPDATE =
      Pattern.compile("on update (\\S+)", Pattern.CASE_INSENSITIVE);

  void read() throws SQLException {
    each(queries.columns(), this::column);
    if (!dialect.flavor().hasSridClause() && TableBuilder.haveSpatialColumn(tables.values()))
      each(CatalogQueries.SPATIAL_REFERENCES, this::srid);
    each(queries.checks(), this::check);
    indexes();
    new ApplicationPeriods(connection, dialect).read(tables.values());
    foreignKeys();
    new PartitionClause(connection, dialect, wanted, names, tables).read();
  }

  private interface PartReader {
    void read(TableBuilder table, Row row) throws SQLException;
  }

  private void each(String sql, PartReader reader) throws SQLException {
    wanted.each(
        connection,
        sql,
        row -> {
          TableBuilder table = tables.get(names.apply(row.text("db"), row.text("tab")));
          if (table != null) reader.read(table, row);
        });
  }

  private void column(TableBuilder table, Row row) throws SQLException {
    String extra = row.text("extra").toUpperCase(Locale.ROOT);
    String type =
        CanonicalForm.type(row.text("type").replaceAll("/\\*.*?(COMPRESSED).*?\\*/", "$1"));
    TreeMap<String, String> options = new TreeMap<>();
    Matcher update = ON_UPDATE.matcher(row.text("extra"));
    if (update.find()) options.put(ColumnOptions.ON_UPDATE, update.group(1));
    if (extra.contains("INVISIBLE")) options.put(ColumnOptions.INVISIBLE, "true");
    if (extra.contains("WITHOUT SYSTEM VERSIONING"))
      options.put(ColumnOptions.WITHOUT_SYSTEM_VERSIONING, "true");
    row.optional("srid").ifPresent(s -> options.put(ColumnOptions.SRID, s));
    Optional<Generated> generated = generated(row, extra);
    Optional<SqlText> defaultValue =
        generated.isPresent() ? Optional.empty() : defaultValue(row, type, extra);
    table.add(
        new Column(
            row.text("name"),
            type,
            row.flag("nullable"),
            defaultValue,
            extra.contains("AUTO_INCREMENT")
                ? Optional.of(Identity.of(Identity.Kind.AUTOINCREMENT))
                : Optional.empty(),
            generated,
            row.optional("collation")
                .map(Collations::canonical)
                .filter(c -> !Optional.of(c).equals(table.collation)),
            Optional.of(row.text("comment")).filter(c -> !c.isEmpty()),
            Options.copy(options)));
  }

  private Optional<Generated> generated(Row row, String extra) throws SQLException {
    String expression = row.text("expression");
    if (expression.isEmpty()) return Optional.empty();
    boolean stored = extra.contains("STORED") || extra.contains("PERSISTENT");
    return Optional.of(new Generated(CanonicalForm.expression(plain(expression)), stored));
  }

  /**
   * MariaDB has SQL in its catalog, and the word NULL where a NULL is what holds; MySQL has a
   * value, or an expression where the column says that it has one.
   */
  private Optional<SqlText> defaultValue(Row row, String type, String extra) throws SQLException {
    Optional<String> text = row.optional("def");
    if (text.isEmpty()) return Optional.empty();
    if (isGivenForUpdate(row, text.get())) return Optional.empty();
    if (dialect.flavor().isMariaDb())
      return CanonicalForm.defaultValue(withoutDatabase(row.text("db"), text.get()), type);
    String sql =
        extra.contains("DEFAULT_GENERATED")
            ? CanonicalForm.unescaped(text.get())
            : CanonicalForm.constant(text.get(), type);
    return CanonicalForm.defaultValue(sql, type);
  }

  /**
   * MariaDB adds the database to the sequence that a default draws from. In another database the
   * default would still draw from the sequence of this one.
   */
  private String withoutDatabase(String database, String text) {
    if (!names.apply(database, database).schema().isEmpty()) return text;
    String qualifier = Pattern.quote(dialect.quote(database)) + "\\.";
    return text.replaceAll("\\b(nextval|lastval|setval)\\(" + qualifier, "$1(");
  }

  /** MariaDB gives the zero time, as its default, to a time that is kept and says none. */
  private boolean isGivenForUpdate(Row row, String text) throws SQLException {
    return dialect.flavor().isMariaDb()
        && !row.flag("nullable")
        && ON_UPDATE.matcher(row.text("extra")).find()
        && ZERO_TIME.matcher(text).matches();
  }

  private String plain(String expression) {
    return dialect.flavor().isMariaDb() ? expression : CanonicalForm.unescaped(expression);
  }

  private void srid(TableBuilder table, Row row) throws SQLException {
    String srid = row.text("srid");
    table.change(
        row.text("name"),
        c -> c.withOptions(Options.with(c.options(), ColumnOptions.SRID, Optional.of(srid))));
  }

  private void check(TableBuilder table, Row row) throws SQLException {
    String clause = plain(row.text("clause"));
    String name = row.text("name");
    if (!row.text("level").equals("Column")) {
      boolean enforced = row.flag("enforced");
      table.add(
          new CheckConstraint(
              Optional.of(name),
              CanonicalForm.expression(clause),
              false,
              false,
              enforced ? Options.none() : Options.of(CheckOptions.NOT_ENFORCED, "true")));
      return;
    }
    Optional<String> column = checked(table, name, clause);
    if (column.isEmpty()) return;
    if (isJson(table, column.get(), clause)) {
      table.change(column.get(), c -> c.withType("json").withCollation(Optional.empty()));
    } else {
      table.add(
          new CheckConstraint(
              Optional.empty(),
              CanonicalForm.expression(clause),
              false,
              false,
              Options.of(CheckOptions.COLUMN, column.get())));
    }
  }

  /** The column that a check belongs to: after a rename it still has the old name (MariaDB). */
  private Optional<String> checked(TableBuilder table, String name, String clause) {
    SqlText text = SqlText.of(clause);
    if (table.column(name).isPresent() && dialect.mentionsColumn(text, name))
      return Optional.of(name);
    return table.columnNames().stream()
        .filter(c -> dialect.mentionsColumn(text, c))
        .min(Comparator.comparingInt(c -> clause.indexOf(dialect.quote(c))))
        .or(() -> table.column(name).map(Column::name));
  }

  /** What MariaDB makes of the word json: a text in utf8mb4_bin that is checked. */
  private boolean isJson(TableBuilder table, String name, String clause) {
    return clause.equals("json_valid(" + dialect.quote(name) + ")")
        && table
            .column(name)
            .filter(c -> c.type().equals("longtext"))
            .filter(c -> c.collation().or(() -> table.collation).equals(Optional.of("utf8mb4_bin")))
            .isPresent();
  }

  /** An index while its keys are read. */
  private record FoundIndex(
      String name,
      boolean unique,
      String type,
      List<IndexKey> keys,
      TreeMap<String, String> options) {}

  private void indexes() throws SQLException {
    Map<TableBuilder, Map<String, FoundIndex>> found = new LinkedHashMap<>();
    each(
        queries.indexes(),
        (table, row) -> {
          String name = row.text("name");
          Map<String, FoundIndex> ofTable =
              found.computeIfAbsent(table, t -> new LinkedHashMap<>());
          if (!ofTable.containsKey(name)) ofTable.put(name, index(row));
          ofTable.get(name).keys().add(key(row));
        });
    Map<QualifiedName, Map<String, String>> parsers = parsers(found);
    found.forEach(
        (table, indexes) ->
            indexes
                .values()
                .forEach(i -> add(table, i, parsers.getOrDefault(table.name, Map.of()))));
  }

  private static FoundIndex index(Row row) throws SQLException {
    TreeMap<String, String> options = new TreeMap<>();
    if (row.flag("invisible")) options.put(IndexOptions.INVISIBLE, "true");
    if (!row.text("comment").isEmpty()) options.put(IndexOptions.COMMENT, row.text("comment"));
    return new FoundIndex(
        row.text("name"),
        !row.flag("non_unique"),
        row.text("type").toLowerCase(Locale.ROOT),
        new ArrayList<>(),
        options);
  }

  private IndexKey key(Row row) throws SQLException {
    Optional<String> expression = row.optional("expression").map(this::plain);
    boolean whole = row.text("type").equals("FULLTEXT") || row.text("type").equals("SPATIAL");
    long prefix = whole ? 0 : row.number("prefix");
    return new IndexKey(
        expression.isPresent() ? Optional.empty() : row.optional("col"),
        expression.map(CanonicalForm::expression),
        row.text("direction").equals("D"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        prefix > 0 ? OptionalInt.of((int) prefix) : OptionalInt.empty());
  }

  private static void add(TableBuilder table, FoundIndex index, Map<String, String> parsers) {
    if (index.unique()) {
      index.options().put(IndexOptions.USING, index.type());
      if (index.name().equals("PRIMARY")) {
        table.add(
            new PrimaryKey(
                Optional.empty(),
                index.keys(),
                List.of(),
                Deferrability.NOT_DEFERRABLE,
                Options.copy(index.options())));
      } else {
        table.add(
            new UniqueConstraint(
                Optional.of(index.name()),
                index.keys(),
                List.of(),
                false,
                Deferrability.NOT_DEFERRABLE,
                Options.copy(index.options())));
      }
      return;
    }
    String parser = parsers.get(index.name());
    if (parser != null) index.options().put(IndexOptions.PARSER, parser);
    table.add(
        new Index(
            index.name(),
            false,
            index.type().equals("rtree") ? IndexOptions.SPATIAL : index.type(),
            index.keys(),
            List.of(),
            Optional.empty(),
            false,
            Options.none(),
            Options.copy(index.options())));
  }

  /** No catalog says which parser a full text index has, but for the text of the whole table. */
  private Map<QualifiedName, Map<String, String>> parsers(
      Map<TableBuilder, Map<String, FoundIndex>> found) throws SQLException {
    Map<QualifiedName, Map<String, String>> parsers = new HashMap<>();
    List<QualifiedName> concerned =
        found.entrySet().stream()
            .filter(
                e ->
                    e.getValue().values().stream()
                        .anyMatch(i -> i.type().equals(IndexOptions.FULLTEXT)))
            .map(e -> e.getKey().name)
            .toList();
    if (concerned.isEmpty()) return parsers;
    boolean[] any = {false};
    CatalogRows.each(connection, CatalogQueries.PARSERS, row -> any[0] = row.number("parsers") > 0);
    if (!any[0]) return parsers;
    for (QualifiedName table : concerned) {
      CatalogRows.each(
          connection,
          "SHOW CREATE TABLE " + dialect.quote(table),
          row -> parsers.put(table, CreateTableText.parsers(row.result().getString(2))));
    }
    return parsers;
  }

  private void foreignKeys() throws SQLException {
    Map<TableBuilder, Map<String, ForeignKey>> found = new LinkedHashMap<>();
    each(
        CatalogQueries.FOREIGN_KEYS,
        (table, row) ->
            found
                .computeIfAbsent(table, t -> new LinkedHashMap<>())
                .put(
                    row.text("name"),
                    new ForeignKey(
                        Optional.of(row.text("name")),
                        List.of(),
                        table.name,
                        List.of(),
                        action(row.text("on_delete")),
                        action(row.text("on_update")),
                        "SIMPLE",
                        Deferrability.NOT_DEFERRABLE,
                        false,
                        List.of(),
                        Options.none())));
    each(
        CatalogQueries.FOREIGN_KEY_COLUMNS,
        (table, row) -> {
          QualifiedName other = names.apply(row.text("other_db"), row.text("other_tab"));
          String column = row.text("col");
          String otherColumn = row.text("other_col");
          found
              .computeIfAbsent(table, t -> new LinkedHashMap<>())
              .computeIfPresent(
                  row.text("name"),
                  (name, key) ->
                      key.withColumns(
                          plus(key.columnList(), column),
                          other,
                          plus(key.referencedColumns(), otherColumn),
                          List.of()));
        });
    found.forEach((table, keys) -> keys.values().forEach(table::add));
  }

  private static List<String> plus(List<String> list, String more) {
    List<String> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  private ReferentialAction action(String rule) {
    return ReferentialAction.valueOf(rule.replace(' ', '_'))
        .unlessUsual(dialect.flavor().usualAction());
  }

  /** What a table was created with, from the catalog's own list of it. */
  static TreeMap<String, String> options(String text) {
    TreeMap<String, String> options = new TreeMap<>();
    Matcher m = OPTION.matcher(text);
    while (m.find()) {
      String value = m.group(2);
      boolean quoted = value.length() > 1 && "\"'`".indexOf(value.charAt(0)) >= 0;
      options.put(
          m.group(1).toLowerCase(Locale.ROOT),
          quoted ? value.substring(1, value.length() - 1) : value);
    }
    // Whether a second engine has the rows of the table, which no statement can say; and where the
    // files are, which differs on another server.
    options.keySet().removeAll(Set.of("secondary_load", "directory"));
    return options;
  }
}
