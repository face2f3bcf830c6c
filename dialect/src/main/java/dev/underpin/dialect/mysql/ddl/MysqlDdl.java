package dev.underpin.dialect.mysql.ddl;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.dialect.mysql.options.ObjectOptions;
import dev.underpin.dialect.mysql.options.SequenceSettings;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The statements that create and drop what the model holds, and the pieces of which others are
 * made; without closing semicolons.
 */
public final class MysqlDdl {
  /** The character set of every statement here. */
  public static final String SET_NAMES = "SET NAMES utf8mb4";

  /** Options of which the catalog keeps a 0, as if it were one of the table's own. */
  private static final String RECORDED_WHERE_ZERO =
      "stats_.*|pack_keys|transactional|page_.*|encryption_key.*|encrypted";

  private final Dialect dialect;
  private final SqlTemplate template;
  private final MysqlFlavor flavor;
  private final ColumnSql columns;
  private final KeySql keys;

  public MysqlDdl(Dialect dialect, MysqlFlavor flavor) {
    this.dialect = dialect;
    this.template = dialect.template("");
    this.flavor = flavor;
    this.columns = new ColumnSql(flavor);
    this.keys = new KeySql(flavor, template);
  }

  /**
   * The SQL mode that every statement here supposes: values that do not fit are errors, a storage
   * engine that is missing too, an old default such as {@code '0000-00-00'} is none, and the number
   * 0 stays 0 when rows are copied.
   */
  public static String setSqlMode() {
    return "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'";
  }

  /**
   * Lets the columns of a system-versioned table change; old versions of its rows stay, and change
   * with the columns (MariaDB).
   */
  public static String keepVersions() {
    return "SET SESSION system_versioning_alter_history = KEEP";
  }

  /**
   * The time zone in which every statement here is read and run: the server's, in which its
   * applications write. Another one would shift the values of a {@code timestamp} that is
   * converted, and its default.
   */
  public static String setTimeZone() {
    return "SET SESSION time_zone = @@GLOBAL.time_zone";
  }

  /**
   * A table with its indexes and constraints.
   *
   * @param foreignKeys true where its foreign keys are part of the statement
   */
  public String createTable(Table table, boolean foreignKeys) {
    List<String> lines = new ArrayList<>();
    for (Column column : table.columns()) lines.add(columnDefinition(table, column));
    for (Constraint constraint : table.constraints()) {
      if (constraint instanceof ForeignKey && !foreignKeys || isOfColumn(constraint)) continue;
      lines.add(constraintDefinition(constraint));
    }
    for (Index index : table.indexes()) lines.add(indexDefinition(index));
    lines.addAll(period(table));
    return template.sql(
        "CREATE TABLE {} (\n  {}\n){}{}",
        table.name(),
        SqlText.of(String.join(",\n  ", lines)),
        SqlText.of(tableOptions(table)),
        SqlText.of(partitions(table.options())));
  }

  /** The columns that say when a version of a row holds, where the table names them itself. */
  private List<String> period(Table table) {
    List<String> times =
        table.columns().stream()
            .filter(c -> c.generated().filter(ColumnSql::isPeriod).isPresent())
            .sorted(
                Comparator.comparing(
                    c -> !c.generated().get().expression().written().contains("START")))
            .map(c -> Identifiers.quote(c.name()))
            .toList();
    return times.size() == 2
        ? List.of("PERIOD FOR SYSTEM_TIME (" + String.join(", ", times) + ")")
        : List.of();
  }

  public String dropTable(QualifiedName table) {
    return template.sql("DROP TABLE {}", table);
  }

  /** A sequence with all of its settings, so that none depends on the server's own. */
  public String createSequence(Sequence sequence) {
    return template.sql(
        "CREATE SEQUENCE {} {}{}",
        sequence.name(),
        settings(sequence.options()),
        SqlText.of(sequence.comment().map(c -> " COMMENT=" + dialect.literal(c)).orElse("")));
  }

  /** Brings every setting of a sequence to the given one. Its next number stays. */
  public String alterSequence(QualifiedName sequence, SequenceOptions options) {
    return template.sql("ALTER SEQUENCE {} {}", sequence, settings(options));
  }

  /** A sequence is a table to the statement that changes comments. */
  public String commentOnSequence(QualifiedName sequence, Optional<String> comment) {
    return template.sql(
        "ALTER TABLE {} COMMENT={}", sequence, SqlText.of(dialect.literal(comment.orElse(""))));
  }

  private SqlText settings(SequenceOptions options) {
    SequenceSettings all = SequenceSettings.of(options);
    return SqlText.of(
        template.sql(
            "START WITH {} MINVALUE {} MAXVALUE {} INCREMENT BY {} CACHE {} {}",
            all.start(),
            all.min(),
            all.max(),
            all.increment(),
            all.cache(),
            SqlText.of(all.cycle() ? "CYCLE" : "NOCYCLE")));
  }

  /** A column as in {@code CREATE TABLE}, {@code ADD COLUMN} and {@code MODIFY COLUMN}. */
  public String columnDefinition(Table table, Column column) {
    return columns.definition(table, column);
  }

  /** An index as in {@code CREATE TABLE} and after {@code ADD}. */
  public String indexDefinition(Index index) {
    return keys.index(index);
  }

