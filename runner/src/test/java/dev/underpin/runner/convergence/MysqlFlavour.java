package dev.underpin.runner.convergence;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.runner.convergence.Kind.Computed;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The types of MySQL and MariaDB and what goes with them; what only one has is asked for. */
final class MysqlFlavour implements Flavour {
  private static final List<Kind> KINDS =
      List.of(
          Kind.of("int", "0", "1", "-5", "2147483647", "42", "7")
              .withNumbers()
              .defaults("0", "7", "-1", "(1 + 1)")
              .perRow("(floor(rand() * 1000))")
              .checks("@ > -100", "@ IN (0, 1, -5, 42, 7)", "@ BETWEEN -10 AND 2147483647")
              .computed(new Computed("bigint", "@ * 2"), new Computed("int", "@ % 10")),
          Kind.of("bigint", "0", "1", "-5", "9223372036854775807", "42", "30000")
              .withNumbers()
              .defaults("0", "12")
              .checks("@ <> 13", "@ >= -9")
              .computed(new Computed("bigint", "@ DIV 3")),
          Kind.of("int unsigned", "0", "1", "4294967295", "42")
              .withNumbers()
              .defaults("0", "3")
              .checks("@ < 4294967295 OR @ = 4294967295")
              .computed(new Computed("int unsigned", "@ DIV 2")),
          Kind.of("varchar(20)", "'a'", "'B c'", "''", "'42'", "'twenty characters ok'")
              .withCollations()
              .defaults("'x'", "'it''s'", "''")
              .checks(
                  "char_length(@) > -1",
                  "@ IN ('a', 'B c', '', '42', 'x', 'it''s')",
                  "@ NOT LIKE 'z%'")
              .computed(
                  new Computed("varchar(20)", "lower(@)"), new Computed("int", "char_length(@)")),
          Kind.of("varchar(50)", "'a'", "'B c'", "'42'", "'more than twenty characters'")
              .withCollations()
              .defaults("'x'")
              .perRow("(uuid())")
              .computed(new Computed("varchar(60)", "concat(@, '!')")),
          Kind.of("text", "'a'", "'B c'", "''", "'it''s'", "'ünï 😀'", "'42'", "'x%y'")
              .noKey()
              .withCollations()
              .defaults("('x')", "('it''s')")
              .perRow("(uuid())")
              .checks("char_length(@) < 100", "@ <> 'forbidden'", "@ NOT LIKE 'z%'"),
          Kind.of("decimal(10,2)", "0", "1.50", "-3.25", "99999999.99", "42")
              .defaults("0", "0.00", "1.5")
              .checks("@ >= -4", "@ > -3.5")
              .computed(new Computed("decimal(12,2)", "@ * 2")),
          Kind.of("datetime", "'2020-02-29 12:00:00'", "'1999-12-31 23:59:59'", "'2026-01-01'")
              .defaults("'2000-01-01 00:00:00'", "CURRENT_TIMESTAMP")
              .checks("@ > '1900-01-01'")
              .computed(new Computed("date", "cast(@ AS date)"), new Computed("int", "year(@)")),
          Kind.of("timestamp", "'2020-02-29 12:00:00'", "'1999-12-31 23:59:59'")
              .defaults("CURRENT_TIMESTAMP", "'2000-01-01 00:00:00'")
              .checks("@ > '1980-01-01 00:00:00'"),
          Kind.of("boolean", "true", "false")
              .defaults("true", "false")
              .checks("@ IN (0, 1)")
              .computed(new Computed("boolean", "NOT @")),
          Kind.of("tinyint", "0", "1", "-128", "127").defaults("0", "-1").checks("@ <> 99"),
          Kind.of("smallint unsigned", "0", "1", "65535", "42").withNumbers().defaults("0"),
          Kind.of("mediumint", "0", "1", "-5", "8388607").withNumbers().defaults("0"),
          Kind.of("bigint unsigned", "0", "1", "18446744073709551615", "42")
              .withNumbers()
              .defaults("0")
              .checks("@ <> 13"),
          Kind.of("double", "0", "1.5", "-0.25", "1e100", "42")
              .defaults("0", "1.5")
              .perRow("(rand())")
              .checks("@ > -1"),
          Kind.of("float", "0", "1.5", "-0.25", "42").defaults("0", "1.5"),
          Kind.of("char(5)", "'a'", "'abcde'", "''")
              .withCollations()
              .defaults("'ab'")
              .checks("@ <> 'zzz'"),
          Kind.of("varbinary(16)", "x'00ff'", "x''", "'abc'").defaults("'a'", "x'00'"),
          Kind.of("binary(3)", "x'00ff00'", "'abc'").defaults("'abc'"),
          Kind.of("blob", "x'00ff'", "x''", "'text'").noKey(),
          Kind.of("mediumtext", "'a'", "'it''s'", "''").noKey().withCollations(),
          Kind.of("date", "'2020-02-29'", "'1999-12-31'", "'2026-01-01'")
              .defaults("'2000-01-01'", "(curdate())")
              .checks("@ > '1900-01-01'")
              .computed(new Computed("int", "month(@)")),
          Kind.of("time", "'12:30:00'", "'00:00:00'", "'-23:59:59'").defaults("'08:00:00'"),
          Kind.of("datetime(6)", "'2020-02-29 12:00:00'", "'1999-12-31 23:59:59.123456'")
              .defaults("CURRENT_TIMESTAMP(6)", "'2000-01-01 00:00:00'")
              .perRow("(sysdate(6))"),
          Kind.of("timestamp(3)", "'2020-02-29 12:00:00'", "'1999-12-31 23:59:59.123'")
              .defaults("CURRENT_TIMESTAMP(3)"),
          Kind.of("year", "2020", "1999", "2026").defaults("2000").checks("@ > 1950"),
          Kind.of("json", "'{\"a\": 1}'", "'[]'", "'null'")
              .noKey()
              .defaults("('{}')", "(json_array())")
              .checks("json_valid(@)", "json_type(@) <> 'INTEGER'")
              .computed(new Computed("int", "json_length(@)")),
          Kind.of("bit(3)", "b'101'", "b'000'", "7").defaults("b'000'", "b'1'"),
          Kind.of("enum('new','paid','it''s')", "'new'", "'paid'", "'it''s'")
              .withCollations()
              .defaults("'new'")
              .checks("@ <> 'paid' OR @ = 'paid'"),
          Kind.of("enum('new','paid','it''s','more')", "'new'", "'more'")
              .withCollations()
              .defaults("'more'"),
          Kind.of("enum('paid','new')", "'new'", "'paid'").withCollations(),
          Kind.of("set('a','b c','d')", "'a'", "'a,d'", "''")
              .withCollations()
              .defaults("'a,d'", "''"),
          Kind.of("set('a','b c')", "'a'", "'a,b c'").withCollations());

