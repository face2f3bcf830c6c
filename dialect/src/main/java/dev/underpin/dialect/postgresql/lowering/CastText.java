package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.StatementSplitter;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A CREATE CAST, taken apart. A cast has no name, so no scratch place can have a second one between
 * two types.
 *
 * @param source the type that is cast, as the server writes it
 * @param target the type that it becomes
 * @param function the function that converts, with its arguments' types; absent for the others
 * @param method how it converts without a function of its own, as SQL
 * @param context where the server casts by itself, as SQL
 */
record CastText(
    String source, String target, Optional<Function> function, String method, String context) {
  /** A function with the types of its arguments. */
  record Function(String namespace, String name, List<String> arguments) {
    String sql() {
      String prefix = namespace.isEmpty() ? "" : Identifiers.quoteIfNeeded(namespace) + ".";
      return prefix + Identifiers.quoteIfNeeded(name) + "(" + String.join(", ", arguments) + ")";
    }
  }

  /** The text of a cast, with the form that decides equality. */
  static SqlText form(String create, String namespace) {
    Optional<CastText> cast = of(create, namespace);
    if (cast.isEmpty()) return SqlText.of(create);
    StringBuilder text = new StringBuilder(cast.get().sql());
    List<String> all = StatementSplitter.split(create);
    for (String rest : all.subList(1, all.size())) {
      List<Token> tokens = Lexer.tokens(rest);
      text.append(";\nCOMMENT ON CAST (")
          .append(cast.get().name())
          .append(") IS ")
          .append(tokens.get(tokens.size() - 1).text());
    }
    return SqlText.of(create, text.toString());
  }

  /**
   * Absent where it is no cast.
   *
   * @param namespace that of names without one
   */
  static Optional<CastText> of(String create, String namespace) {
    List<String> statements = StatementSplitter.split(create);
    return statements.isEmpty()
        ? Optional.empty()
        : new Reader(statements.get(0), namespace).read();
  }

  /** What stands for a name. */
  String name() {
    return source + " AS " + target;
  }

  private String sql() {
    String how = function.map(f -> " WITH FUNCTION " + f.sql()).orElse(" " + method);
    return "CREATE CAST (" + name() + ")" + how + context;
  }

  /** The types and the function that must exist before it. */
  Set<QualifiedName> uses(String namespace) {
    Set<QualifiedName> uses = new HashSet<>();
    Stream.of(source, target).forEach(type -> type(type, namespace).ifPresent(uses::add));
    function.ifPresent(
        f ->
            uses.add(
                new QualifiedName(
                    f.namespace.isEmpty() ? namespace : f.namespace,
                    f.name + "(" + String.join(", ", f.arguments) + ")")));
    return uses;
  }

  private static Optional<QualifiedName> type(String type, String namespace) {
    String base = type.endsWith("[]") ? type.substring(0, type.length() - 2) : type;
    if (BuiltInTypes.contains(base)) return Optional.empty();
    List<String> parts = Identifiers.parts(base);
    return Optional.of(
        new QualifiedName(
            parts.size() > 1 ? parts.get(0) : namespace, parts.get(parts.size() - 1)));
  }

  /** Reads one statement from its beginning to its end. */
  private static final class Reader {
    private final String sql;
    private final List<Token> tokens;
    private final String namespace;
    private int at;

    Reader(String sql, String namespace) {
      this.sql = sql;
      this.tokens = Lexer.tokens(sql);
      this.namespace = namespace;
    }

    Optional<CastText> read() {
      if (!takes("create", "cast") || !mark("(")) return Optional.empty();
      String source = type("as");
      if (!takes("as")) return Optional.empty();
      String target = type("");
      if (!mark(")")) return Optional.empty();
      Optional<Function> function = Optional.empty();
      String method = "WITH INOUT";
      if (takes("with", "function")) function = function(source);
      else if (takes("without", "function")) method = "WITHOUT FUNCTION";
      else if (!takes("with", "inout")) return Optional.empty();
      String context =
          takes("as", "assignment")
              ? " AS ASSIGNMENT"
              : takes("as", "implicit") ? " AS IMPLICIT" : "";
      return at < tokens.size()
          ? Optional.empty()
          : Optional.of(new CastText(source, target, function, method, context));
    }

    /** Without arguments, it is the one that takes the source. */
    private Optional<Function> function(String source) {
      if (at >= tokens.size()) return Optional.empty();
      String first = tokens.get(at++).name();
      String schema = "";
      if (mark(".") && at < tokens.size()) {
        schema = isSearched(first) ? "" : first;
        first = tokens.get(at++).name();
      }
      List<String> arguments = new ArrayList<>();
      if (!mark("(")) return Optional.of(new Function(schema, first, List.of(source)));
      while (at < tokens.size() && !mark(")")) {
        arguments.add(type(","));
        if (at < tokens.size() && tokens.get(at).is(",")) at++;
      }
      return Optional.of(new Function(schema, first, arguments));
    }

    /** The type up to a word, a mark or the closing parenthesis. */
    private String type(String end) {
      if (at + 2 < tokens.size() && tokens.get(at + 1).is(".") && isSearched(tokens.get(at).name()))
        at += 2;
      int from = at;
      int depth = 0;
      while (at < tokens.size()) {
        Token token = tokens.get(at);
        if (depth == 0 && (token.word(end) || token.is(end) || token.is(")"))) break;
        if (token.is("(")) depth++;
        if (token.is(")")) depth--;
        at++;
      }
      return at > from
          ? TypeName.canonical(sql.substring(tokens.get(from).start(), tokens.get(at - 1).end()))
          : "";
    }

    private boolean isSearched(String schema) {
      return schema.equals("pg_catalog") || schema.equals(namespace);
    }

    private boolean mark(String mark) {
      boolean is = at < tokens.size() && tokens.get(at).is(mark);
      if (is) at++;
      return is;
    }

    private boolean takes(String... words) {
      for (int i = 0; i < words.length; i++)
        if (at + i >= tokens.size() || !tokens.get(at + i).word(words[i])) return false;
      at += words.length;
      return true;
    }
  }
}
