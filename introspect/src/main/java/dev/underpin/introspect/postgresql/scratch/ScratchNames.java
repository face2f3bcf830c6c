package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.RegConfig;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lowering.RangeText;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What tables and objects are called while they are in the temporary namespace. Those of the
 * searched namespace keep their names; others get names of their own.
 */
final class ScratchNames {
  private static final String OTHER = "underpin_scratch_";

  private final String searched;
  private final Map<QualifiedName, String> toScratch = new HashMap<>();
  private final Map<String, QualifiedName> fromScratch = new HashMap<>();
  private final Set<String> routines = new HashSet<>();
  private final Set<QualifiedName> collations = new HashSet<>();
  private final Set<QualifiedName> statistics = new HashSet<>();
  private final Set<QualifiedName> searches = new HashSet<>();
  private String namespace = "pg_temp";

  ScratchNames(String searched) {
    this.searched = searched;
  }

  /** What the server calls the temporary namespace of the session. */
  void namespace(String name) {
    namespace = name;
  }

  /** Gives an object a name; a routine is called by it without its arguments. */
  void add(SchemaObject object) {
    QualifiedName plain = plain(object.kind(), object.name());
    add(plain);
    switch (object.kind()) {
      case FUNCTION, PROCEDURE, AGGREGATE -> {
        if (plain.schema().equals(searched)) routines.add(plain.name());
      }
      case COLLATION -> collations.add(plain);
      case STATISTICS -> statistics.add(plain);
      case TEXT_SEARCH_DICTIONARY, TEXT_SEARCH_CONFIGURATION -> searches.add(plain);
      case RANGE_TYPE -> {
        QualifiedName multirange =
            new RangeText(object.create().written()).multirange(plain, searched);
        add(multirange);
        for (QualifiedName type : List.of(plain, multirange))
          if (type.schema().equals(searched)) routines.add(type.name());
      }
      default -> {}
    }
  }

  /** Gives a table a name. */
  QualifiedName add(QualifiedName plain) {
    String scratch =
        toScratch.computeIfAbsent(
            plain, n -> n.schema().equals(searched) ? n.name() : OTHER + toScratch.size());
    fromScratch.put(scratch, plain);
    return new QualifiedName("pg_temp", scratch);
  }

  /** The name of an object; a routine's without its arguments. */
  static QualifiedName plain(SchemaObject.Kind kind, QualifiedName name) {
    return kind.isRoutine() ? plain(name) : name;
  }

  /** A routine's name without its arguments. */
  static QualifiedName plain(QualifiedName name) {
    int arguments = name.name().indexOf('(');
    return arguments < 0 ? name : name.withName(name.name().substring(0, arguments));
  }

  /** A declared text as it can be run in the temporary namespace. */
  String toScratch(String text) {
    StringBuilder result = new StringBuilder();
    int copied = 0;
    List<Token> tokens = Lexer.tokens(text);
    // Some name their functions without brackets: SFUNC = add_one, SUBTYPE_DIFF = distance.
    boolean aggregate =
        tokens.stream().limit(4).anyMatch(token -> token.word("aggregate") || token.word("type"));
    boolean wrapper = tokens.stream().limit(4).anyMatch(token -> token.word("wrapper"));
    Map<String, String> qualifiers = qualifiers(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Optional<String> search = searchToScratch(tokens, i);
      if (search.isPresent()) {
        result.append(text, copied, token.start()).append(search.get());
        copied = token.end();
        continue;
      }
      if (!token.identifier() || is(tokens, i - 1, ".")) continue;
      boolean qualified =
          is(tokens, i + 1, ".") && i + 2 < tokens.size() && tokens.get(i + 2).identifier();
      QualifiedName name =
          qualified
              ? new QualifiedName(token.name(), tokens.get(i + 2).name())
              : new QualifiedName(searched, token.name());
      String scratch = toScratch.get(name);
      // Relations and types are found by the search path; the others never are.
      boolean call =
          routines.contains(name.name())
              && (is(tokens, i + 1, "(")
                  || aggregate && is(tokens, i - 1, "=")
                  || wrapper && i > 0 && isFunctionOfWrapper(tokens.get(i - 1)));
      boolean collation = collations.contains(name) && isCollation(tokens, i);
      boolean subject =
          collations.contains(name) && i > 0 && tokens.get(i - 1).word("collation")
              || searches.contains(name) && isSearch(tokens, i)
              || statistics.contains(name) && i > 0 && tokens.get(i - 1).word("statistics");
      String qualifier = qualifiers.get(token.name());
      if (scratch == null && qualifier != null && (is(tokens, i + 1, ".") || isAlias(tokens, i))) {
        result.append(text, copied, token.start()).append(Identifiers.quote(qualifier));
        copied = token.end();
        continue;
      }
      if (scratch == null || !qualified && !call && !collation && !subject) continue;
      result
          .append(text, copied, token.start())
          .append("pg_temp.")
          .append(Identifiers.quote(scratch));
      copied = (qualified ? tokens.get(i + 2) : token).end();
    }
    return result.append(text, copied, text.length()).toString();
  }

