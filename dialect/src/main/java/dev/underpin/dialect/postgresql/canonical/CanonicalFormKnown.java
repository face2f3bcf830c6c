package dev.underpin.dialect.postgresql.canonical;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lexer.Token.Kind;
import dev.underpin.dialect.postgresql.lowering.BuiltInTypes;
import dev.underpin.dialect.postgresql.lowering.TypeName;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which columns need not be asked about. */
final class CanonicalFormKnown {
  private static final Set<String> TEXTS = Set.of("text", "character varying");
  private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint");
  private static final Set<String> MOMENTS =
      Set.of("timestamp with time zone", "timestamp without time zone");

  private CanonicalFormKnown() {}

  static boolean of(Column column, Set<String> enums) {
    if (column.generated().isPresent() || column.collation().isPresent()) return false;
    Optional<TypeName> type = TypeName.parse(column.type());
    if (type.isEmpty()) return false;
    boolean ofEnum = enums.contains(column.type());
    if (!ofEnum && !BuiltInTypes.contains(column.type())) return false;
    return column.defaultValue().map(d -> isCertain(d, type.get(), ofEnum)).orElse(true);
  }

  private static boolean isCertain(SqlText value, TypeName type, boolean ofEnum) {
    if (type.array()) return false;
    List<Token> tokens = Lexer.tokens(value.canonical());
    String base = type.withoutModifiers().toString();
    if (tokens.size() == 1) {
      Token token = tokens.get(0);
      if (token.kind() == Kind.STRING)
        return (ofEnum || TEXTS.contains(base)) && token.text().charAt(0) == '\'';
      if (token.kind() == Kind.NUMBER)
        return WHOLE_NUMBERS.contains(base) && token.text().matches("[0-9]{1,4}");
      if (token.word("true") || token.word("false")) return base.equals("boolean");
      return token.word("current_timestamp") && MOMENTS.contains(base);
    }
    return value.canonical().equals("now()") && MOMENTS.contains(base)
        || value.canonical().equals("gen_random_uuid()") && base.equals("uuid");
  }
}
