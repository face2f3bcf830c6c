package dev.underpin.planner.postgresql.kit;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a table in the trash has of an extension that comes or goes with the plan: columns of its
 * types, with their defaults, checks and indexes, and what compares by its operators.
 */
record ExtensionUse(PostgresContext context, Table table) {
  private List<Column> columns() {
    return table.columns().stream().filter(context::isOfExtension).toList();
  }

  private Set<String> names() {
    return columns().stream().map(Column::name).collect(Collectors.toSet());
  }

  private List<Index> indexes() {
    Set<String> names = names();
    return table.indexes().stream()
        .filter(
            i ->
                context.extensionTypes().mayHaveOperatorsOf(i)
                    || context.mentioned(table.name(), i).stream().anyMatch(names::contains))
        .toList();
  }

  private List<Constraint> constraints() {
    Set<String> names = names();
    return table.constraints().stream()
        .filter(
            c ->
                context.extensionTypes().mayHaveOperatorsOf(c)
                    || c instanceof CheckConstraint
                        && context.mentioned(table.name(), c).stream().anyMatch(names::contains))
        .toList();
  }

  /** The table as it is in the trash. */
  Table rest() {
    List<Index> gone = indexes();
    List<Constraint> without = constraints();
    return table
        .withIndexes(table.indexes().stream().filter(i -> !gone.contains(i)).toList())
        .filterConstraints(c -> !without.contains(c));
  }

  List<String> in() {
    QualifiedName name = table.name();
    List<String> statements = new ArrayList<>();
    for (Index index : indexes())
      statements.add(context.ddl().dropIndex(name.withName(index.name()), false));
    for (Constraint constraint : constraints())
      statements.add(context.ddl().dropConstraint(name, constraint.name().orElseThrow()));
    for (Column column : columns()) {
      if (column.defaultValue().isPresent())
        statements.add(context.ddl().dropDefault(name, column.name()));
      statements.add(ColumnTrash.recast(context, name, column, ColumnTrash.waits(column)));
    }
    return statements;
  }

  List<String> out() {
    QualifiedName name = table.name();
    List<String> statements = new ArrayList<>();
    for (Column column : columns()) {
      statements.add(ColumnTrash.recast(context, name, column, column.type()));
      column
          .defaultValue()
          .ifPresent(d -> statements.add(context.ddl().setDefault(name, column.name(), d)));
    }
    for (Constraint constraint : constraints())
      statements.addAll(context.addConstraint(table, constraint));
    for (Index index : indexes()) statements.addAll(context.createIndex(name, index, false));
    return statements;
  }
}