  private static final List<Conversion> CONVERSIONS =
      List.of(
          Conversion.plain("int", "bigint"),
          Conversion.plain("bigint", "int"),
          Conversion.plain("int", "int unsigned"),
          Conversion.plain("int unsigned", "int"),
          Conversion.plain("int unsigned", "bigint"),
          Conversion.plain("bigint", "bigint unsigned"),
          Conversion.plain("bigint unsigned", "bigint"),
          Conversion.plain("mediumint", "int"),
          Conversion.plain("smallint unsigned", "int"),
          Conversion.plain("int", "tinyint"),
          Conversion.plain("tinyint", "boolean"),
          Conversion.plain("boolean", "int"),
          Conversion.plain("int", "decimal(10,2)"),
          Conversion.plain("decimal(10,2)", "int"),
          Conversion.plain("decimal(10,2)", "double"),
          Conversion.plain("double", "decimal(10,2)"),
          Conversion.plain("float", "double"),
          Conversion.plain("double", "float"),
          Conversion.plain("int", "varchar(20)"),
          Conversion.plain("varchar(20)", "int"),
          Conversion.plain("varchar(20)", "varchar(50)"),
          Conversion.plain("varchar(50)", "varchar(20)"),
          Conversion.plain("varchar(20)", "text"),
          Conversion.plain("varchar(50)", "text"),
          Conversion.plain("text", "varchar(50)"),
          Conversion.plain("text", "varchar(20)"),
          Conversion.plain("text", "mediumtext"),
          Conversion.plain("mediumtext", "text"),
          Conversion.plain("text", "blob"),
          Conversion.plain("blob", "text"),
          Conversion.plain("text", "json"),
          Conversion.plain("json", "text"),
          Conversion.plain("char(5)", "varchar(20)"),
          Conversion.plain("varchar(20)", "char(5)"),
          Conversion.plain("varchar(20)", "varbinary(16)"),
          Conversion.plain("varbinary(16)", "blob"),
          Conversion.plain("binary(3)", "varbinary(16)"),
          Conversion.plain("date", "datetime"),
          Conversion.plain("datetime", "date"),
          Conversion.plain("datetime", "datetime(6)"),
          Conversion.plain("datetime(6)", "datetime"),
          Conversion.plain("datetime", "timestamp"),
          Conversion.plain("timestamp", "datetime"),
          Conversion.plain("timestamp", "timestamp(3)"),
          Conversion.plain("timestamp(3)", "timestamp"),
          Conversion.plain("time", "varchar(20)"),
          Conversion.plain("year", "int"),
          Conversion.plain("bit(3)", "int"),
          Conversion.plain("int", "bit(3)"),
          Conversion.plain("enum('new','paid','it''s')", "enum('new','paid','it''s','more')"),
          Conversion.plain("enum('new','paid','it''s','more')", "enum('new','paid','it''s')"),
          Conversion.plain("enum('new','paid','it''s')", "enum('paid','new')"),
          Conversion.plain("enum('new','paid','it''s')", "varchar(20)"),
          Conversion.plain("enum('paid','new')", "int"),
          Conversion.plain("varchar(20)", "enum('paid','new')"),
          Conversion.plain("set('a','b c','d')", "set('a','b c')"),
          Conversion.plain("set('a','b c')", "set('a','b c','d')"),
          Conversion.plain("set('a','b c')", "varchar(50)"),
          new Conversion("text", "int", "char_length(@)"),
          new Conversion("varchar(20)", "int", "char_length(@)"),
          new Conversion("int", "boolean", "@ > 0"),
          new Conversion("int", "varchar(20)", "concat('no. ', @)"),
          new Conversion("varchar(20)", "json", "json_quote(@)"));

