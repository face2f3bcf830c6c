package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts of tables call a function. Its name is looked for in their texts, so that a part
 * counts too which calls another function of that name.
 *
 * @param function the function's name, without namespace and arguments
 */
record TableCalls(String function) {
  boolean inDefault(Column column) {
    return column.defaultValue().filter(this::in).isPresent();
  }

  /** True where values that are stored were computed by it. */
  boolean inStored(Column column) {
    return column.generated().filter(g -> g.stored() && in(g.expression())).isPresent();
  }

  boolean in(Column column) {
    return inDefault(column) || column.generated().filter(g -> in(g.expression())).isPresent();
  }

  boolean in(Constraint constraint) {
    if (constraint instanceof CheckConstraint check) return in(check.expression());
    return constraint instanceof ExclusionConstraint exclusion && in(exclusion.definition());
  }

  boolean in(Index index) {
    return index.where().filter(this::in).isPresent() || index.keys().stream().anyMatch(this::in);
  }

  private boolean in(IndexKey key) {
    return key.expression().filter(this::in).isPresent();
  }

  boolean inPartitionKey(Table table) {
    return in(table.options().getOrDefault("partition_by", ""));
  }

  private boolean in(SqlText text) {
    return in(text.canonical());
  }

  boolean in(List<String> statements) {
    return statements.stream().anyMatch(this::in);
  }

  private boolean in(String sql) {
    List<Token> tokens = Lexer.tokens(sql);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      boolean named = tokens.get(i).identifier() && tokens.get(i).name().equals(function);
      if (named && tokens.get(i + 1).is("(")) return true;
    }
    return false;
  }

  /** What of a table keeps results of it, in words. */
  List<String> stored(Table table) {
    List<String> parts = new ArrayList<>();
    for (Column column : table.columns())
      if (inStored(column)) parts.add("column " + table.name() + "." + column.name());
    parts.addAll(checked(table));
    return parts;
  }

  /** What of a table calls it, in words. */
  List<String> of(Table table) {
    List<String> parts = new ArrayList<>();
    for (Column column : table.columns())
      if (in(column)) parts.add("column " + table.name() + "." + column.name());
    parts.addAll(checked(table));
    return parts;
  }

  private List<String> checked(Table table) {
    List<String> parts = new ArrayList<>();
    for (Index index : table.indexes()) if (in(index)) parts.add("index " + index.name());
    for (Constraint constraint : table.constraints()) {
      if (in(constraint))
        parts.add(
            constraint.name().map(n -> "constraint " + n).orElse("a constraint")
                + " of "
                + table.name());
    }
    if (inPartitionKey(table)) parts.add("the partition key of " + table.name());
    return parts;
  }
}
