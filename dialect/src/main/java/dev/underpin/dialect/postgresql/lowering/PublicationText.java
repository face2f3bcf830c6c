package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.StatementSplitter;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A CREATE PUBLICATION, taken apart. The server cannot be asked how it writes one: a temporary
 * table cannot be published.
 *
 * @param all true for FOR ALL TABLES
 * @param tables each with what stands behind its name, its columns and its condition
 * @param schemas whose tables are published
 * @param options that differ from the server's defaults
 */
public record PublicationText(
    String name,
    boolean all,
    SortedMap<QualifiedName, String> tables,
    Set<String> schemas,
    SortedMap<String, String> options) {
  private static final String PUBLISH = "publish";
  private static final List<String> ACTIONS = List.of("insert", "update", "delete", "truncate");
  private static final Map<String, String> DEFAULTS =
      Map.of(
          PUBLISH,
          String.join(", ", ACTIONS),
          "publish_via_partition_root",
          "false",
          "publish_generated_columns",
          "none");

  /** The text of a publication, with the form that decides equality. */
  static SqlText form(String create, String namespace) {
    return StatementForm.of(
        create, sql -> of(sql, namespace).map(PublicationText::sql).orElse(sql));
  }

  /** That of an object; absent where its statement has something that is not known here. */
  public static Optional<PublicationText> of(SchemaObject object) {
    List<String> statements = StatementSplitter.split(object.create().canonical());
    return statements.isEmpty() ? Optional.empty() : of(statements.get(0), "");
  }

  /** Absent where the statement has something that is not known here. */
  static Optional<PublicationText> of(String create, String namespace) {
    return new Reader(Lexer.tokens(create), create, namespace).read();
  }

  /** The statement in one form. */
  private String sql() {
    String what = all ? "ALL TABLES" : String.join(", ", items(true));
    return "CREATE PUBLICATION "
        + name
        + (what.isEmpty() ? "" : " FOR " + what)
        + (options.isEmpty() ? "" : " WITH (" + settings(options) + ")");
  }

  /** True where the server can make one of the other in place. */
  public boolean isAlterable(PublicationText other) {
    return all == other.all;
  }

  /** The statements that leave this in place of another. */
  public List<String> after(PublicationText before) {
    List<String> statements = new ArrayList<>();
    if (!tables.equals(before.tables) || !schemas.equals(before.schemas)) {
      boolean none = tables.isEmpty() && schemas.isEmpty();
      List<String> items = none ? before.items(false) : items(true);
      statements.add(
          "ALTER PUBLICATION " + name + (none ? " DROP " : " SET ") + String.join(", ", items));
    }
    if (options.equals(before.options)) return statements;
    SortedMap<String, String> changed = new TreeMap<>(options);
    for (String key : before.options.keySet())
      changed.putIfAbsent(key, DEFAULTS.getOrDefault(key, ""));
    statements.add("ALTER PUBLICATION " + name + " SET (" + settings(changed) + ")");
    return statements;
  }

  /** The first table and the first schema say their kind, as all versions of the server read it. */
  private List<String> items(boolean whole) {
    String listed =
        tables.entrySet().stream()
            .map(
                e ->
                    Identifiers.quoteDotted(Identifiers.dotted(e.getKey()))
                        + (whole ? e.getValue() : ""))
            .collect(Collectors.joining(", "));
    String named = schemas.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    return Stream.of(
            listed.isEmpty() ? "" : "TABLE " + listed,
            named.isEmpty() ? "" : "TABLES IN SCHEMA " + named)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static String settings(Map<String, String> options) {
    return options.entrySet().stream()
        .map(e -> e.getKey() + " = '" + e.getValue() + "'")
        .collect(Collectors.joining(", "));
  }

  /** Reads one statement from its beginning to its end. */
  private static final class Reader {
    private final List<Token> tokens;
    private final String sql;
    private final String namespace;
    private int at;

    Reader(List<Token> tokens, String sql, String namespace) {
      this.tokens = tokens;
      this.sql = sql;
      this.namespace = namespace;
    }

    Optional<PublicationText> read() {
      if (!takes("create") || !takes("publication") || !isName()) return Optional.empty();
      String name = Identifiers.quote(tokens.get(at++).name());
      SortedMap<QualifiedName, String> tables = new TreeMap<>();
      Set<String> schemas = new TreeSet<>();
      boolean all = false;
      if (takes("for")) {
        all = takes("all");
        if (all && !takes("tables")) return Optional.empty();
        if (!all && !items(tables, schemas)) return Optional.empty();
      }
      SortedMap<String, String> options = new TreeMap<>();
      if (takes("with") && !options(options)) return Optional.empty();
      if (at < tokens.size()) return Optional.empty();
      return Optional.of(new PublicationText(name, all, tables, schemas, options));
    }

    private boolean items(SortedMap<QualifiedName, String> tables, Set<String> schemas) {
      boolean inSchema = false;
      do {
        if (takes("tables")) {
          if (!takes("in") || !takes("schema")) return false;
          inSchema = true;
        } else if (takes("table")) {
          inSchema = false;
        }
        if (inSchema) {
          if (!isName()) return false;
          Token schema = tokens.get(at++);
          schemas.add(schema.word("current_schema") ? namespace : schema.name());
        } else if (!table(tables)) {
          return false;
        }
      } while (mark(","));
      return true;
    }

    private boolean table(SortedMap<QualifiedName, String> tables) {
      takes("only");
      if (!isName()) return false;
      String first = tokens.get(at++).name();
      QualifiedName name = new QualifiedName(namespace, first);
      if (mark(".")) {
        if (!isName()) return false;
        name = new QualifiedName(first, tokens.get(at++).name());
      }
      mark("*");
      StringBuilder rest = new StringBuilder();
      if (sees("(")) {
        Set<String> columns = new TreeSet<>();
        for (Token token : inside()) if (token.identifier()) columns.add(token.name());
        rest.append(
            columns.stream().map(Identifiers::quote).collect(Collectors.joining(", ", " (", ")")));
      }
      if (takes("where")) {
        if (!sees("(")) return false;
        List<Token> condition = inside();
        if (condition.isEmpty()) return false;
        int end = condition.get(condition.size() - 1).end();
        String text = sql.substring(condition.get(0).start(), end);
        rest.append(" WHERE (").append(ExpressionNormalizer.canonical(text)).append(')');
      }
      tables.put(name, rest.toString());
      return true;
    }

    private boolean options(SortedMap<String, String> options) {
      if (!sees("(")) return false;
      List<Token> inside = inside();
      for (int i = 0; i < inside.size(); i++) {
        String key = inside.get(i).name();
        String value = "true";
        if (i + 2 < inside.size() && inside.get(i + 1).is("=")) {
          value = value(inside.get(i + 2));
          i += 2;
        }
        value = key.equals(PUBLISH) ? actions(value) : value;
        if (!value.equals(DEFAULTS.get(key))) options.put(key, value);
        if (i + 1 < inside.size() && !inside.get(++i).is(",")) return false;
      }
      return true;
    }

    private static String value(Token token) {
      String text = token.text();
      if (token.kind() == Token.Kind.STRING) text = text.substring(1, text.length() - 1);
      text = text.toLowerCase(Locale.ROOT).strip();
      if (Set.of("on", "1").contains(text)) return "true";
      return Set.of("off", "0").contains(text) ? "false" : text;
    }

    private static String actions(String value) {
      Set<String> named = Set.copyOf(List.of(value.split("\\s*,\\s*", -1)));
      return ACTIONS.stream().filter(named::contains).collect(Collectors.joining(", "));
    }

    /** What stands between two brackets, which are left behind. */
    private List<Token> inside() {
      int close = ExpressionNormalizer.closing(tokens, at);
      List<Token> inside = tokens.subList(at + 1, Math.max(close, at + 1));
      at = close < 0 ? tokens.size() : close + 1;
      return inside;
    }

    private boolean isName() {
      return at < tokens.size() && tokens.get(at).identifier();
    }

    private boolean sees(String mark) {
      return at < tokens.size() && tokens.get(at).is(mark);
    }

    private boolean mark(String mark) {
      if (!sees(mark)) return false;
      at++;
      return true;
    }

    private boolean takes(String word) {
      if (at >= tokens.size() || !tokens.get(at).word(word)) return false;
      at++;
      return true;
    }
  }
}
