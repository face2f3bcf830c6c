package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Table;
import java.util.HashSet;
import java.util.Set;

/** The identifiers in the texts of tables: types, defaults, conditions, keys of indexes. */
final class TableWords {
  private TableWords() {}

  static Set<String> of(String sql) {
    Set<String> words = new HashSet<>();
    add(sql, words);
    return words;
  }

  static void of(Table table, Set<String> words) {
    for (Column column : table.columns()) of(column, words);
    for (Constraint constraint : table.constraints()) of(constraint, words);
    for (Index index : table.indexes()) of(index, words);
  }

  static void of(Column column, Set<String> words) {
    add(column.type(), words);
    column.defaultValue().ifPresent(d -> add(d.written(), words));
    column.generated().ifPresent(g -> add(g.expression().written(), words));
  }

  static void of(Constraint constraint, Set<String> words) {
    if (constraint instanceof CheckConstraint check) add(check.expression().written(), words);
    if (constraint instanceof ExclusionConstraint exclusion)
      add(exclusion.definition().written(), words);
  }

  static void of(Index index, Set<String> words) {
    index.where().ifPresent(w -> add(w.written(), words));
    for (IndexKey key : index.keys()) key.expression().ifPresent(e -> add(e.written(), words));
  }

  private static void add(String sql, Set<String> words) {
    for (Token token : Lexer.tokens(sql)) if (token.identifier()) words.add(token.name());
  }
}
