package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.StatementSplitter;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of a view, a routine or the like: the statement that creates it, and those that give it
 * a comment, a default of a column, an index, the state of a trigger, the dictionaries of a token.
 *
 * @param main the statement that creates it
 * @param rest the others, in the server's own words
 */
public record ObjectText(SqlText main, List<String> rest) {
  private static final String ADD_MAPPING = " ADD MAPPING FOR ";

  public static ObjectText of(SqlText create) {
    List<String> written = StatementSplitter.split(create.written());
    List<String> canonical = StatementSplitter.split(create.canonical());
    if (written.isEmpty() || canonical.isEmpty()) return new ObjectText(create, List.of());
    return new ObjectText(
        SqlText.of(written.get(0), canonical.get(0)), canonical.subList(1, canonical.size()));
  }

  /** All statements, in their order. */
  public List<String> statements() {
    List<String> all = new ArrayList<>(List.of(main.written()));
    all.addAll(rest);
    return all;
  }

  /** The statement that creates it in place of one that exists. */
  public String orReplace() {
    String text = main.written();
    List<Token> tokens = Lexer.tokens(text);
    if (tokens.size() < 2 || tokens.get(1).word("or")) return text;
    int end = tokens.get(0).end();
    return text.substring(0, end) + " OR REPLACE" + text.substring(end);
  }

  /**
   * The statements that turn the rest of another text into that of this one, but for the
   * constraints of a domain.
   */
  public List<String> restAfter(ObjectText before) {
    List<String> statements = new ArrayList<>();
    for (String old : before.rest) {
      if (DomainText.isConstraint(old)) continue;
      if (rest.contains(old) || rest.stream().anyMatch(now -> isOfSameThing(old, now))) continue;
      undo(old).ifPresent(statements::add);
    }
    for (String now : rest) {
      if (before.rest.contains(now) || DomainText.isConstraint(now)) continue;
      boolean other = before.rest.stream().anyMatch(old -> isOfSameThing(old, now));
      statements.add(other ? now.replaceFirst(ADD_MAPPING, " ALTER MAPPING FOR ") : now);
    }
    return statements;
  }

  private static boolean isOfSameThing(String one, String other) {
    return subject(one).isPresent() && subject(one).equals(subject(other));
  }

  /** What a comment or a default is for. */
  private static Optional<String> subject(String statement) {
    List<Token> tokens = Lexer.tokens(statement);
    String setter =
        tokens.get(0).word("comment") ? "is" : statement.contains(ADD_MAPPING) ? "with" : "set";
    for (Token token : tokens) {
      if (token.word(setter)) return Optional.of(statement.substring(0, token.start()).strip());
    }
    return Optional.empty();
  }

  private static Optional<String> undo(String statement) {
    List<Token> tokens = Lexer.tokens(statement);
    Optional<String> subject = subject(statement);
    if (tokens.get(0).word("comment")) return subject.map(s -> s + " IS NULL");
    if (tokens.get(0).word("create")) return dropIndex(tokens);
    if (statement.contains(ADD_MAPPING))
      return subject.map(s -> s.replaceFirst(ADD_MAPPING, " DROP MAPPING FOR "));
    if (statement.contains(" SET STATISTICS ")) return subject.map(s -> s + " SET STATISTICS -1");
    if (subject.isPresent()) return subject.map(s -> s + " DROP DEFAULT");
    if (statement.contains(" CLUSTER ON "))
      return Optional.of(
          statement.substring(0, statement.indexOf(" CLUSTER ON ")) + " SET WITHOUT CLUSTER");
    if (tokens.get(1).word("event"))
      return Optional.of("ALTER EVENT TRIGGER " + tokens.get(3).text() + " ENABLE");
    int state = Math.max(statement.indexOf(" DISABLE "), statement.indexOf(" ENABLE "));
    if (state < 0) return Optional.empty();
    String thing = statement.contains(" RULE ") ? " RULE " : " TRIGGER ";
    return Optional.of(
        statement.substring(0, state)
            + " ENABLE"
            + statement.substring(statement.lastIndexOf(thing)));
  }

  /** {@code CREATE [UNIQUE] INDEX name ON [ONLY] schema.table …}: an index is in that schema. */
  private static Optional<String> dropIndex(List<Token> tokens) {
    int index = 0;
    while (index < tokens.size() && !tokens.get(index).word("index")) index++;
    int on = index + 2;
    if (on + 2 >= tokens.size() || !tokens.get(on).word("on")) return Optional.empty();
    int schema = tokens.get(on + 1).word("only") ? on + 2 : on + 1;
    String name = tokens.get(index + 1).text();
    boolean qualified = schema + 1 < tokens.size() && tokens.get(schema + 1).is(".");
    return Optional.of("DROP INDEX " + (qualified ? tokens.get(schema).text() + "." : "") + name);
  }
}
