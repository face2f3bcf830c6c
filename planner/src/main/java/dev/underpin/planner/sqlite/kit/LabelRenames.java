package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels of enums that get another word. An enum is a check of the column here, so its rows
 * hold the words themselves and have to be rewritten; since the new word was not allowed before,
 * the rollback is exact.
 */
public final class LabelRenames {
  private final Map<String, Map<String, String>> byColumn = new LinkedHashMap<>();

  public LabelRenames(SqliteContext context, Table before, Table after) {
    context
        .hints()
        .renamedLabels()
        .forEach(
            (owner, labels) -> {
              if (!owner.schema().equals(after.name().name())) return;
              List<String> old = labels(before, owner);
              List<String> now = labels(after, owner);
              Map<String, String> acting = new LinkedHashMap<>(labels);
              acting.keySet().removeIf(to -> old.contains(to) || !now.contains(to));
              acting.values().removeIf(from -> now.contains(from) || !old.contains(from));
              if (!acting.isEmpty()) byColumn.put(owner.name(), acting);
            });
  }

  public boolean isEmpty() {
    return byColumn.isEmpty();
  }

  /** A value of the column with the new words. */
  SqlText forward(String column, SqlText value) {
    return replaced(column, value, true);
  }

  /** A value of the column with the old words. */
  SqlText back(String column, SqlText value) {
    return replaced(column, value, false);
  }

  private SqlText replaced(String column, SqlText value, boolean forward) {
    Map<String, String> labels = byColumn.get(column);
    if (labels == null) return value;
    List<SqlText> cases = new ArrayList<>();
    labels.forEach(
        (to, from) ->
            cases.add(
                TEMPLATE.fragment(
                    "WHEN {} THEN {}",
                    new Literal(forward ? from : to),
                    new Literal(forward ? to : from))));
    return TEMPLATE.fragment(
        "CASE {} {} ELSE {} END", value, Expressions.joined(cases, " "), value);
  }

  private static List<String> labels(Table table, QualifiedName owner) {
    for (CheckConstraint check : table.constraintsOf(CheckConstraint.class)) {
      List<String> labels = labels(Lexer.tokens(check.expression().written()), owner.name());
      if (!labels.isEmpty()) return labels;
    }
    return List.of();
  }

  /** The words of {@code column in ('…', '…')}; none where it is something else. */
  private static List<String> labels(List<Token> tokens, String column) {
    boolean list =
        tokens.size() > 4
            && tokens.get(0).isName()
            && Identifiers.isSame(tokens.get(0).name(), column)
            && tokens.get(1).isWord("IN")
            && tokens.get(2).isSymbol("(")
            && tokens.get(tokens.size() - 1).isSymbol(")");
    if (!list) return List.of();
    List<String> labels = new ArrayList<>();
    for (Token token : tokens.subList(3, tokens.size() - 1)) {
      if (token.isSymbol(",")) continue;
      if (token.kind() != Token.Kind.STRING) return List.of();
      String text = token.text();
      labels.add(text.substring(1, text.length() - 1).replace("''", "'"));
    }
    return labels;
  }
}
