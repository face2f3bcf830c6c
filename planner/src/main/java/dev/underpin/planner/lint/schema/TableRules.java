package dev.underpin.planner.lint.schema;

import static dev.underpin.planner.lint.LintLevel.INFO;
import static dev.underpin.planner.lint.LintLevel.OFF;
import static dev.underpin.planner.lint.LintLevel.WARNING;

import dev.underpin.planner.lint.LintedSchema;
import dev.underpin.planner.lint.SchemaRule;
import dev.underpin.planner.lint.SchemaRule.Hit;
import dev.underpin.planner.lint.TypeWords;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules on tables, columns and their types. */
public final class TableRules {
  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?i)(.*_)?(amount|price|cost|total|subtotal|balance|fee|tax|salary|discount|payment)s?(_.*)?");
  private static final Pattern YES_OR_NO =
      Pattern.compile(
          "(?i)((is|has|can|was|needs)_.*|.*_(flag|yn)|active|enabled|deleted|visible)");
  private static final Set<Set<String>> ALIASES =
      Set.of(
          Set.of("int", "integer", "int4", "serial"),
          Set.of("bigint", "int8", "bigserial"),
          Set.of("smallint", "int2", "smallserial"),
          Set.of("varchar", "character varying", "text", "string"),
          Set.of("decimal", "numeric"));

  /** A table needs a way to name one row. */
  static final SchemaRule NO_PRIMARY_KEY =
      new SchemaRule(
          FindingCode.LINT_NO_PRIMARY_KEY,
          WARNING,
          "{table} has no primary key.",
          "Declare primary_key, so that one row can be named, replicated and updated in batches.",
          s ->
              s.tables()
                  .filter(t -> t.primaryKey().isEmpty() && !t.options().containsKey("inherits"))
                  .map(t -> Hit.of(ObjectRef.table(t.name()), s.name(t.name()))));

  static final SchemaRule NO_TIMESTAMPS =
      new SchemaRule(
          FindingCode.LINT_NO_TIMESTAMPS,
          OFF,
          "{table} has no column {column}.",
          "Add created_at and updated_at, so that people see when a row was written.",
          s ->
              s.tables()
                  .flatMap(
                      t ->
                          Stream.of("created_at", "updated_at")
                              .filter(c -> t.column(c).isEmpty())
                              .map(c -> Hit.of(ObjectRef.table(t.name()), s.name(t.name()), c))));

  static final SchemaRule NULLABLE =
      new SchemaRule(
          FindingCode.LINT_NULLABLE,
          OFF,
          "{column} may be NULL and has no default.",
          "Declare it not null, with a default where old code does not write it.",
          s ->
              s.columns()
                  .filter(c -> c.column().nullable() && c.column().defaultValue().isEmpty())
                  .filter(c -> c.column().generated().isEmpty())
                  .filter(c -> !isKey(c.table(), c.column().name()))
                  .map(c -> Hit.of(c.ref(), c.text())));

  static final SchemaRule FLOAT_AMOUNT =
      new SchemaRule(
          FindingCode.LINT_FLOAT_AMOUNT,
          WARNING,
          "{column} looks like an amount and is {type}, which rounds.",
          "Use numeric(p,s), or whole cents in a bigint.",
          s ->
              s.columns()
                  .filter(c -> TypeWords.of(c.column().type()).isFloating())
                  .filter(c -> AMOUNT.matcher(c.column().name()).matches())
                  .map(c -> Hit.of(c.ref(), c.text(), c.column().type())));

  static final SchemaRule CHAR_FLAG =
      new SchemaRule(
          FindingCode.LINT_CHAR_FLAG,
          INFO,
          "{column} looks like yes or no and is {type}.",
          "Use boolean.",
          s ->
              s.columns()
                  .filter(c -> TypeWords.of(c.column().type()).isChar())
                  .filter(c -> Set.of("1", "").contains(argumentsOf(c)))
                  .filter(c -> YES_OR_NO.matcher(c.column().name()).matches())
                  .map(c -> Hit.of(c.ref(), c.text(), c.column().type())));

  static final SchemaRule ONE_LABEL =
      new SchemaRule(
          FindingCode.LINT_ONE_LABEL,
          INFO,
          "The enum {type} has one label.",
          "Add the other labels, or leave the column out until there are some.",
          s ->
              s.written().schema().enums().values().stream()
                  .filter(e -> e.labels().size() == 1)
                  .map(e -> Hit.of(ObjectRef.enumType(e.name()), e.name())));

  static final SchemaRule KEY_TYPES =
      new SchemaRule(
          FindingCode.LINT_KEY_TYPES,
          WARNING,
          "{column} is {type}, and {referenced} is {other}.",
          "Give both columns the same type. Comparing two types can leave out an index, and values"
              + " of the wider one do not fit.",
          s -> s.foreignKeys().flatMap(k -> differingTypes(s, k)));

  static final SchemaRule CASCADE_DELETE =
      new SchemaRule(
          FindingCode.LINT_CASCADE_DELETE,
          OFF,
          "Deleting a row of {referenced} deletes rows of {table}.",
          "Delete the rows by a statement of their own, or write x-ignore with the reason.",
          s ->
              s.foreignKeys()
                  .filter(k -> k.key().onDelete() == ReferentialAction.CASCADE)
                  .map(
                      k ->
                          Hit.of(k.ref(), s.name(k.key().references()), s.name(k.table().name()))));

  static final List<SchemaRule> ALL =
      List.of(
          NO_PRIMARY_KEY,
          NO_TIMESTAMPS,
          NULLABLE,
          FLOAT_AMOUNT,
          CHAR_FLAG,
          ONE_LABEL,
          KEY_TYPES,
          CASCADE_DELETE);

  /** Numbers of 32 bits end while a table grows; for the engines whose integers have a width. */
  public static final SchemaRule SMALL_KEY =
      new SchemaRule(
          FindingCode.LINT_SMALL_KEY,
          WARNING,
          "{column} numbers the rows and is {type}.",
          "Use bigint: a later change rewrites the table and every table that references it.",
          s ->
              s.columns()
                  .filter(c -> TypeWords.of(c.column().type()).isNarrowInteger())
                  .filter(c -> isNumbered(c) && isKey(c.table(), c.column().name()))
                  .map(c -> Hit.of(c.ref(), c.text(), c.column().type())));

  /** For the engines that pad. */
  public static final SchemaRule CHAR =
      new SchemaRule(
          FindingCode.LINT_CHAR,
          INFO,
          "{column} is {type}, which pads with blanks.",
          "Use text with a check of the length, or varchar(n).",
          s ->
              s.columns()
                  .filter(c -> TypeWords.of(c.column().type()).isChar())
                  .filter(c -> !YES_OR_NO.matcher(c.column().name()).matches())
                  .map(c -> Hit.of(c.ref(), c.text(), c.column().type())));

  private TableRules() {}

  private static String argumentsOf(LintedSchema.TableColumn column) {
    return TypeWords.of(column.column().type()).arguments();
  }

  private static boolean isKey(Table table, String column) {
    return table.primaryKey().filter(k -> k.columns().contains(column)).isPresent();
  }

  private static boolean isNumbered(LintedSchema.TableColumn column) {
    Optional<Identity> identity = column.column().identity();
    String value = column.column().defaultValue().map(d -> d.written()).orElse("");
    return identity.isPresent()
        || value.toLowerCase(Locale.ROOT).startsWith("nextval")
        || column.column().type().toLowerCase(Locale.ROOT).contains("serial");
  }

  private static Stream<Hit> differingTypes(LintedSchema s, LintedSchema.TableKey k) {
    ForeignKey key = k.key();
    Optional<Table> other = s.declared().schema().table(key.references());
    if (other.isEmpty()) return Stream.empty();
    List<String> referenced =
        key.referencedColumns().isEmpty()
            ? other.get().primaryKey().map(TableRules::columns).orElse(List.of())
            : key.referencedColumns();
    if (referenced.size() != key.columnList().size()) return Stream.empty();
    Stream.Builder<Hit> hits = Stream.builder();
    for (int i = 0; i < referenced.size(); i++) {
      String column = key.columnList().get(i);
      String target = referenced.get(i);
      Schema declared = s.declared().schema();
      Optional<String> one = type(declared, k.table().name(), column);
      Optional<String> two = type(declared, key.references(), target);
      if (one.isEmpty() || two.isEmpty() || sameType(one.get(), two.get())) continue;
      // An engine may have a word of its own for a column that numbers its rows.
      Schema written = s.written().schema();
      Optional<String> first = type(written, k.table().name(), column);
      if (first.isPresent() && first.equals(type(written, key.references(), target))) continue;
      hits.add(
          Hit.of(
              k.ref(),
              s.name(k.table().name()) + "." + column,
              one.get(),
              dotted(s, key.references(), target),
              two.get()));
    }
    return hits.build();
  }

  private static Optional<String> type(Schema schema, QualifiedName table, String column) {
    return schema.table(table).flatMap(t -> t.column(column)).map(c -> c.type());
  }

  private static List<String> columns(PrimaryKey key) {
    return List.copyOf(key.columns());
  }

  private static String dotted(LintedSchema s, QualifiedName table, String column) {
    return s.name(table) + "." + column;
  }

  private static boolean sameType(String one, String two) {
    String a = TypeWords.of(one).base();
    String b = TypeWords.of(two).base();
    return a.equals(b)
        || ALIASES.stream().anyMatch(names -> names.contains(a) && names.contains(b));
  }
}
