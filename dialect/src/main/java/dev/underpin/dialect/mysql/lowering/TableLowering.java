package dev.underpin.dialect.mysql.lowering;

import dev.underpin.dialect.mysql.lexer.StringLiteral;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.dialect.mysql.references.ApplicationPeriod;
import dev.underpin.dialect.mysql.references.NameReferences;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Lowers one table. What cannot be had here is an error, or a warning where it can be left out. */
final class TableLowering {
  private final Table table;
  private final Schema declared;
  private final Map<String, EnumType> enums;
  private final Lowering report;
  private final ObjectRef path;

  TableLowering(Table table, Schema declared, Map<String, EnumType> enums, Lowering report) {
    this.table = table;
    this.declared = declared;
    this.enums = enums;
    this.report = report;
    this.path = ObjectRef.table(table.name());
  }

  Table lower() {
    if (table.columns().isEmpty()) {
      report.error(
          path,
          "Table %s has no columns, and %s makes no such table."
              .formatted(table.name(), report.product()),
          "Declare at least one column.");
    }
    Set<String> keyColumns = table.primaryKey().map(PrimaryKey::columns).orElse(Set.of());
    List<Constraint> constraints = new ArrayList<>();
    for (Constraint constraint : table.constraints())
      constraint(constraint).ifPresent(constraints::add);
    List<Column> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      columns.add(column(column, keyColumns.contains(column.name())));
      if (isSerial(column)) constraints.add(serialKey(column));
    }
    refuseNumberedInChecks(columns, constraints);
    List<Index> indexes = table.indexes().stream().map(this::index).toList();
    TreeMap<String, String> options = new TreeMap<>(table.options());
    String characterSet = options.get(TableOptions.CHARACTER_SET);
    if (characterSet != null && !options.containsKey(TableOptions.COLLATION))
      Collations.defaultOf(characterSet, report.flavor())
          .ifPresent(c -> options.put(TableOptions.COLLATION, c));
    options.remove(TableOptions.CHARACTER_SET);
    return new Table(
        table.name(), columns, constraints, indexes, table.comment(), Options.copy(options));
  }

  /** Neither server takes a check on the column that numbers the rows. */
  private void refuseNumberedInChecks(List<Column> columns, List<Constraint> constraints) {
    for (Column column : columns) {
      if (column.identity().isEmpty()) continue;
      for (Constraint constraint : constraints) {
        if (constraint instanceof CheckConstraint check
            && NameReferences.ofColumn(check.expression().written(), column.name()))
          report.problem(
              path.constraint(constraint),
              "The check %s is on %s, which numbers the rows: %s does not accept that."
                  .formatted(
                      check.name().orElse(check.expression().written()),
                      column.name(),
                      report.product()),
              "Leave the check out, or the identity.");
      }
    }
  }

  private Column column(Column column, boolean inPrimaryKey) {
    ObjectRef at = path.column(column.name());
    Column lowered = withExpressions(isSerial(column) ? serial(column) : withType(column, at), at);
    Optional<TypeName> type = TypeName.parse(lowered.type());
    if (type.isPresent()) {
      TypeName known = type.get();
      lowered =
          lowered.withDefault(
              lowered.defaultValue().map(d -> DefaultNormalizer.withFraction(d, known)));
    }
    if (lowered.identity().isPresent()) lowered = numbered(lowered, at);
    return lowered.withNullable(
        lowered.nullable() && !inPrimaryKey && lowered.identity().isEmpty());
  }

  private Column withExpressions(Column column, ObjectRef at) {
    return column
        .withDefault(column.defaultValue().map(d -> report.expression(at, d)))
        .withGenerated(
            column
                .generated()
                .map(g -> new Generated(report.expression(at, g.expression()), g.stored())));
  }

  private Column withType(Column column, ObjectRef at) {
    Optional<EnumType> declaredEnum = enumOf(column.type());
    if (declaredEnum.isPresent()) {
      List<String> labels = declaredEnum.get().labels().stream().map(StringLiteral::of).toList();
      return column.withType(TypeName.of("enum", labels).toString());
    }
    Optional<TypeName> written = TypeName.parse(column.type());
    Optional<TypeName> type = written.flatMap(t -> NeutralTypes.translate(t, report.flavor()));
    if (type.isEmpty()) {
      report.error(
          at,
          report.product() + " has no type \"" + column.type() + "\".",
          "Give the column another type here: { %s: …, … }."
              .formatted(report.product().toLowerCase(Locale.ROOT)));
      return column;
    }
    if (type.get().modifiers().isEmpty()
        && Set.of("varchar", "varbinary").contains(type.get().base())) {
      report.error(
          at,
          "A " + type.get().base() + " needs a length on " + report.product() + ".",
          "Write varchar(255), or text.");
    }
    return withAttributes(column, type.get());
  }

  /** What the type says beside its name has a place of its own in the model. */
  private static Column withAttributes(Column column, TypeName type) {
    Column result = column.withType(type.toString());
    if (type.collation().isPresent() && column.collation().isEmpty())
      result = result.withCollation(type.collation());
    if (type.characterSet().isPresent())
      result = option(result, ColumnOptions.CHARACTER_SET, type.characterSet());
    if (type.srid().isPresent()) result = option(result, ColumnOptions.SRID, type.srid());
    return result;
  }

  private static Column option(Column column, String key, Optional<String> value) {
    return column.withOptions(Options.with(column.options(), key, value));
  }

  private Optional<EnumType> enumOf(String type) {
    EnumType found = enums.get(type);
    return found != null ? Optional.of(found) : Optional.ofNullable(enums.get(unquoted(type)));
  }

  /** A name as standard SQL quotes it: a quote within it is written twice. */
  private static String unquoted(String name) {
    return name.replace("\"\"", "\0").replace("\"", "").replace('\0', '"');
  }

  /** SERIAL is BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE. */
  private static boolean isSerial(Column column) {
    return switch (column.type().strip().toLowerCase(Locale.ROOT)) {
      case "serial", "bigserial", "smallserial", "serial2", "serial4", "serial8" -> true;
      default -> false;
    };
  }

  private static Column serial(Column column) {
    String type =
        switch (column.type().strip().toLowerCase(Locale.ROOT)) {
          case "serial" -> "bigint unsigned";
          case "bigserial", "serial8" -> "bigint";
          case "serial4" -> "int";
          default -> "smallint";
        };
    Identity identity = column.identity().orElse(Identity.of(Identity.Kind.AUTOINCREMENT));
    return column.withType(type).withIdentity(Optional.of(identity));
  }

  private UniqueConstraint serialKey(Column column) {
    return UniqueConstraint.of(Optional.empty(), List.of(column.name()));
  }

  private Column numbered(Column column, ObjectRef at) {
    Identity identity = column.identity().orElseThrow();
    if (identity.kind() == Identity.Kind.ALWAYS) {
      report.warn(
          at,
          "%s cannot refuse a number that is given for %s.%s: `identity always` is `identity` here."
              .formatted(report.product(), table.name(), column.name()),
          "Nothing to do, if that is fine.");
    }
    if (identity.sequence().start().isPresent() || identity.sequence().increment().isPresent()) {
      report.warn(
          at,
          "%s keeps no start and no increment for a column: those of %s are left out."
              .formatted(report.product(), column.name()),
          "Nothing to do, if that is fine.");
    }
    return column.withIdentity(Optional.of(Identity.of(Identity.Kind.AUTOINCREMENT)));
  }

  private Optional<Constraint> constraint(Constraint constraint) {
    ObjectRef at = path.constraint(constraint);
    return constraint.match(
        key -> {
          plain(at, key.include(), key.deferrability());
          return Optional.of(key);
        },
        unique -> {
          plain(at, unique.include(), unique.deferrability());
          distinct(at, unique.nullsNotDistinct());
          return Optional.of(unique);
        },
        foreign -> Optional.of(foreignKey(at, foreign)),
        check -> Optional.of(check(at, check)),
        exclusion -> {
          report.error(
              at,
              report.product() + " has no exclusion constraints.",
              "Declare " + exclusion.name().orElse("it") + " for the other engine only.");
          return Optional.empty();
        });
  }

  private ForeignKey foreignKey(ObjectRef at, ForeignKey said) {
    ForeignKey key = said.unlessUsual(report.flavor().usualAction());
    plain(at, List.of(), key.deferrability());
    if (key.onDelete() == ReferentialAction.SET_DEFAULT
        || key.onUpdate() == ReferentialAction.SET_DEFAULT) {
      report.error(at, "InnoDB has no SET DEFAULT.", "Write set null, cascade or nothing.");
    }
    if (!key.referencedColumns().isEmpty()) return key;
    List<String> columns =
        declared.table(key.references()).flatMap(Table::primaryKey).stream()
            .flatMap(k -> k.columns().stream())
            .toList();
    if (columns.isEmpty() && declared.table(key.references()).isPresent()) {
      report.error(
          at,
          "A foreign key on %s refers to %s, which has no primary key."
              .formatted(String.join(", ", key.columnList()), key.references()),
          "Name the columns: references: " + key.references().name() + "(…)");
    }
    return key.withColumns(key.columnList(), key.references(), columns, key.setColumns());
  }

  private void period(ObjectRef at, CheckConstraint check) {
    if (!report.flavor().isMariaDb())
      report.error(at, report.product() + " has no periods.", "Leave out `period` here.");
    List<String> columns = ApplicationPeriod.columns(check);
    if (columns.isEmpty() || check.name().isEmpty())
      report.problem(
          at,
          "A period says that one column is before another: " + check.expression().written(),
          "Write  NAME: { expression: start_column < end_column, options: { period: true } }.");
    for (String column : columns) {
      if (table.column(column).filter(Column::nullable).isPresent())
        report.problem(
            path.column(column),
            "Column %s is part of the period %s, which MariaDB makes NOT NULL."
                .formatted(column, check.name().orElse("")),
            "Write NOT NULL.");
    }
  }

  private CheckConstraint check(ObjectRef at, CheckConstraint check) {
    if (CheckOptions.isNotEnforced(check) && !report.flavor().hasUnenforcedChecks()) {
      report.error(
          at, report.product() + " enforces every check.", "Leave out `not_enforced` here.");
    }
    if (CheckOptions.isPeriod(check)) period(at, check);
    CheckConstraint lowered = check.withExpression(report.expression(at, check.expression()));
    boolean ofColumn = CheckOptions.column(check).isPresent();
    return ofColumn && !report.flavor().hasColumnChecks()
        ? CheckConstraint.of(check.name(), lowered.expression())
        : lowered;
  }

  private Index index(Index index) {
    ObjectRef at = path.index(index.name());
    plain(at, index.include(), Deferrability.NOT_DEFERRABLE);
    distinct(at, index.nullsNotDistinct());
    // An index on all rows serves the same queries; a unique one would reject other rows.
    if (index.where().isPresent() && index.unique()) {
      report.error(
          at,
          report.product() + " has no partial indexes, and a unique one on all rows says more.",
          "Leave out `where` here: indexes: { %s: … } can be said for each engine."
              .formatted(index.name()));
    }
    boolean known =
        Set.of("", "btree", "hash", "fulltext", "spatial")
            .contains(index.method().toLowerCase(Locale.ROOT));
    if (!known) {
      report.error(
          at,
          report.product() + " has no " + index.method() + " indexes.",
          "Declare " + index.name() + " for the other engine only.");
    }
    if (index.keys().stream().anyMatch(k -> k.expression().isPresent())
        && !report.flavor().hasExpressionIndexes()) {
      report.error(
          at,
          report.product() + " has no indexes on expressions (" + index.name() + ").",
          "Index a generated column instead.");
    }
    if (index.keys().stream().anyMatch(IndexKey::descending)
        && !report.flavor().hasDescendingIndexes()) {
      report.warn(
          at,
          report.product() + " " + report.flavor().version() + " keeps no direction of an index.",
          "It is ascending.");
    }
    return index;
  }

  private void plain(ObjectRef at, List<String> include, Deferrability deferrability) {
    if (!include.isEmpty()) {
      report.warn(
          at,
          "An index has no INCLUDE here: " + String.join(", ", include) + " is left out.",
          "Nothing to do, if that is fine.");
    }
    if (deferrability != Deferrability.NOT_DEFERRABLE) {
      report.error(
          at, report.product() + " has no deferred constraints.", "Leave out `deferrable` here.");
    }
  }

  private void distinct(ObjectRef at, boolean nullsNotDistinct) {
    if (nullsNotDistinct) {
      report.error(
          at,
          "A unique index always takes two NULLs for different here.",
          "Leave out `nulls_not_distinct`.");
    }
  }
}