  /** In a statement about text search, but for the name of its template or parser. */
  private static boolean isSearch(List<Token> tokens, int i) {
    return tokens.size() > 3
        && (tokens.get(2).word("search") || tokens.get(3).word("search"))
        && (!is(tokens, i - 1, "=") || tokens.get(i - 2).word("copy"));
  }

  private Optional<String> searchToScratch(List<Token> tokens, int i) {
    if (searches.isEmpty() || !RegConfig.isAt(tokens, i)) return Optional.empty();
    List<String> parts = RegConfig.parts(tokens.get(i));
    QualifiedName name =
        new QualifiedName(parts.size() > 1 ? parts.get(0) : searched, parts.get(parts.size() - 1));
    return Optional.ofNullable(searches.contains(name) ? toScratch.get(name) : null)
        .map(scratch -> "'pg_temp." + Identifiers.quote(scratch).replace("'", "''") + "'");
  }

  private Optional<String> searchFromScratch(List<Token> tokens, int i) {
    if (searches.isEmpty() || !RegConfig.isAt(tokens, i)) return Optional.empty();
    List<String> parts = RegConfig.parts(tokens.get(i));
    if (parts.size() < 2 || !isScratch(parts.get(0))) return Optional.empty();
    return Optional.ofNullable(fromScratch.get(parts.get(1)))
        .map(
            real ->
                (real.schema().equals(searched)
                        ? ""
                        : CanonicalForm.identifier(real.schema()) + ".")
                    + CanonicalForm.identifier(real.name()))
        .map(name -> "'" + name.replace("'", "''") + "'");
  }

  private static boolean isFunctionOfWrapper(Token before) {
    return before.word("handler") || before.word("validator");
  }