  /** A constraint of the table as in {@code CREATE TABLE} and after {@code ADD}. */
  public String constraintDefinition(Constraint constraint) {
    return keys.constraint(constraint);
  }

  /** True for a check that is a part of its column's definition. */
  public static boolean isOfColumn(Constraint constraint) {
    return constraint instanceof CheckConstraint check && CheckOptions.column(check).isPresent();
  }

  /** The statements that create an object, in the environment that it records. */
  public List<String> createObject(SchemaObject object) {
    return inItsEnvironment(object, List.of(object.create().written()));
  }

  /**
   * The statements that put an object in the place of another: in one statement where the server
   * can do that.
   */
  public List<String> replaceObject(SchemaObject before, SchemaObject after) {
    String create = after.create().written();
    if (flavor.replaces(after.kind()))
      return inItsEnvironment(after, List.of(ObjectHead.orReplace(create)));
    return inItsEnvironment(after, List.of(dropObject(before), create));
  }

  /** The server records of a session its SQL mode, character set, collation and time zone. */
  private List<String> inItsEnvironment(SchemaObject object, List<String> statements) {
    List<String> all = new ArrayList<>();
    List<String> after = new ArrayList<>();
    SortedMap<String, String> options = object.options();
    String characterSet = options.get(ObjectOptions.CHARACTER_SET_CLIENT);
    String collation = options.get(ObjectOptions.COLLATION_CONNECTION);
    String zone = options.get(ObjectOptions.TIME_ZONE);
    String mode = options.get(ObjectOptions.SQL_MODE);
    all.add("SET SESSION sql_mode = " + (mode == null ? "DEFAULT" : dialect.literal(mode)));
    if (characterSet != null || collation != null) {
      List<String> settings = new ArrayList<>();
      if (characterSet != null) settings.add("character_set_client = " + characterSet);
      if (collation != null) settings.add("collation_connection = " + collation);
      all.add("SET SESSION " + String.join(", ", settings));
      after.add(SET_NAMES);
    }
    if (zone != null) {
      all.add("SET SESSION time_zone = " + dialect.literal(zone));
      after.add(setTimeZone());
    }
    all.addAll(statements);
    all.addAll(after);
    all.add(setSqlMode());
    return List.copyOf(all);
  }

  /** What drops an object. */
  public String dropObject(SchemaObject object) {
    SqlText kind = SqlText.of(object.kind().words().toUpperCase(Locale.ROOT));
    return template.sql("DROP {} {}", kind, object.name());
  }

  /** What follows the closing parenthesis, but for the partitions: each with a blank before it. */
  private String tableOptions(Table table) {
    TreeMap<String, String> options = new TreeMap<>(table.options());
    options.remove(TableOptions.PARTITION_BY);
    boolean versioned = "true".equals(options.remove(TableOptions.SYSTEM_VERSIONING));
    StringBuilder sql = new StringBuilder();
    options.forEach((key, value) -> sql.append(' ').append(tableOption(key, value)));
    table.comment().ifPresent(c -> sql.append(" COMMENT=").append(dialect.literal(c)));
    if (versioned) sql.append(" WITH SYSTEM VERSIONING");
    return sql.toString();
  }

  /** One option of a table, as in {@code CREATE TABLE} and in {@code ALTER TABLE}. */
  public String tableOption(String key, String value) {
    return switch (key) {
      case TableOptions.ENGINE -> "ENGINE=" + Identifiers.quote(value);
      case TableOptions.CHARACTER_SET -> "DEFAULT CHARACTER SET=" + Identifiers.quote(value);
      case TableOptions.COLLATION -> "COLLATE=" + Collations.spelled(value, flavor);
      case TableOptions.ROW_FORMAT -> "ROW_FORMAT=" + value.toUpperCase(Locale.ROOT);
      default -> optionWord(key) + "=" + optionValue(key, value);
    };
  }

  /** What brings an option of a table back to what it is where nothing is said. */
  String resetTableOption(String key) {
    return switch (key) {
      case TableOptions.ENGINE -> tableOption(key, "InnoDB");
      case TableOptions.ROW_FORMAT -> "ROW_FORMAT=DEFAULT";
      case TableOptions.COLLATION ->
          throw new IllegalArgumentException("the database's collation has to be named");
      case "compression" -> "COMPRESSION=''";
      case "encryption" -> "ENCRYPTION='N'";
      default -> optionWord(key) + (key.matches(RECORDED_WHERE_ZERO) ? "=DEFAULT" : "=0");
    };
  }

  private static String partitions(SortedMap<String, String> options) {
    String partitions = options.get(TableOptions.PARTITION_BY);
    return partitions == null ? "" : "\nPARTITION BY " + partitions;
  }

  /** MariaDB's own options are names, in quotes as any; the others are key words. */
  private static String optionWord(String key) {
    return key.startsWith("page_compress")
            || key.startsWith("encryption_key")
            || key.equals("encrypted")
        ? Identifiers.quote(key)
        : key.toUpperCase(Locale.ROOT);
  }

  /** MySQL takes some values as a string only, such as that of COMPRESSION. */
  private String optionValue(String key, String value) {
    return value.matches("\\d+|[A-Za-z]+") && !key.matches("compression|encryption")
        ? value
        : dialect.literal(value);
  }
}
