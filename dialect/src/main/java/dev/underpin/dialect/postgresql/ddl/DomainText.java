package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CREATE DOMAIN in the server's words, taken apart.
 *
 * @param name the domain's name as SQL
 * @param head all before the constraints
 * @param constraints by name as SQL; those that are not validated come behind the others
 */
public record DomainText(String name, String head, Map<String, String> constraints) {
  private static final String NOT_VALID = " NOT VALID";

  /**
   * With the constraints that further statements add: {@code ALTER DOMAIN … ADD CONSTRAINT … NOT
   * VALID}.
   */
  public static DomainText of(ObjectText text) {
    DomainText domain = of(text.main().canonical());
    Map<String, String> constraints = new LinkedHashMap<>(domain.constraints);
    for (String rest : text.rest()) {
      if (!isConstraint(rest)) continue;
      List<Token> tokens = Lexer.tokens(rest);
      int at = 0;
      while (!tokens.get(at).word("constraint")) at++;
      constraints.put(tokens.get(at + 1).text(), rest.substring(tokens.get(at).start()).strip());
    }
    return new DomainText(domain.name, domain.head, constraints);
  }

  /** True for a statement that adds a constraint to a domain. */
  static boolean isConstraint(String statement) {
    List<Token> tokens = Lexer.tokens(statement);
    if (tokens.size() < 6 || !tokens.get(0).word("alter") || !tokens.get(1).word("domain"))
      return false;
    int add = tokens.get(3).is(".") ? 5 : 3;
    return tokens.get(add).word("add") && tokens.get(add + 1).word("constraint");
  }

  public static DomainText of(String create) {
    List<Token> tokens = Lexer.tokens(create);
    List<Integer> starts = new ArrayList<>();
    int depth = 0;
    int as = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) depth++;
      if (tokens.get(i).is(")")) depth--;
      if (as == 0 && tokens.get(i).word("as")) as = i;
      if (depth == 0 && tokens.get(i).word("constraint")) starts.add(i);
    }
    if (as < 3) return new DomainText("", create, Map.of());
    Map<String, String> constraints = new LinkedHashMap<>();
    for (int n = 0; n < starts.size(); n++) {
      int start = tokens.get(starts.get(n)).start();
      int end = n + 1 < starts.size() ? tokens.get(starts.get(n + 1)).start() : create.length();
      String name = tokens.get(starts.get(n) + 1).text();
      constraints.put(name, create.substring(start, end).strip());
    }
    int end = starts.isEmpty() ? create.length() : tokens.get(starts.get(0)).start();
    String name = create.substring(tokens.get(2).start(), tokens.get(as - 1).end());
    return new DomainText(name, create.substring(0, end).strip(), constraints);
  }

  /** True where constraints alone make one of the other. */
  public boolean isAlterable(DomainText other) {
    return !name.isEmpty() && head.equals(other.head);
  }

  /** The statements that leave the constraints of this in place of another's. */
  public List<String> after(DomainText before) {
    List<String> statements = new ArrayList<>();
    before.constraints.forEach(
        (constraint, text) -> {
          if (!text.equals(constraints.get(constraint)) && !isValidated(before, constraint))
            statements.add("ALTER DOMAIN " + name + " DROP CONSTRAINT " + constraint);
        });
    constraints.forEach(
        (constraint, text) -> {
          if (isValidated(before, constraint))
            statements.add("ALTER DOMAIN " + name + " VALIDATE CONSTRAINT " + constraint);
          else if (!text.equals(before.constraints.get(constraint)))
            statements.add("ALTER DOMAIN " + name + " ADD " + text);
        });
    return statements;
  }

  /** True where the same constraint was there, and its values had not been looked at. */
  private boolean isValidated(DomainText before, String constraint) {
    return (constraints.get(constraint) + NOT_VALID).equals(before.constraints.get(constraint));
  }
}
