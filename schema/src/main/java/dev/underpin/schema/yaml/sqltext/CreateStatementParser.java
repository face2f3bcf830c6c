package dev.underpin.schema.yaml.sqltext;

import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the statement that creates an object apart: what {@link CreateStatement} puts together.
 * What was taken apart is put together again, and counts only where that is the same statement.
 */
public final class CreateStatementParser {
  private static final String NAMES = "[^;']*?";
  private static final String TEXT = "'((?:[^']|'')*)'";
  private static final Pattern COMMENT =
      Pattern.compile("(?s)^(.*);\nCOMMENT ON " + NAMES + " IS " + TEXT + "$");
  private static final Pattern STATE =
      Pattern.compile(
          "(?s)^(.*);\nALTER TABLE "
              + NAMES
              + " (DISABLE|ENABLE REPLICA|ENABLE ALWAYS) (?:TRIGGER|RULE) "
              + NAMES
              + "$");
  private static final Pattern STATE_OF_DATABASE =
      Pattern.compile(
          "(?s)^(.*);\nALTER EVENT TRIGGER " + NAMES + " (DISABLE|ENABLE REPLICA|ENABLE ALWAYS)$");
  private static final Pattern COLUMN_DEFAULT =
      Pattern.compile(
          "(?s)^(.*);\nALTER VIEW "
              + NAMES
              + " ALTER COLUMN (\\w+|\"(?:[^\"]|\"\")+\") SET DEFAULT ([^;]*)$");
  private static final Pattern INDEX =
      Pattern.compile("(?s)^(.*);\n(CREATE (?:UNIQUE )?INDEX [^;]*)$");
  private static final Pattern CHECKED =
      Pattern.compile("(?is)^(.*?)\\s+with\\s+(cascaded|local)\\s+check\\s+option$");
  private static final Pattern EMPTY = Pattern.compile("(?s)^(.*)\nWITH NO DATA$");

  private final SchemaObject object;
  private final String namespace;
  private final UnaryOperator<String> quote;
  private final SortedMap<String, String> words = new TreeMap<>();
  private final Map<String, String> with = new LinkedHashMap<>();
  private final SortedMap<String, String> defaults = new TreeMap<>();
  private final List<String> columns = new ArrayList<>();
  private final List<Index> indexes = new ArrayList<>();
  private String arguments = "";

  private CreateStatementParser(
      SchemaObject object, String namespace, UnaryOperator<String> quote) {
    this.object = object;
    this.namespace = namespace;
    this.quote = quote;
  }

  /** A statement that was taken apart. */
  public record Parts(ObjectSubject subject, ObjectForm form) {}

  /**
   * The parts of the statement of an object; absent where they do not say all of it.
   *
   * @param namespace that of names without one
   * @param verbatim true where the server keeps the text of triggers, and the arguments of
   *     routines, to the letter
   */
  public static Optional<Parts> read(
      SchemaObject object, String namespace, UnaryOperator<String> quote, boolean verbatim) {
    try {
      Parts parts = new CreateStatementParser(object, namespace, quote).parts();
      String written = object.create().written();
      String again = new CreateStatement(quote).of(parts.subject(), parts.form());
      boolean same =
          verbatim && object.kind() == Kind.TRIGGER
              ? again.equals(written)
              : StatementWords.areSame(again, written, namespace, !verbatim)
                  && (!verbatim || written.contains(parts.subject().arguments()));
      return same ? Optional.of(parts) : Optional.empty();
    } catch (SqlTextException e) {
      return Optional.empty();
    }
  }

  private Parts parts() throws SqlTextException {
    String first = withoutRest(object.create().written());
    SqlCursor cursor = new SqlCursor(first);
    boolean constraint = head(cursor);
    String text = body(cursor);
    QualifiedName name = object.name();
    int open = object.kind().isRoutine() ? name.name().indexOf('(') : -1;
    ObjectSubject subject =
        new ObjectSubject(
            object.kind(),
            open < 0 ? name : name.withName(name.name().substring(0, open)),
            arguments,
            object.table());
    return new Parts(
        subject,
        new ObjectForm(
            (constraint ? "constraint " : "") + text, words, columns, with, defaults, indexes));
  }

  /** Take off the statements that follow the first, from the last one on. */
  private String withoutRest(String create) {
    String text = create;
    while (true) {
      Matcher comment = COMMENT.matcher(text);
      Matcher state = STATE.matcher(text);
      Matcher ofDatabase = STATE_OF_DATABASE.matcher(text);
      Matcher value = COLUMN_DEFAULT.matcher(text);
      Matcher index = INDEX.matcher(text);
      if (!words.containsKey("comment") && comment.matches()) {
        words.put("comment", comment.group(2).replace("''", "'"));
        text = comment.group(1);
      } else if (state.matches() || ofDatabase.matches()) {
        Matcher found = state.matches() ? state : ofDatabase;
        words.put("enabled", state(found.group(2)));
        text = found.group(1);
      } else if (value.matches()) {
        defaults.put(unquoted(value.group(2)), value.group(3));
        text = value.group(1);
      } else if (object.kind() == Kind.MATERIALIZED_VIEW
          && index.matches()
          && index(index.group(2))) {
        text = index.group(1);
      } else {
        return text;
      }
    }
  }

