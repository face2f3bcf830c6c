package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.postgresql.lowering.OperandParentheses;
import dev.underpin.dialect.postgresql.references.ConstraintNames;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The text of constraints. */
record ConstraintSql(SqlTemplate template) {
  /** Attributes of a constraint that are no storage parameters of its index. */
  private static final List<String> NOT_STORAGE =
      List.of(
          "comment", "tablespace", "not_enforced", "without_overlaps", "period", "of", "invalid");

  String name(Table table, Constraint constraint) {
    return constraint.name().orElseGet(() -> ConstraintNames.of(table, constraint));
  }

  /** {@code CONSTRAINT "name" …}. */
  SqlText named(Table table, Constraint constraint) {
    return template.fragment("CONSTRAINT {} {}", name(table, constraint), definition(constraint));
  }

  SqlText usingIndex(Table table, Constraint constraint, String index) {
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
    return template.fragment(
        "CONSTRAINT {} {} USING INDEX {}{}",
        name(table, constraint),
        SqlText.of(kind),
        index,
        deferrable(deferrability));
  }

  private SqlText definition(Constraint constraint) {
    return constraint.match(
        this::primaryKey,
        this::unique,
        this::foreignKey,
        this::check,
        exclusion -> exclusion.definition());
  }

  private SqlText primaryKey(PrimaryKey key) {
    return template.fragment(
        "PRIMARY KEY ({}){}{}{}",
        keys(key.keys(), key.options()),
        include(key.include()),
        storage(key.options()),
        deferrable(key.deferrability()));
  }

  private SqlText unique(UniqueConstraint unique) {
    return template.fragment(
        unique.nullsNotDistinct() ? "UNIQUE NULLS NOT DISTINCT ({}){}{}{}" : "UNIQUE ({}){}{}{}",
        keys(unique.keys(), unique.options()),
        include(unique.include()),
        storage(unique.options()),
        deferrable(unique.deferrability()));
  }

  private SqlText foreignKey(ForeignKey key) {
    boolean period = isSet(key.options(), "period");
    StringBuilder sql = new StringBuilder();
    if (!key.match().equals("SIMPLE")) sql.append(" MATCH ").append(key.match());
    if (key.onDelete() != ReferentialAction.UNSAID) {
      sql.append(" ON DELETE ").append(key.onDelete().sql());
      if (!key.setColumns().isEmpty()) sql.append(template.sql(" ({})", key.setColumns()));
    }
    if (key.onUpdate() != ReferentialAction.UNSAID)
      sql.append(" ON UPDATE ").append(key.onUpdate().sql());
    sql.append(deferrable(key.deferrability()));
    if (isSet(key.options(), "not_enforced")) sql.append(" NOT ENFORCED");
    if (key.notValid()) sql.append(" NOT VALID");
    return template.fragment(
        "FOREIGN KEY ({}) REFERENCES {}{}{}",
        columns(key.columnList(), period),
        key.references(),
        key.referencedColumns().isEmpty()
            ? Optional.empty()
            : template.fragment(" ({})", columns(key.referencedColumns(), period)),
        SqlText.of(sql.toString()));
  }

  private SqlText check(CheckConstraint check) {
    return SqlText.of(
        "CHECK (%s)%s%s%s"
            .formatted(
                OperandParentheses.closed(check.expression().written()),
                check.noInherit() ? " NO INHERIT" : "",
                isSet(check.options(), "not_enforced") ? " NOT ENFORCED" : "",
                check.notValid() ? " NOT VALID" : ""));
  }

  private SqlText keys(List<IndexKey> keys, SortedMap<String, String> options) {
    return template.fragment(
        isSet(options, "without_overlaps") ? "{} WITHOUT OVERLAPS" : "{}",
        keys.stream().map(k -> k.column().orElseThrow()).toList());
  }

  /** The last column of a temporal foreign key is its period. */
  private List<?> columns(List<String> columns, boolean period) {
    if (!period) return columns;
    List<Object> all = new ArrayList<>(columns);
    all.set(all.size() - 1, template.fragment("PERIOD {}", columns.get(columns.size() - 1)));
    return all;
  }

  private Optional<SqlText> include(List<String> columns) {
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(template.fragment(" INCLUDE ({})", columns));
  }

  private SqlText storage(SortedMap<String, String> options) {
    TreeMap<String, String> parameters = new TreeMap<>(options);
    parameters.keySet().removeAll(NOT_STORAGE);
    Optional<String> tablespace =
        Optional.ofNullable(options.get("tablespace")).filter(t -> !t.isEmpty());
    return template.fragment(
        "{}{}",
        SqlText.of(IndexSql.with(parameters)),
        tablespace.map(t -> template.fragment(" USING INDEX TABLESPACE {}", t)));
  }

  private static SqlText deferrable(Deferrability deferrability) {
    return SqlText.of(
        switch (deferrability) {
          case NOT_DEFERRABLE -> "";
          case INITIALLY_IMMEDIATE -> " DEFERRABLE";
          case INITIALLY_DEFERRED -> " DEFERRABLE INITIALLY DEFERRED";
        });
  }

  private static boolean isSet(SortedMap<String, String> options, String key) {
    return "true".equals(options.get(key));
  }
}
