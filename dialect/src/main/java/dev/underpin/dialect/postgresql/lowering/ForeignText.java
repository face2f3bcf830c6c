package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.StatementSplitter;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A CREATE FOREIGN DATA WRAPPER or CREATE SERVER, taken apart. Both are of the whole database, so
 * no scratch place can be asked how the server writes them.
 *
 * @param head {@code SERVER name} or {@code FOREIGN DATA WRAPPER name}, as SQL
 * @param clauses what stands before the options, each behind its key words
 * @param options each with its value as SQL
 */
public record ForeignText(
    String head, SortedMap<String, String> clauses, SortedMap<String, String> options) {
  private static final String WRAPPER = "FOREIGN DATA WRAPPER";
  private static final String TYPE = "TYPE";
  private static final String VERSION = "VERSION";

  /** In this order in a statement. */
  private static final List<String> CLAUSES =
      List.of(TYPE, VERSION, WRAPPER, "HANDLER", "VALIDATOR");

  /** The text of such an object, with the form that decides equality. */
  static SqlText form(String create, String namespace) {
    return StatementForm.of(create, sql -> of(sql, namespace).map(ForeignText::sql).orElse(sql));
  }

  /** That of an object; absent where its statement has something that is not known here. */
  public static Optional<ForeignText> of(SchemaObject object) {
    boolean known =
        object.kind() == Kind.FOREIGN_DATA_WRAPPER || object.kind() == Kind.FOREIGN_SERVER;
    List<String> statements = StatementSplitter.split(object.create().canonical());
    return known && !statements.isEmpty() ? of(statements.get(0), "") : Optional.empty();
  }

  static Optional<ForeignText> of(String create, String namespace) {
    return new Reader(Lexer.tokens(create), namespace).read();
  }

  /** The name of a server's wrapper. */
  Optional<String> wrapper() {
    return Optional.ofNullable(clauses.get(WRAPPER)).map(name -> Lexer.tokens(name).get(0).name());
  }

  private String sql() {
    StringBuilder text = new StringBuilder("CREATE ").append(head);
    for (String clause : CLAUSES) {
      if (clauses.containsKey(clause))
        text.append(' ').append(clause).append(' ').append(clauses.get(clause));
    }
    if (!options.isEmpty())
      text.append(
          options.entrySet().stream()
              .map(e -> e.getKey() + " " + e.getValue())
              .collect(Collectors.joining(", ", " OPTIONS (", ")")));
    return text.toString();
  }

  /** True where the server can make the other of this in place: it drops no version. */
  public boolean isAlterable(ForeignText other) {
    return Objects.equals(clauses.get(TYPE), other.clauses.get(TYPE))
        && Objects.equals(clauses.get(WRAPPER), other.clauses.get(WRAPPER))
        && (!clauses.containsKey(VERSION) || other.clauses.containsKey(VERSION));
  }

  /** The statement that leaves this in place of another. */
  public List<String> after(ForeignText before) {
    StringBuilder text = new StringBuilder("ALTER ").append(head);
    for (String clause : CLAUSES) {
      String now = clauses.get(clause);
      if (Objects.equals(now, before.clauses.get(clause))) continue;
      text.append(' ').append(now == null ? "NO " + clause : clause + " " + now);
    }
    List<String> changed = new ArrayList<>();
    before.options.keySet().stream()
        .filter(name -> !options.containsKey(name))
        .forEach(name -> changed.add("DROP " + name));
    for (Map.Entry<String, String> option : options.entrySet()) {
      String old = before.options.get(option.getKey());
      if (option.getValue().equals(old)) continue;
      changed.add((old == null ? "ADD " : "SET ") + option.getKey() + " " + option.getValue());
    }
    if (!changed.isEmpty())
      text.append(" OPTIONS (").append(String.join(", ", changed)).append(')');
    return List.of(text.toString());
  }

  /** Reads one statement from its beginning to its end. */
  private static final class Reader {
    private final List<Token> tokens;
    private final String namespace;
    private int at;

    Reader(List<Token> tokens, String namespace) {
      this.tokens = tokens;
      this.namespace = namespace;
    }

    Optional<ForeignText> read() {
      if (!takes("create")) return Optional.empty();
      boolean wrapper = takes("foreign", "data", "wrapper");
      if (!wrapper && !takes("server") || !isName()) return Optional.empty();
      String head = (wrapper ? WRAPPER : "SERVER") + " " + name();
      SortedMap<String, String> clauses = new TreeMap<>();
      SortedMap<String, String> options = new TreeMap<>();
      while (at < tokens.size()) {
        if (wrapper && takes("handler")) clauses.put("HANDLER", function());
        else if (wrapper && takes("validator")) clauses.put("VALIDATOR", function());
        else if (wrapper && (takes("no", "handler") || takes("no", "validator"))) continue;
        else if (!wrapper && takes("type")) clauses.put(TYPE, value());
        else if (!wrapper && takes("version")) clauses.put(VERSION, value());
        else if (!wrapper && takes("foreign", "data", "wrapper")) clauses.put(WRAPPER, name());
        else if (!takes("options") || !options(options)) return Optional.empty();
      }
      if (clauses.containsValue("") || options.containsValue("")) return Optional.empty();
      return Optional.of(new ForeignText(head, clauses, options));
    }

    private boolean options(SortedMap<String, String> options) {
      if (at >= tokens.size() || !tokens.get(at++).is("(")) return false;
      while (at + 1 < tokens.size() && !tokens.get(at).is(")")) {
        if (!isName()) return false;
        options.put(name(), value());
        if (at < tokens.size() && tokens.get(at).is(",")) at++;
      }
      return at < tokens.size() && tokens.get(at++).is(")");
    }

    private boolean isName() {
      return at < tokens.size() && tokens.get(at).identifier();
    }

    private String name() {
      return isName() ? Identifiers.quote(tokens.get(at++).name()) : "";
    }

    private String value() {
      boolean text = at < tokens.size() && tokens.get(at).kind() == Token.Kind.STRING;
      return text ? tokens.get(at++).text() : "";
    }

    /** A function of the server or of the searched namespace is written without it. */
    private String function() {
      String first = name();
      if (at >= tokens.size() || !tokens.get(at).is(".")) return first;
      at++;
      String last = name();
      boolean found =
          first.equals(Identifiers.quote("pg_catalog"))
              || first.equals(Identifiers.quote(namespace));
      return found ? last : first + "." + last;
    }

    private boolean takes(String... words) {
      for (int i = 0; i < words.length; i++)
        if (at + i >= tokens.size() || !tokens.get(at + i).word(words[i])) return false;
      at += words.length;
      return true;
    }
  }
}
