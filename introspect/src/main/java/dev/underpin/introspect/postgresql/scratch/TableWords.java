package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.RegConfig;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The identifiers in the texts of tables: types, collations, defaults, conditions, keys of indexes.
 */
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
    texts(column).forEach(text -> add(text, words));
    column.collation().ifPresent(c -> words.add(lastPart(c)));
  }

  static void of(Constraint constraint, Set<String> words) {
    texts(constraint).forEach(text -> add(text, words));
  }

  static void of(Index index, Set<String> words) {
    texts(index).forEach(text -> add(text, words));
    index.keys().forEach(key -> key.collation().ifPresent(c -> words.add(lastPart(c))));
  }

  /** The SQL in a column. */
  static List<String> texts(Column column) {
    List<String> texts = new ArrayList<>(List.of(column.type()));
    column.defaultValue().ifPresent(d -> texts.add(d.written()));
    column.generated().ifPresent(g -> texts.add(g.expression().written()));
    return texts;
  }

  /** The SQL in a constraint. */
  static List<String> texts(Constraint constraint) {
    if (constraint instanceof CheckConstraint check) return List.of(check.expression().written());
    if (constraint instanceof ExclusionConstraint exclusion)
      return List.of(exclusion.definition().written());
    return List.of();
  }

  /** The SQL in an index. */
  static List<String> texts(Index index) {
    List<String> texts = new ArrayList<>();
    index.where().ifPresent(w -> texts.add(w.written()));
    for (IndexKey key : index.keys()) key.expression().ifPresent(e -> texts.add(e.written()));
    return texts;
  }

  /** The identifiers in a text, and the words in its strings: a string may name something. */
  static Set<String> withStrings(String sql) {
    Set<String> words = of(sql);
    for (Token token : Lexer.tokens(sql))
      if (token.kind() == Token.Kind.STRING)
        words.addAll(List.of(token.text().split("[^\\p{L}\\p{N}_$]+")));
    return words;
  }

  private static String lastPart(String dotted) {
    List<String> parts = Identifiers.parts(dotted);
    return parts.get(parts.size() - 1);
  }

  private static void add(String sql, Set<String> words) {
    List<Token> tokens = Lexer.tokens(sql);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).identifier()) words.add(tokens.get(i).name());
      if (RegConfig.isAt(tokens, i)) {
        List<String> parts = RegConfig.parts(tokens.get(i));
        words.add(parts.get(parts.size() - 1));
      }
    }
  }
}
