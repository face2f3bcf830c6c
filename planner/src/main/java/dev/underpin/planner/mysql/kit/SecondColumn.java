package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A column beside another, for its new name: two triggers give each of the two what is written to
 * the other. They work as well after the two have exchanged their names, and while one of them is
 * not filled yet.
 *
 * <p>MySQL asks whether a value is missing when the triggers have run (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/trigger-syntax.html">triggers</a>). MariaDB does so
 * in {@code INSERT … VALUES} alone; for {@code INSERT … SELECT}, a column that must not be NULL
 * needs a default there. It gets one that stands for no value, and the trigger refuses that.
 *
 * @param table the table as it is
 * @param column the column as it is
 * @param to its new name
 */
public record SecondColumn(MysqlContext context, Table table, Column column, String to) {
  private static final String NO_VALUE = "~underpin~";

  private QualifiedName name() {
    return table.name();
  }

  private String from() {
    return column.name();
  }

  /** The second column under one of the two names: the values, and no rule about them. */
  public Column called(String name) {
    return Column.of(name, column.type()).withCollation(column.collation());
  }

  // --- a default for the time

  /** True where a row that leaves the column out would be refused before the triggers run. */
  public boolean needsDefault() {
    return !context.dialect().flavor().triggersGiveMissingValues()
        && !column.nullable()
        && column.defaultValue().isEmpty();
  }

  /** The value that stands for none; absent where the type has none to spare. */
  public Optional<String> noValue() {
    return TypeName.parse(column.type()).flatMap(SecondColumn::noValue);
  }

  private static Optional<String> noValue(TypeName type) {
    return switch (type.base()) {
      case "char", "varchar" ->
          Optional.of(NO_VALUE)
              .filter(v -> Integer.parseInt(type.modifiers().get(0)) >= v.length());
      case "tinytext", "text", "mediumtext", "longtext" -> Optional.of(NO_VALUE);
      case "smallint" -> Optional.of(type.unsigned() ? "65535" : "-32768");
      case "mediumint" -> Optional.of(type.unsigned() ? "16777215" : "-8388608");
      case "int" -> Optional.of(type.unsigned() ? "4294967295" : "-2147483648");
      case "bigint" ->
          Optional.of(type.unsigned() ? "18446744073709551615" : "-9223372036854775808");
      case "date" -> Optional.of("1000-01-01");
      default -> Optional.empty();
    };
  }

  /** The first column with a default that stands for no value, where it needs one. */
  public Column first() {
    if (!needsDefault()) return column;
    boolean number = TypeName.parse(column.type()).filter(TypeName::isInteger).isPresent();
    String value = noValue().orElseThrow();
    SqlText literal = number ? SqlText.of(value) : context.fragment("{}", new Literal(value));
    return asRead(column.withDefault(Optional.of(literal)));
  }

  /** As the catalog has it. */
  private Column asRead(Column other) {
    Table one = table.withColumns(List.of(other));
    return context
        .dialect()
        .normalize(Schema.EMPTY.withTables(Map.of(name(), one)))
        .table(name())
        .flatMap(t -> t.column(other.name()))
        .orElseThrow();
  }

  // --- the triggers

  private String onInsert() {
    SqlText copy =
        context.fragment(
            "IF NEW.{} IS NOT NULL THEN SET NEW.{} = NEW.{}; ELSE SET NEW.{} = NEW.{}; END IF;",
            to,
            from(),
            to,
            to,
            from());
    return context.sql(
        "CREATE TRIGGER {} BEFORE INSERT ON {} FOR EACH ROW BEGIN {}{} END",
        nameOf("insert"),
        name(),
        refused(),
        copy);
  }

  private QualifiedName nameOf(String kind) {
    return name().withName("~" + context.temporary(kind, name().toString(), from(), to));
  }

  /** What the server says where a row gives no value. */
  private Optional<SqlText> refused() {
    if (!needsDefault()) return Optional.empty();
    return Optional.of(
        context.fragment(
            "IF CAST(coalesce(NEW.{}, NEW.{}) AS BINARY) = {} THEN SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1364, MESSAGE_TEXT = {}; END IF; ",
            to,
            from(),
            new Literal(noValue().orElseThrow()),
            new Literal("A row needs a value for column " + to)));
  }

  /** The column that the statement changes gives its value; where none is, the filled one. */
  private String onUpdate() {
    return context.sql(
        "CREATE TRIGGER {} BEFORE UPDATE ON {} FOR EACH ROW BEGIN IF NOT ({} <=> {}) THEN SET NEW.{} = NEW.{}; ELSEIF NOT ({} <=> {}) THEN SET NEW.{} = NEW.{}; ELSEIF NEW.{} IS NULL THEN SET NEW.{} = NEW.{}; ELSE SET NEW.{} = NEW.{}; END IF; END",
        nameOf("update"),
        name(),
        exact("NEW", to),
        exact("OLD", to),
        from(),
        to,
        exact("NEW", from()),
        exact("OLD", from()),
        to,
        from(),
        to,
        to,
        from(),
        from(),
        to);
  }

  private SqlText exact(String row, String of) {
    return CopyTriggers.exact(context, column, context.fragment("{}.{}", SqlText.of(row), of));
  }

  /** The triggers that keep the two equal. */
  public CopyTriggers triggers() {
    return CopyTriggers.of(
        context,
        name(),
        new CopyTriggers.Text(nameOf("update"), onUpdate()),
        new CopyTriggers.Text(nameOf("insert"), onInsert()));
  }

  /** The indexes and unique keys that the second column gets. */
  public IndexTwins twins() {
    return new IndexTwins(context, table, from());
  }

  /** Gives one of the two columns the value of the other in the rows in which they differ. */
  public String fill(String filled, String from) {
    return CopyTriggers.fill(context, name(), called(filled), called(from));
  }
}
