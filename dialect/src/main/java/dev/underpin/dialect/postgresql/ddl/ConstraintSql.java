package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.postgresql.lowering.OperandParentheses;
import dev.underpin.dialect.postgresql.references.ConstraintNames;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The text of constraints. */
final class ConstraintSql {
  /** Attributes of a constraint that are no storage parameters of its index. */
  private static final List<String> NOT_STORAGE =
      List.of(
          "comment",
          "tablespace",
          "not_enforced",
          "without_overlaps",
          "period",
          "clustered",
          "replica_identity");

  private final Dialect dialect;
  private final Function<QualifiedName, String> names;

  ConstraintSql(Dialect dialect, Function<QualifiedName, String> names) {
    this.dialect = dialect;
    this.names = names;
  }

  String name(Table table, Constraint constraint) {
    return constraint.name().orElseGet(() -> ConstraintNames.of(table, constraint));
  }

  /** {@code CONSTRAINT "name" …}. */
  String named(Table table, Constraint constraint) {
    return "CONSTRAINT " + dialect.quote(name(table, constraint)) + " " + definition(constraint);
  }

  String usingIndex(Table table, Constraint constraint, String index) {
    String kind;
    Deferrability deferrability;
    if (constraint instanceof PrimaryKey key) {
      kind = "PRIMARY KEY";
      deferrability = key.deferrability();
    } else if (constraint instanceof UniqueConstraint unique) {
      kind = "UNIQUE";
      deferrability = unique.deferrability();
    } else {
      throw new IllegalArgumentException("no index is behind " + constraint);
    }
    return "CONSTRAINT "
        + dialect.quote(name(table, constraint))
        + " "
        + kind
        + " USING INDEX "
        + dialect.quote(index)
        + deferrable(deferrability);
  }

  private String definition(Constraint constraint) {
    return constraint.match(
        this::primaryKey,
        this::unique,
        this::foreignKey,
        this::check,
        exclusion -> exclusion.definition().written());
  }

  private String primaryKey(PrimaryKey key) {
    return "PRIMARY KEY "
        + keys(key.keys(), key.options())
        + include(key.include())
        + storage(key.options())
        + deferrable(key.deferrability());
  }

  private String unique(UniqueConstraint unique) {
    return "UNIQUE "
        + (unique.nullsNotDistinct() ? "NULLS NOT DISTINCT " : "")
        + keys(unique.keys(), unique.options())
        + include(unique.include())
        + storage(unique.options())
        + deferrable(unique.deferrability());
  }

  private String foreignKey(ForeignKey key) {
    boolean period = isSet(key.options(), "period");
    StringBuilder sql = new StringBuilder("FOREIGN KEY ").append(columns(key.columnList(), period));
    sql.append(" REFERENCES ").append(names.apply(key.references()));
    if (!key.referencedColumns().isEmpty())
      sql.append(' ').append(columns(key.referencedColumns(), period));
    if (!key.match().equals("SIMPLE")) sql.append(" MATCH ").append(key.match());
    if (key.onDelete() != ReferentialAction.NO_ACTION) {
      sql.append(" ON DELETE ").append(key.onDelete().sql());
      if (!key.setColumns().isEmpty()) sql.append(' ').append(columns(key.setColumns(), false));
    }
    if (key.onUpdate() != ReferentialAction.NO_ACTION)
      sql.append(" ON UPDATE ").append(key.onUpdate().sql());
    sql.append(deferrable(key.deferrability()));
    if (isSet(key.options(), "not_enforced")) sql.append(" NOT ENFORCED");
    if (key.notValid()) sql.append(" NOT VALID");
    return sql.toString();
  }

  private String check(CheckConstraint check) {
    return "CHECK ("
        + OperandParentheses.closed(check.expression().written())
        + ")"
        + (check.noInherit() ? " NO INHERIT" : "")
        + (isSet(check.options(), "not_enforced") ? " NOT ENFORCED" : "")
        + (check.notValid() ? " NOT VALID" : "");
  }

  private String keys(List<IndexKey> keys, SortedMap<String, String> options) {
    String list =
        keys.stream()
            .map(k -> dialect.quote(k.column().orElseThrow()))
            .collect(Collectors.joining(", "));
    return "(" + list + (isSet(options, "without_overlaps") ? " WITHOUT OVERLAPS" : "") + ")";
  }

  /** The last column of a temporal foreign key is its period. */
  private String columns(List<String> columns, boolean period) {
    if (!period) return list(columns);
    int last = columns.size() - 1;
    String head =
        columns.subList(0, last).stream()
            .map(c -> dialect.quote(c) + ", ")
            .collect(Collectors.joining());
    return "(" + head + "PERIOD " + dialect.quote(columns.get(last)) + ")";
  }

  private String include(List<String> columns) {
    return columns.isEmpty() ? "" : " INCLUDE " + list(columns);
  }

  private String list(Collection<String> columns) {
    return "(" + columns.stream().map(dialect::quote).collect(Collectors.joining(", ")) + ")";
  }

  private String storage(SortedMap<String, String> options) {
    TreeMap<String, String> parameters = new TreeMap<>(options);
    parameters.keySet().removeAll(NOT_STORAGE);
    String tablespace = options.getOrDefault("tablespace", "");
    return IndexSql.with(parameters)
        + (tablespace.isEmpty() ? "" : " USING INDEX TABLESPACE " + dialect.quote(tablespace));
  }

  private static String deferrable(Deferrability deferrability) {
    return switch (deferrability) {
      case NOT_DEFERRABLE -> "";
      case INITIALLY_IMMEDIATE -> " DEFERRABLE";
      case INITIALLY_DEFERRED -> " DEFERRABLE INITIALLY DEFERRED";
    };
  }

  private static boolean isSet(SortedMap<String, String> options, String key) {
    return "true".equals(options.get(key));
  }
}