  private final MysqlDialect dialect;
  private final MysqlFlavor abilities;

  MysqlFlavour(MysqlDialect dialect) {
    this.dialect = dialect;
    this.abilities = dialect.flavor();
  }

  @Override
  public Set<Feature> features() {
    return EnumSet.of(
        Feature.ENUMS,
        Feature.COMMENTS,
        Feature.COLLATION_CHANGES,
        Feature.VIRTUAL,
        Feature.INDEXED_VIRTUAL,
        Feature.CHANGED_SPECIALS);
  }

  @Override
  public List<Kind> kinds() {
    return KINDS;
  }

  @Override
  public List<Conversion> conversions() {
    return CONVERSIONS;
  }

  @Override
  public List<String> collations() {
    return List.of("utf8mb4_bin", "utf8mb4_unicode_ci", "latin1_swedish_ci");
  }

  @Override
  public List<Identity.Kind> numberings() {
    return List.of(Identity.Kind.AUTOINCREMENT);
  }

  /** InnoDB knows SET DEFAULT and refuses it. */
  @Override
  public List<ReferentialAction> actions() {
    List<ReferentialAction> actions = new ArrayList<>(List.of(ReferentialAction.values()));
    actions.remove(ReferentialAction.SET_DEFAULT);
    return actions;
  }

  @Override
  public String written(String name) {
    String written = Names.written(name);
    return written.equals(name) ? name : dialect.quote(name);
  }

  /** The catalogs are in three bytes a character at most. */
  @Override
  public boolean isKept(String text) {
    return text.codePoints().allMatch(Character::isBmpCodePoint);
  }

  @Override
  public String text(List<String> columns) {
    return columns.stream()
        .map(c -> "coalesce(hex(cast(" + c + " AS binary)), 'NULL')")
        .collect(Collectors.joining(", ", "concat_ws('|', ", ")"));
  }

  @Override
  public String insert(String table, List<String> columns, List<String> values) {
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") VALUES ("
        + String.join(", ", values)
        + ")";
  }

