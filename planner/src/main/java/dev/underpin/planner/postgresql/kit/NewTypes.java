package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether values fit an enum or a domain. The type may be new in the plan, so it is not named:
 * values are asked for the labels of the enum, or by the checks of the domain.
 */
public record NewTypes(PostgresContext context) {
  private static final Set<String> ENDS_TYPE =
      Set.of("constraint", "check", "not", "null", "default", "collate");

  /** True for a column of an enum, or of a domain that the server does not have yet. */
  public static boolean isOne(PostgresContext context, Column column) {
    NewTypes types = new NewTypes(context);
    return types.type(column).isPresent() || types.domain(column).isPresent();
  }

  private Optional<EnumType> type(Column column) {
    return context.target().enums().values().stream()
        .filter(t -> context.isOf(column, t.name()))
        .findFirst();
  }

  private Optional<SchemaObject> domain(Column column) {
    return context.target().objects().values().stream()
        .filter(o -> o.kind() == SchemaObject.Kind.DOMAIN)
        .filter(o -> !context.catalog().schema().objects().containsValue(o))
        .filter(
            o ->
                context
                    .dialect()
                    .spelledType(o.name(), context.catalog().defaultNamespace())
                    .equals(column.type()))
        .findFirst();
  }

  /** The condition of the rows whose value does not fit; absent where that cannot be said. */
  public Optional<SqlText> misfit(String column, Column before, Column after) {
    SqlText value = SqlText.of(column);
    Optional<EnumType> type = type(after);
    if (type.isEmpty()) return domain(after).flatMap(d -> violates(d, value));
    List<Literal> labels = type.get().labels().stream().map(Literal::new).toList();
    boolean array = after.type().endsWith("[]");
    if (array != before.type().endsWith("[]")) return Optional.empty();
    if (labels.isEmpty()) return Optional.of(context.fragment("{} IS NOT NULL", value));
    return Optional.of(
        array
            ? context.fragment(
                "EXISTS (SELECT 1 FROM unnest({}::text[]) AS one(label) WHERE label NOT IN ({}))",
                value,
                labels)
            : context.fragment("{}::text NOT IN ({})", value, labels));
  }

  /** {@code CREATE DOMAIN d AS type … CHECK (…)}: each check with the value in place of VALUE. */
  Optional<SqlText> violates(SchemaObject domain, SqlText value) {
    String sql = domain.create().written();
    List<Token> tokens = Lexer.tokens(sql);
    int from = indexOf(tokens, "as", 0) + 1;
    int to = from;
    while (to < tokens.size()
        && !(tokens.get(to).identifier() && ENDS_TYPE.contains(tokens.get(to).name()))) to++;
    if (from == 0 || from == to) return Optional.empty();
    String base = sql.substring(tokens.get(from).start(), tokens.get(to - 1).end());
    SqlText cast = context.fragment("({}::text::{})", value, SqlText.of(base));
    List<String> conditions = new ArrayList<>();
    conditions.add(context.sql("{}::text = 'no value is this one, it is only cast'", cast));
    for (int i = indexOf(tokens, "check", to); i >= 0; i = indexOf(tokens, "check", i + 1)) {
      int close = closing(tokens, i + 1);
      if (close < 0) return Optional.empty();
      conditions.add("NOT (" + withValue(sql, tokens.subList(i + 2, close), cast) + ")");
    }
    return Optional.of(SqlText.of("(" + String.join(" OR ", conditions) + ")"));
  }

  private static String withValue(String sql, List<Token> tokens, SqlText value) {
    if (tokens.isEmpty()) return "true";
    StringBuilder text = new StringBuilder();
    int copied = tokens.get(0).start();
    for (Token token : tokens) {
      if (!token.word("value")) continue;
      text.append(sql, copied, token.start()).append(value.written());
      copied = token.end();
    }
    return text.append(sql, copied, tokens.get(tokens.size() - 1).end()).toString();
  }

  private static int indexOf(List<Token> tokens, String word, int from) {
    for (int i = from; i < tokens.size(); i++) if (tokens.get(i).word(word)) return i;
    return -1;
  }

  private static int closing(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) depth++;
      if (tokens.get(i).is(")") && --depth == 0) return i;
    }
    return -1;
  }
}
