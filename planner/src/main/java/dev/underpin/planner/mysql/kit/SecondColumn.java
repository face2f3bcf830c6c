package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  private SchemaObject onInsert() {
    SqlText copy =
        context.fragment(
            "IF NEW.{} IS NOT NULL THEN SET NEW.{} = NEW.{}; ELSE SET NEW.{} = NEW.{}; END IF;",
            to,
            from(),
            to,
            to,
            from());
    return trigger(
        "insert",
        context.sql(
            "CREATE TRIGGER {} BEFORE INSERT ON {} FOR EACH ROW BEGIN {}{} END",
            nameOf("insert"),
            name(),
            refused(),
            copy));
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
  private SchemaObject onUpdate() {
    return trigger(
        "update",
        context.sql(
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
            to));
  }

  /** A value so that no two that differ are equal: by collation, or as JSON. */
  private SqlText exact(String row, String of) {
    SqlText value = context.fragment("{}.{}", SqlText.of(row), of);
    Optional<TypeName> type = TypeName.parse(column.type());
    if (type.filter(t -> t.base().equals("json")).isPresent())
      return context.fragment("CAST(CAST({} AS CHAR) AS BINARY)", value);
    return type.filter(TypeName::isText).isPresent()
        ? context.fragment("CAST({} AS BINARY)", value)
        : value;
  }

  private SchemaObject trigger(String kind, String create) {
    QualifiedName called = nameOf(kind);
    SchemaObject trigger =
        new SchemaObject(
            SchemaObject.Kind.TRIGGER,
            called,
            Optional.of(name()),
            SqlText.of(create),
            context.sql("DROP TRIGGER {}", called),
            Set.of(name()),
            Map.of(),
            Options.none());
    Schema schema = Schema.EMPTY.withObjects(Map.of(trigger.key(), trigger));
    return context.dialect().normalize(schema).objects().values().iterator().next();
  }

  private List<SchemaObject> triggers() {
    return List.of(onInsert(), onUpdate());
  }

  /** The statements that create them. */
  public List<String> createTriggers() {
    MysqlDdl ddl = context.ddl();
    return triggers().stream().flatMap(t -> ddl.createObject(t).stream()).toList();
  }

  /** The statements that drop them. */
  public List<String> dropTriggers() {
    return triggers().stream().map(SchemaObject::drop).toList();
  }

  /** What {@link #createTriggers} does to the model. */
  public List<Change> created() {
    return triggers().stream().<Change>map(Change.CreateObject::new).toList();
  }

  /** What {@link #dropTriggers} does to the model. */
  public List<Change> dropped() {
    return triggers().stream().<Change>map(Change.DropObject::new).toList();
  }

  // --- the keys

  /** An index of the second column, or a unique key of it. */
  public record Twin(String name, String of, Optional<Index> index, Optional<Constraint> key) {
    /** What adding it does to the model. */
    public Change added(QualifiedName table) {
      return index
          .<Change>map(i -> new Change.AddIndex(table, i))
          .orElseGet(() -> new Change.AddConstraint(table, key.orElseThrow()));
    }

    /** What dropping it does to the model. */
    public Change dropped(QualifiedName table) {
      return index
          .<Change>map(i -> new Change.DropIndex(table, i))
          .orElseGet(() -> new Change.DropConstraint(table, key.orElseThrow()));
    }
  }

  /** What the indexes and unique keys of the first column are on the second one. */
  public List<Twin> twins(String second) {
    List<Twin> twins = new ArrayList<>();
    for (Index index : table.indexes()) {
      if (!index.columns().contains(from())) continue;
      String name = twinOf(index.name());
      Index twin =
          index.withKeys(keys(index.keys(), second), index.include(), index.where()).withName(name);
      twins.add(new Twin(name, index.name(), Optional.of(twin), Optional.empty()));
    }
    for (UniqueConstraint unique : table.constraintsOf(UniqueConstraint.class)) {
      if (!unique.columns().contains(from())) continue;
      String of = unique.name().orElseThrow();
      UniqueConstraint twin =
          new UniqueConstraint(
              Optional.of(twinOf(of)),
              keys(unique.keys(), second),
              unique.include(),
              unique.nullsNotDistinct(),
              unique.deferrability(),
              unique.options());
      twins.add(new Twin(twinOf(of), of, Optional.empty(), Optional.of(twin)));
    }
    return twins;
  }

  private String twinOf(String index) {
    return context.temporary("index", name().toString(), from(), index);
  }

  private List<IndexKey> keys(List<IndexKey> keys, String second) {
    return keys.stream()
        .map(k -> k.column().filter(from()::equals).isPresent() ? k.withColumn(second) : k)
        .toList();
  }

  /** Gives the rows that one of the two columns leaves NULL the value of the other. */
  public String fill(String empty, String filled) {
    return context.sql(
        "UPDATE {} SET {} = {}{} WHERE ({} IS NULL AND {} IS NOT NULL) /* batch */",
        name(),
        empty,
        filled,
        context.keepingTimes(name()),
        empty,
        filled);
  }
}
