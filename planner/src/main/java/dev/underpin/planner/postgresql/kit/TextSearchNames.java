package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.RegConfig;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The text search configurations and dictionaries that a text names, without their namespaces. */
public final class TextSearchNames {
  private TextSearchNames() {}

  /** A table that uses a configuration or dictionary, as far as its text says so. */
  public static Optional<QualifiedName> user(PostgresContext context, SchemaObject search) {
    for (Table table : context.renamed().tables().values()) {
      List<String> texts = new ArrayList<>(context.ddl().createTable(table, true));
      for (Index index : table.indexes())
        texts.add(context.ddl().createIndex(table.name(), index, false));
      if (texts.stream().anyMatch(sql -> in(sql).contains(search.name().name())))
        return Optional.of(table.name());
    }
    return Optional.empty();
  }

  static Set<String> in(String sql) {
    Set<String> names = new HashSet<>();
    List<Token> tokens = Lexer.tokens(sql);
    for (int i = 0; i < tokens.size(); i++) {
      if (!RegConfig.isAt(tokens, i)) continue;
      List<String> parts = RegConfig.parts(tokens.get(i));
      names.add(parts.get(parts.size() - 1));
    }
    return names;
  }
}