  /**
   * A table is the qualifier of its columns by its plain name: {@code SELECT item.id FROM
   * app.item}. By plain name, what the tables of the text are called that get another name.
   */
  private Map<String, String> qualifiers(List<Token> tokens) {
    Map<String, String> qualifiers = new HashMap<>();
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (!tokens.get(i).identifier() || is(tokens, i - 1, ".") || !is(tokens, i + 1, "."))
        continue;
      Token last = tokens.get(i + 2);
      if (!last.identifier()) continue;
      String scratch = toScratch.get(new QualifiedName(tokens.get(i).name(), last.name()));
      if (scratch != null && !scratch.equals(last.name())) qualifiers.put(last.name(), scratch);
    }
    return qualifiers;
  }

  /** {@code app.item item} or {@code app.item AS item}. */
  private static boolean isAlias(List<Token> tokens, int i) {
    int table = i > 0 && tokens.get(i - 1).word("as") ? i - 2 : i - 1;
    return table > 1
        && tokens.get(table).identifier()
        && tokens.get(table).name().equals(tokens.get(i).name())
        && is(tokens, table - 1, ".");
  }

  /** A text that was read back, with the names that the live catalog would have. */
  String fromScratch(String text) {
    StringBuilder result = new StringBuilder();
    int copied = 0;
    List<Token> tokens = Lexer.tokens(text);
    // The namespace is written behind CREATE, and in the collation of a domain itself.
    boolean domain = tokens.size() > 1 && tokens.get(1).word("domain");
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is("(")) depth++;
      if (token.is(")")) depth--;
      Optional<String> search = searchFromScratch(tokens, i);
      if (search.isPresent()) {
        result.append(text, copied, token.start()).append(search.get());
        copied = token.end();
        continue;
      }
      if (!token.identifier() || is(tokens, i - 1, ".")) continue;
      boolean qualified =
          isScratch(token.name()) && is(tokens, i + 1, ".") && i + 2 < tokens.size();
      Token last = qualified ? tokens.get(i + 2) : token;
      Optional<String> generated = generatedName(token.name());
      if (generated.isPresent()) {
        result
            .append(text, copied, token.start())
            .append(CanonicalForm.identifier(generated.get()));
        copied = token.end();
        continue;
      }
      QualifiedName real = fromScratch.get(last.name());
      if (real == null || !qualified && real.name().equals(last.name())) continue;
      boolean quoted = token.kind() == Token.Kind.QUOTED;
      boolean head = tokens.get(0).word("create") && i == subject(tokens);
      boolean call = is(tokens, i + (qualified ? 3 : 1), "(") && !quoted && !head;
      boolean collation = isCollation(tokens, i) && !(domain && depth == 0);
      boolean qualifier = !qualified && is(tokens, i + 1, ".");
      result.append(text, copied, token.start());
      if (!qualifier && (!call && !collation || !real.schema().equals(searched)))
        result.append(name(real.schema(), quoted)).append('.');
      result.append(name(real.name(), quoted));
      copied = last.end();
    }
    return result.append(text, copied, text.length()).toString();
  }

  /** Where the name of what is created stands. */
  private static int subject(List<Token> tokens) {
    if (tokens.get(2).word("replace") || tokens.get(2).word("search")) return 4;
    return tokens.get(1).word("foreign") ? 3 : 2;
  }

  /** {@code COLLATE name}, or {@code CREATE COLLATION other FROM name}. */
  private static boolean isCollation(List<Token> tokens, int i) {
    return i > 0
        && (tokens.get(i - 1).word("collate")
            || tokens.get(i - 1).word("from") && tokens.get(1).word("collation"));
  }

  /** The collation of a column or key, as it can be named in the temporary namespace. */
  String collationToScratch(String dotted) {
    QualifiedName name = collation(dotted);
    String scratch = collations.contains(name) ? toScratch.get(name) : null;
    return scratch == null ? dotted : Identifiers.dotted(new QualifiedName("pg_temp", scratch));
  }

  /** The collation of a column or key that was read back. */
  String collationFromScratch(String dotted) {
    QualifiedName read = collation(dotted);
    QualifiedName real = fromScratch(read);
    if (real.equals(read)) return dotted;
    return Identifiers.dotted(
        real.schema().equals(searched) ? QualifiedName.of(real.name()) : real);
  }

  private QualifiedName collation(String dotted) {
    List<String> parts = Identifiers.parts(dotted);
    return new QualifiedName(
        parts.size() > 1 ? parts.get(0) : searched, parts.get(parts.size() - 1));
  }

  /** The server names a constraint after what has it. */
  private Optional<String> generatedName(String name) {
    int end = name.startsWith(OTHER) ? name.indexOf('_', OTHER.length()) : -1;
    return end < 0
        ? Optional.empty()
        : Optional.ofNullable(fromScratch.get(name.substring(0, end)))
            .map(real -> real.name() + name.substring(end));
  }

  private static String name(String name, boolean quoted) {
    return quoted ? Identifiers.quote(name) : CanonicalForm.identifier(name);
  }

  /** The live name of something that was read back, with the arguments of a routine. */
  QualifiedName fromScratch(QualifiedName name) {
    if (!isScratch(name.schema())) return name;
    QualifiedName known = fromScratch.get(name.name());
    if (known != null) return known;
    QualifiedName plain = plain(name);
    String arguments = name.name().substring(plain.name().length());
    return Optional.ofNullable(fromScratch.get(plain.name()))
        .map(real -> real.withName(real.name() + arguments))
        .orElse(name.withName(name.name()));
  }

  /** Newer servers write the one of the own session without its number. */
  private boolean isScratch(String schema) {
    return schema.equals(namespace) || schema.equals("pg_temp");
  }

  private static boolean is(List<Token> tokens, int i, String mark) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(mark);
  }
}
