package dev.underpin.schema.yaml.sqltext;

import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes the statement that creates an object, of its name and of what the YAML says of it. What
 * CREATE cannot say, such as a comment, follows behind a semicolon.
 *
 * @param quote the engine's quoting of a name
 */
public record CreateStatement(UnaryOperator<String> quote) {
  /** The words with which a query begins. */
  private static final List<String> QUERY = List.of("select", "values", "table");

  /** Where the events of a trigger end. */
  private static final List<String> BEHIND_EVENTS =
      List.of(
          "from",
          "not",
          "deferrable",
          "initially",
          "referencing",
          "for",
          "when",
          "execute",
          "begin");

  /** The statement; an error where the text cannot be what it is said to be. */
  public String of(ObjectSubject subject, ObjectForm form) throws SqlTextException {
    List<String> statements = new ArrayList<>();
    statements.add(create(subject, form));
    for (Index index : form.indexes()) statements.add(index(subject.name(), index));
    for (Map.Entry<String, String> e : form.defaults().entrySet())
      statements.add(
          "ALTER VIEW %s ALTER COLUMN %s SET DEFAULT %s"
              .formatted(subject.sql(quote), quote.apply(e.getKey()), e.getValue()));
    form.word("enabled").ifPresent(enabled -> statements.add(enabled(subject, enabled)));
    if (form.word("comment").isPresent())
      statements.add(
          "COMMENT ON %s %s IS %s"
              .formatted(
                  words(subject.kind()),
                  subject.sqlElsewhere(quote),
                  literal(form.word("comment").get())));
    return String.join(";\n", statements);
  }

  private String create(ObjectSubject subject, ObjectForm form) throws SqlTextException {
    String name = subject.sql(quote);
    String text = form.text();
    return switch (subject.kind()) {
      case VIEW -> view(name, form);
      case MATERIALIZED_VIEW -> materializedView(name, form);
      case TRIGGER -> trigger(subject, form);
      case RULE -> "CREATE RULE " + name + " AS " + withTable(subject, " TO ", rule(text), text);
      case POLICY ->
          "CREATE POLICY %s%s"
              .formatted(
                  name,
                  subject.table().map(t -> " ON " + ObjectSubject.sql(t, quote)).orElse("")
                      + (text.isEmpty() ? "" : " " + text));
      case DOMAIN -> "CREATE DOMAIN " + name + " AS " + text;
      case COMPOSITE_TYPE -> "CREATE TYPE " + name + " AS " + text;
      case RANGE_TYPE -> "CREATE TYPE " + name + " AS RANGE " + text;
      case VIRTUAL_TABLE -> "CREATE VIRTUAL TABLE " + name + " USING " + text;
      case EXTENSION -> extension(name, form);
      case COLLATION,
          FUNCTION,
          PROCEDURE,
          AGGREGATE,
          CAST,
          TEXT_SEARCH_DICTIONARY,
          TEXT_SEARCH_CONFIGURATION,
          FOREIGN_DATA_WRAPPER,
          FOREIGN_SERVER,
          FOREIGN_TABLE,
          STATISTICS,
          EVENT,
          EVENT_TRIGGER,
          PUBLICATION ->
          "CREATE %s%s %s %s".formatted(definer(form), words(subject.kind()), name, text).strip();
      case PARTITION -> throw new IllegalArgumentException("a partition is no object");
    };
  }

  private String view(String name, ObjectForm form) throws SqlTextException {
    String head =
        "CREATE "
            + form.word("algorithm").map(a -> "ALGORITHM=" + a + " ").orElse("")
            + definer(form)
            + form.word("sql_security").map(s -> "SQL SECURITY " + s + " ").orElse("")
            + "VIEW "
            + name;
    if (!isQuery(form.text())) return head + " " + form.text();
    return head
        + columns(form)
        + options(form)
        + " AS\n"
        + form.text()
        + form.word("check_option")
            .map(c -> "\nWITH " + c.toUpperCase(Locale.ROOT) + " CHECK OPTION")
            .orElse("");
  }

  private String materializedView(String name, ObjectForm form) throws SqlTextException {
    String head = "CREATE MATERIALIZED VIEW " + name;
    if (!isQuery(form.text())) return head + " " + form.text();
    return head
        + columns(form)
        + form.word("using").map(m -> " USING " + quote.apply(m)).orElse("")
        + options(form)
        + form.word("tablespace").map(t -> " TABLESPACE " + quote.apply(t)).orElse("")
        + " AS\n"
        + form.text()
        + (form.word("with_data").equals(Optional.of("false")) ? "\nWITH NO DATA" : "");
  }

  private String trigger(ObjectSubject subject, ObjectForm form) throws SqlTextException {
    SqlCursor cursor = new SqlCursor(form.text());
    boolean constraint = cursor.takes("constraint");
    String text = cursor.rest();
    return "CREATE "
        + definer(form)
        + (constraint ? "CONSTRAINT " : "")
        + "TRIGGER "
        + subject.sql(quote)
        + " "
        + (subject.table().isEmpty() ? text : withTable(subject, " ON ", events(text), text));
  }

  /** A text with the table where it belongs, unless the text itself has it. */
  private String withTable(ObjectSubject subject, String word, int at, String text) {
    if (subject.table().isEmpty()) return text;
    return text.substring(0, at).strip()
        + word
        + ObjectSubject.sql(subject.table().get(), quote)
        + " "
        + text.substring(at).strip();
  }

