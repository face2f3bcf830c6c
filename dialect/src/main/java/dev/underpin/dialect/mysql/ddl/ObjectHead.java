package dev.underpin.dialect.mysql.ddl;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.dialect.mysql.references.NameReferences;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands before the body in a statement that creates a view, trigger, routine or event: as
 * whom it acts, whether it replaces, which place a trigger has among others.
 */
public final class ObjectHead {
  private static final Set<String> KINDS =
      Set.of("view", "trigger", "function", "procedure", "event", "aggregate", "sql");

  private final String create;
  private final List<Token> tokens;

  private ObjectHead(String create) {
    this.create = create;
    this.tokens = Lexer.tokens(create);
  }

  /** The statement, replacing an object of that name. */
  public static String orReplace(String create) {
    ObjectHead head = new ObjectHead(create);
    if (head.tokens.size() < 2 || is(head.tokens.get(1), "or")) return create;
    int end = head.tokens.get(0).end();
    return create.substring(0, end) + " OR REPLACE" + head.withoutIfNotExists().substring(end);
  }

  private String withoutIfNotExists() {
    for (int i = 1; i + 2 < tokens.size() && i < 14; i++) {
      boolean said =
          is(tokens.get(i), "if")
              && is(tokens.get(i + 1), "not")
              && is(tokens.get(i + 2), "exists");
      if (said)
        return create.substring(0, tokens.get(i).start())
            + create.substring(tokens.get(i + 2).end()).stripLeading();
    }
    return create;
  }

  /** The clause that says as whom the object acts. */
  public static Optional<String> definer(String create) {
    ObjectHead head = new ObjectHead(create);
    int kind = head.kind();
    for (int i = 1; i < kind; i++) {
      if (is(head.tokens.get(i), "definer"))
        return Optional.of(
            create.substring(head.tokens.get(i).start(), head.tokens.get(kind).start()).strip());
    }
    return Optional.empty();
  }

  /** A statement that does not say as whom the object acts, with that clause. */
  public static String withDefiner(String create, String definer) {
    ObjectHead head = new ObjectHead(create);
    int at = head.tokens.get(head.kind()).start();
    return create.substring(0, at) + definer + " " + create.substring(at);
  }

  /** The token of the kind, or of SQL SECURITY, before which the definer stands. */
  private int kind() {
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i).kind() == Token.Kind.WORD && KINDS.contains(tokens.get(i).lower()))
        return i;
    }
    return 0;
  }

  /** A word, also in the canonical form, which has quotes around each. */
  private static boolean is(Token token, String word) {
    return token.isName() && token.name().equalsIgnoreCase(word);
  }

  // --- triggers

  /**
   * When a trigger fires, such as {@code before update}: those of one table with the same occasion
   * fire one after the other.
   */
  public static String occasion(String create) {
    List<Token> tokens = Lexer.tokens(create);
    for (int i = 1; i + 1 < tokens.size(); i++) {
      if (is(tokens.get(i), "before") || is(tokens.get(i), "after"))
        return tokens.get(i).lower() + " " + tokens.get(i + 1).lower();
    }
    return "";
  }

  /** The trigger behind which a trigger fires, where its statement says that. */
  public static Optional<String> follows(String create) {
    ObjectHead head = new ObjectHead(create);
    int at = head.placeAt();
    return at > 0 && is(head.tokens.get(at), "follows")
        ? Optional.of(head.tokens.get(at + 1).name())
        : Optional.empty();
  }

  /** True where the statement says before or behind which other trigger it fires. */
  public static boolean hasPlace(String create) {
    return new ObjectHead(create).placeAt() > 0;
  }

  /** The statement of a trigger without its place among others. */
  public static String withoutPlace(String create) {
    ObjectHead head = new ObjectHead(create);
    int at = head.placeAt();
    if (at < 0) return create;
    return create.substring(0, head.tokens.get(at).start())
        + create.substring(head.tokens.get(at + 1).end()).stripLeading();
  }

  /** The statement of a trigger, which fires directly behind another. */
  public static String following(String create, String other) {
    return placed(create, "FOLLOWS " + Identifiers.quote(other));
  }

  /** The statement of a trigger, which fires directly before another. */
  public static String preceding(String create, String other) {
    return placed(create, "PRECEDES " + Identifiers.quote(other));
  }

  private static String placed(String create, String place) {
    String bare = withoutPlace(create);
    ObjectHead head = new ObjectHead(bare);
    int row = head.behindRow();
    if (row < 0) return create;
    int at = head.tokens.get(row).start();
    return bare.substring(0, at) + place + " " + bare.substring(at);
  }

  private int placeAt() {
    int at = behindRow();
    boolean placed =
        at > 0
            && at + 1 < tokens.size()
            && (is(tokens.get(at), "follows") || is(tokens.get(at), "precedes"));
    return placed ? at : -1;
  }

  /** What follows FOR EACH ROW. */
  private int behindRow() {
    for (int i = 1; i + 3 < tokens.size(); i++) {
      if (is(tokens.get(i), "for") && is(tokens.get(i + 1), "each") && is(tokens.get(i + 2), "row"))
        return i + 3;
    }
    return -1;
  }

  /** True where the statement of a trigger names a database. */
  public static boolean isQualified(String create) {
    ObjectHead head = new ObjectHead(create);
    int row = head.behindRow();
    return row < 0 || head.tokens.subList(0, row).stream().anyMatch(t -> t.is("."));
  }

  /** The statement of a trigger of a table that has another name now: its body stays. */
  public static String onTable(String create, QualifiedName from, QualifiedName to) {
    ObjectHead head = new ObjectHead(create);
    int row = head.behindRow();
    if (row < 0) return create;
    int at = head.tokens.get(row).start();
    return NameReferences.renameTable(create.substring(0, at), from, to) + create.substring(at);
  }

  // --- events

  /** The statement of an event that never fires. */
  public static String disabled(String create) {
    ObjectHead head = new ObjectHead(create);
    int body = 0;
    while (body < head.tokens.size() && !is(head.tokens.get(body), "do")) body++;
    if (body == head.tokens.size()) return create;
    int at = body;
    for (int i = 1; i < body; i++) {
      Token token = head.tokens.get(i);
      if (is(token, "disable")) return create;
      if (is(token, "enable"))
        return create.substring(0, token.start()) + "DISABLE" + create.substring(token.end());
      if (is(token, "comment")) at = Math.min(at, i);
    }
    int start = head.tokens.get(at).start();
    return create.substring(0, start) + "DISABLE " + create.substring(start);
  }
}