  private static String unquoted(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  private static String state(String verb) {
    return switch (verb) {
      case "DISABLE" -> "false";
      case "ENABLE REPLICA" -> "replica";
      default -> "always";
    };
  }

  private boolean index(String statement) {
    Optional<Index> index = IndexStatementParser.read(statement);
    boolean same =
        index
            .map(i -> new CreateStatement(quote).index(object.name(), i))
            .filter(again -> StatementWords.areSame(again, statement, namespace, true))
            .isPresent();
    if (same) indexes.add(0, index.get());
    return same;
  }

  /** All up to the name and with it; true for a constraint trigger. */
  private boolean head(SqlCursor cursor) throws SqlTextException {
    require(cursor, "create");
    cursor.takes("or", "replace");
    if (cursor.takes("algorithm", "=")) words.put("algorithm", cursor.next().lower());
    if (cursor.takes("definer", "=")) {
      int from = cursor.mark();
      while (!cursor.sees("sql", "security") && !cursor.sees(kindWords())) cursor.next();
      words.put("definer", cursor.textFrom(from));
    }
    if (cursor.takes("sql", "security")) words.put("sql_security", cursor.next().lower());
    boolean constraint = cursor.takes("constraint");
    require(cursor, kindWords());
    if (object.kind() == Kind.CAST) cursor.skipOne();
    else cursor.dottedName();
    return constraint;
  }

  private String[] kindWords() {
    return CreateStatement.words(object.kind()).toLowerCase(Locale.ROOT).split(" ");
  }

  private String body(SqlCursor cursor) throws SqlTextException {
    switch (object.kind()) {
      case VIEW, MATERIALIZED_VIEW -> {
        return query(cursor);
      }
      case FUNCTION, PROCEDURE, AGGREGATE -> {
        int from = cursor.mark();
        cursor.skipOne();
        arguments = cursor.oneLineFrom(from);
      }
      case TRIGGER -> {
        int from = cursor.mark();
        while (!cursor.sees("on")) cursor.skipOne();
        String events = cursor.oneLineFrom(from);
        cursor.next();
        cursor.dottedName();
        return events + " " + cursor.rest();
      }
      case POLICY -> {
        require(cursor, "on");
        cursor.dottedName();
      }
      case RULE -> {
        require(cursor, "as", "on");
        String event = cursor.next().text();
        require(cursor, "to");
        cursor.dottedName();
        return "ON " + event + " " + cursor.rest();
      }
      case DOMAIN, COMPOSITE_TYPE -> require(cursor, "as");
      case RANGE_TYPE -> require(cursor, "as", "range");
      case EXTENSION -> {
        if (cursor.takes("with", "schema")) words.put("schema", cursor.next().value());
        if (cursor.takes("version")) words.put("version", cursor.next().value());
      }
      case VIRTUAL_TABLE -> require(cursor, "using");
      default -> {}
    }
    return cursor.rest();
  }

  private String query(SqlCursor cursor) throws SqlTextException {
    if (cursor.sees("(")) {
      int from = cursor.mark();
      cursor.skipOne();
      for (String column : RoutineArguments.split(cursor.textFrom(from)))
        columns.add(new SqlCursor(column).next().value());
    }
    if (cursor.takes("using")) words.put("using", cursor.next().value());
    if (cursor.takes("with")) {
      int from = cursor.mark();
      cursor.skipOne();
      for (String option : RoutineArguments.split(cursor.textFrom(from))) {
        int equals = option.indexOf('=');
        if (equals < 0) with.put(option, "true");
        else with.put(option.substring(0, equals).strip(), option.substring(equals + 1).strip());
      }
    }
    if (cursor.takes("tablespace")) words.put("tablespace", cursor.next().value());
    require(cursor, "as");
    String query = cursor.rest();
    Matcher empty = EMPTY.matcher(query);
    if (object.kind() == Kind.MATERIALIZED_VIEW && empty.matches()) {
      words.put("with_data", "false");
      query = empty.group(1);
    }
    Matcher checked = CHECKED.matcher(query);
    if (object.kind() == Kind.VIEW && checked.matches()) {
      words.put("check_option", checked.group(2).toLowerCase(Locale.ROOT));
      query = checked.group(1);
    }
    return query;
  }

  private static void require(SqlCursor cursor, String... expected) throws SqlTextException {
    if (!cursor.takes(expected))
      throw new SqlTextException(String.join(" ", expected) + " is missing", cursor.position());
  }
}