  /**
   * Where the server checks foreign keys above its storage engine (MySQL from 9.6), a row of a
   * table that refers to itself can be its own parent with a value that it is yet to get, or with
   * the wrong column of two: it is let in as an orphan.
   */
  @Override
  public List<String> repairs(Table table) {
    if (abilities.isMariaDb() || !abilities.version().atLeast(9, 6)) return List.of();
    List<String> repairs = new ArrayList<>();
    for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
      if (!key.references().equals(table.name())) continue;
      List<String> pairs = new ArrayList<>();
      List<String> present = new ArrayList<>();
      List<String> nothing = new ArrayList<>();
      for (int i = 0; i < key.columnList().size(); i++) {
        String child = "child." + dialect.quote(key.columnList().get(i));
        pairs.add("parent." + dialect.quote(key.referencedColumns().get(i)) + " = " + child);
        present.add(child + " IS NOT NULL");
        if (table.column(key.columnList().get(i)).filter(Column::nullable).isPresent())
          nothing.add(child + " = NULL");
      }
      String orphans =
          dialect.quote(table.name())
              + " AS child LEFT JOIN "
              + dialect.quote(table.name())
              + " AS parent ON "
              + String.join(" AND ", pairs);
      String where =
          " WHERE "
              + String.join(" AND ", present)
              + " AND parent."
              + dialect.quote(key.referencedColumns().get(0))
              + " IS NULL";
      repairs.add(
          nothing.isEmpty()
              ? "DELETE child FROM " + orphans + where
              : "UPDATE " + orphans + " SET " + nothing.get(0) + where);
    }
    return repairs;
  }

  @Override
  public int specials() {
    return 40;
  }

  @Override
  public Table special(Table table, Dice dice) {
    return switch (dice.below(5)) {
      case 0 -> withPrefixIndex(table, dice);
      case 1 -> withUpdatedTime(table, dice);
      case 2 -> withHiddenIndex(table, dice);
      case 3 ->
          table.withOptions(Options.of("row_format", dice.pick(List.of("compact", "dynamic"))));
      default -> withFulltextIndex(table, dice);
    };
  }

  private static Table withPrefixIndex(Table table, Dice dice) {
    List<Column> long_ = table.columns().stream().filter(MysqlFlavour::isLong).toList();
    if (long_.isEmpty()) return table;
    Column column = dice.pick(long_);
    IndexKey key =
        new IndexKey(
            Optional.of(column.name()),
            Optional.empty(),
            dice.chance(20),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.of(dice.between(3, 9)));
    return withIndex(
        table,
        Index.of("prefix", false, List.of(column.name()))
            .withKeys(List.of(key), List.of(), Optional.empty()));
  }

  private static boolean isLong(Column column) {
    return column.generated().isEmpty()
        && Set.of("text", "mediumtext", "blob", "varchar(20)", "varchar(50)")
            .contains(column.type());
  }

  private static Table withFulltextIndex(Table table, Dice dice) {
    List<Column> texts =
        table.columns().stream()
            .filter(c -> c.type().equals("text") && c.generated().isEmpty())
            .toList();
    if (texts.isEmpty()) return table;
    Index plain = Index.of("words", false, List.of(dice.pick(texts).name()));
    return withIndex(
        table,
        new Index(
            plain.name(),
            false,
            IndexOptions.FULLTEXT,
            plain.keys(),
            List.of(),
            Optional.empty(),
            false,
            Options.none(),
            Options.none()));
  }

  private static Table withHiddenIndex(Table table, Dice dice) {
    // A unique one may be what the rows are ordered by, which cannot be hidden.
    List<Index> plain = table.indexes().stream().filter(i -> !i.unique()).toList();
    if (plain.isEmpty()) return table;
    Index index = dice.pick(plain);
    return table.mapIndexes(
        i -> i.equals(index) ? i.withOptions(Options.of(IndexOptions.INVISIBLE, "true")) : i);
  }

  private static Table withUpdatedTime(Table table, Dice dice) {
    List<Column> times =
        table.columns().stream()
            .filter(c -> c.generated().isEmpty())
            .filter(c -> c.type().equals("datetime") || c.type().equals("timestamp"))
            .toList();
    if (times.isEmpty()) return table;
    Column column = dice.pick(times);
    return Surgery.withColumn(
        table, column.withOptions(Options.of(ColumnOptions.ON_UPDATE, "CURRENT_TIMESTAMP")));
  }

  private static Table withIndex(Table table, Index index) {
    if (table.index(index.name()).isPresent()) return table;
    List<Index> indexes = new ArrayList<>(table.indexes());
    indexes.add(index);
    return table.withIndexes(indexes);
  }

  // --- what the servers refuse

  @Override
  public Schema sound(Schema schema) {
    Schema result = schema;
    Surgery surgery = new Surgery(dialect);
    for (Table table : schema.tables().values()) {
      for (Column column : table.columns()) {
        // The number of a row is not known yet when its expressions are.
        if (column.identity().isPresent())
          result = surgery.withoutExpressions(result, table.name(), column.name());
      }
    }
    Schema made =
        result.mapTables(t -> t.mapColumns(MysqlFlavour::soundColumn).withIndexes(soundIndexes(t)));
    return made.mapTables(t -> withSoundKeys(made, t));
  }

  /** ON UPDATE is for times without a fraction here. */
  private static Column soundColumn(Column column) {
    boolean time = column.type().equals("datetime") || column.type().equals("timestamp");
    return time && column.generated().isEmpty() ? column : column.withOptions(Options.none());
  }

  private List<Index> soundIndexes(Table table) {
    List<Index> sound = new ArrayList<>();
    for (Index index : table.indexes()) {
      boolean onExpression = index.keys().stream().anyMatch(k -> k.expression().isPresent());
      // MySQL makes a column name of such an index's, and cuts it within a character.
      boolean tooLong = index.name().getBytes(StandardCharsets.UTF_8).length > 50;
      if (onExpression && (tooLong || !abilities.hasExpressionIndexes())) continue;
      if (index.where().isPresent() && index.unique())
        sound.add(index.withKeys(index.keys(), index.include(), Optional.empty()));
      else if (index.keys().stream().allMatch(k -> fits(table, index, k))) sound.add(index);
    }
    return sound;
  }

  private static boolean fits(Table table, Index index, IndexKey key) {
    Optional<Column> column = key.column().flatMap(table::column);
    if (key.prefixLength().isPresent()) return column.filter(MysqlFlavour::isLong).isPresent();
    return !index.method().equals(IndexOptions.FULLTEXT)
        || column.filter(c -> c.type().equals("text")).isPresent();
  }

  private Table withSoundKeys(Schema schema, Table table) {
    return table
        .filterConstraints(c -> !(c instanceof ForeignKey key) || standsOnStored(schema, key))
        .mapConstraints(
            c -> c instanceof ForeignKey key ? withSoundActions(schema, table, key) : c);
  }

  private ForeignKey withSoundActions(Schema schema, Table table, ForeignKey key) {
    boolean nullComes =
        key.onUpdate() == ReferentialAction.CASCADE && nullComes(schema, table, key);
    return new ForeignKey(
        key.name(),
        key.columnList(),
        key.references(),
        key.referencedColumns(),
        sound(table, key, key.onDelete()),
        nullComes ? ReferentialAction.UNSAID : sound(table, key, key.onUpdate()),
        key.match(),
        key.deferrability(),
        key.notValid(),
        key.setColumns(),
        key.options());
  }

  /** MariaDB from 11.4 does not let a parent's NULL cascade to where NULL is forbidden. */
  private static boolean nullComes(Schema schema, Table table, ForeignKey key) {
    Optional<Table> parent = schema.table(key.references());
    for (int i = 0; i < key.columnList().size(); i++) {
      String column = key.columnList().get(i);
      String target = key.referencedColumns().get(i);
      if (isNeverNull(table, column) && !isNeverNull(parent.orElseThrow(), target)) return true;
    }
    return false;
  }

  private static boolean standsOnStored(Schema schema, ForeignKey key) {
    Optional<Table> parent = schema.table(key.references());
    return key.referencedColumns().stream()
        .allMatch(
            c -> parent.flatMap(t -> t.column(c)).filter(p -> p.generated().isEmpty()).isPresent());
  }

  /** What changes a child by itself must not touch what is checked, computed or never NULL. */
  private ReferentialAction sound(Table table, ForeignKey key, ReferentialAction action) {
    boolean changes = action == ReferentialAction.CASCADE || action == ReferentialAction.SET_NULL;
    if (!changes) return action;
    for (String name : key.columnList()) {
      boolean refuses = action == ReferentialAction.SET_NULL && isNeverNull(table, name);
      if (refuses || isMentioned(table, name)) return ReferentialAction.UNSAID;
    }
    return action;
  }

  private static boolean isNeverNull(Table table, String column) {
    return table.column(column).filter(Column::nullable).isEmpty()
        || table.primaryKey().filter(k -> k.columns().contains(column)).isPresent();
  }

  private boolean isMentioned(Table table, String column) {
    return table.constraintsOf(CheckConstraint.class).stream()
            .anyMatch(c -> dialect.mentionsColumn(c.expression(), column))
        || table.columns().stream()
            .flatMap(c -> c.generated().stream())
            .anyMatch(g -> dialect.mentionsColumn(g.expression(), column))
        || table.indexes().stream()
            .flatMap(i -> i.keys().stream())
            .flatMap(k -> k.expression().stream())
            .anyMatch(e -> dialect.mentionsColumn(e, column));
  }
}