  /** Where the events of a trigger end in its text. */
  private static int events(String text) throws SqlTextException {
    SqlCursor cursor = new SqlCursor(text);
    if (!cursor.takes("before") && !cursor.takes("after")) cursor.takes("instead", "of");
    while (!cursor.atEnd()
        && cursor
            .peek()
            .filter(t -> t.kind() == SqlToken.Kind.WORD && BEHIND_EVENTS.contains(t.lower()))
            .isEmpty()) {
      if (cursor.sees("on"))
        throw new SqlTextException(
            "the table is not written in the text of its trigger",
            cursor.position(),
            "write  before update for each row …");
      cursor.skipOne();
    }
    return cursor.position();
  }

  /** Where {@code on insert} ends in the text of a rule. */
  private static int rule(String text) throws SqlTextException {
    SqlCursor cursor = new SqlCursor(text);
    if (!cursor.takes("on"))
      throw new SqlTextException(
          "a rule begins with its event", 0, "write  on insert do instead nothing");
    cursor.next();
    return cursor.position();
  }

  private String extension(String name, ObjectForm form) {
    return "CREATE EXTENSION "
        + name
        + (form.text().isEmpty() ? "" : " " + form.text())
        + form.word("schema").map(s -> " WITH SCHEMA " + quote.apply(s)).orElse("")
        + form.word("version").map(v -> " VERSION " + literal(v)).orElse("");
  }

  private static String definer(ObjectForm form) {
    return form.word("definer").map(d -> "DEFINER=" + d + " ").orElse("");
  }

  private String columns(ObjectForm form) {
    if (form.columns().isEmpty()) return "";
    return form.columns().stream().map(quote).collect(Collectors.joining(", ", " (", ")"));
  }

  private static String options(ObjectForm form) {
    if (form.with().isEmpty()) return "";
    return form.with().entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(", ", " WITH (", ")"));
  }

  private String enabled(ObjectSubject subject, String enabled) {
    String verb =
        switch (enabled) {
          case "false" -> "DISABLE";
          case "replica" -> "ENABLE REPLICA";
          default -> "ENABLE ALWAYS";
        };
    return subject
        .table()
        .map(
            table ->
                "ALTER TABLE %s %s %s %s"
                    .formatted(
                        ObjectSubject.sql(table, quote),
                        verb,
                        words(subject.kind()),
                        subject.sql(quote)))
        .orElseGet(
            () -> "ALTER %s %s %s".formatted(words(subject.kind()), subject.sql(quote), verb));
  }

  /** An index of a materialized view, as the server itself writes it. */
  String index(QualifiedName view, Index index) {
    return "CREATE "
        + (index.unique() ? "UNIQUE " : "")
        + "INDEX "
        + quote.apply(index.name())
        + " ON "
        + ObjectSubject.sql(view, quote)
        + " USING "
        + (index.method().isEmpty() ? "btree" : index.method())
        + index.keys().stream().map(this::key).collect(Collectors.joining(", ", " (", ")"))
        + (index.include().isEmpty()
            ? ""
            : index.include().stream()
                .map(quote)
                .collect(Collectors.joining(", ", " INCLUDE (", ")")))
        + (index.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "")
        + (index.storage().isEmpty()
            ? ""
            : index.storage().entrySet().stream()
                .map(e -> e.getKey() + "=" + literal(e.getValue()))
                .collect(Collectors.joining(", ", " WITH (", ")")))
        + Optional.ofNullable(index.options().get("tablespace"))
            .map(t -> " TABLESPACE " + quote.apply(t))
            .orElse("")
        + index.where().map(w -> " WHERE " + w.written()).orElse("");
  }

  private String key(IndexKey key) {
    return key.column()
            .map(quote)
            .orElseGet(() -> expression(key.expression().orElseThrow().written()))
        + key.collation().map(c -> " COLLATE " + dotted(c)).orElse("")
        + key.operatorClass().map(o -> " " + o).orElse("")
        + (key.descending() ? " DESC" : "")
        + key.nulls().map(n -> " NULLS " + n.name()).orElse("");
  }

  private String dotted(String name) {
    return List.of(name.split("\\.")).stream().map(quote).collect(Collectors.joining("."));
  }

  /** A call stands by itself; all else is in parentheses. */
  private static String expression(String written) {
    return written.matches("(?s)[\\w.\"]+\\([^()]*\\)") ? written : "(" + written + ")";
  }

  /** True for a query, and not for what stands between the name of a view and its query. */
  public static boolean isQuery(String text) throws SqlTextException {
    SqlCursor cursor = new SqlCursor(text);
    while (cursor.takes("(")) {
      // A query can be in parentheses.
    }
    return QUERY.stream().anyMatch(cursor::sees)
        || cursor.sees("with") && !cursor.sees("with", "(");
  }

  /** The kind behind CREATE and COMMENT ON. */
  static String words(Kind kind) {
    return switch (kind) {
      case COMPOSITE_TYPE, RANGE_TYPE -> "TYPE";
      case FOREIGN_SERVER -> "SERVER";
      default -> kind.words().toUpperCase(Locale.ROOT);
    };
  }

  static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
