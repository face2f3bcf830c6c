package dev.underpin.introspect.mysql.catalog;

import static dev.underpin.dialect.mysql.MysqlDialect.SQL;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.mysql.canonical.CanonicalForm;
import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.dialect.mysql.options.ObjectOptions;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.introspect.OwnNames;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads views, triggers, routines and events, as the statements that create them. */
final class ObjectReader {
  private final Connection connection;
  private final CatalogQueries queries;
  private final List<String> databases;
  private final BiFunction<String, String, QualifiedName> names;
  private final Environment usual;
  private final Map<String, String> collations;
  private final Predicate<QualifiedName> ignored;
  private final Consumer<Note> notes;
  private final TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>();

  /**
   * @param usual what an object records where it says nothing
   * @param collations of each database, what a parameter has where it says none
   */
  ObjectReader(
      Connection connection,
      CatalogQueries queries,
      List<String> databases,
      BiFunction<String, String, QualifiedName> names,
      Environment usual,
      Map<String, String> collations,
      Predicate<QualifiedName> ignored,
      Consumer<Note> notes) {
    this.connection = connection;
    this.queries = queries;
    this.databases = databases;
    this.names = names;
    this.usual = usual;
    this.collations = collations;
    this.ignored = ignored;
    this.notes = notes;
  }

  SortedMap<SchemaObject.Key, SchemaObject> read(String current) throws SQLException {
    views(current);
    CatalogRows.each(connection, CatalogQueries.TRIGGERS, databases, new Triggers()::read);
    Map<String, List<String>> parameters = new HashMap<>();
    Map<String, String> results = new HashMap<>();
    CatalogRows.each(
        connection,
        CatalogQueries.PARAMETERS,
        databases,
        row -> parameter(row, parameters, results));
    CatalogRows.each(
        connection, CatalogQueries.ROUTINES, databases, row -> routine(row, parameters, results));
    objects.replaceAll(new ShownTexts(connection)::shown);
    CatalogRows.each(connection, CatalogQueries.EVENTS, databases, this::event);
    return objects;
  }

  private void views(String current) throws SQLException {
    Map<QualifiedName, FoundView> found = new LinkedHashMap<>();
    Map<QualifiedName, Set<QualifiedName>> uses = new HashMap<>();
    CatalogRows.each(
        connection,
        queries.views(),
        databases,
        row -> {
          QualifiedName name = names.apply(row.text("db"), row.text("name"));
          if (OwnNames.isOwn(name.name()) || ignored.test(name)) return;
          String definition = row.text("definition");
          if (definition.isEmpty()) {
            notes.accept(
                Note.unread(
                    new SchemaObject.Key(Kind.VIEW, "", name),
                    "the user needs GRANT SHOW VIEW ON " + row.text("db") + ".*"));
            return;
          }
          Set<QualifiedName> mentioned = new HashSet<>();
          CanonicalForm.qualifiedNames(definition)
              .forEach(n -> mentioned.add(names.apply(n.schema(), n.name())));
          mentioned.remove(name);
          uses.put(name, mentioned);
          String own = CanonicalForm.withoutDatabase(definition, current);
          found.put(name, FoundView.of(row, own, usual.unusual(row)));
        });
    if (found.isEmpty()) return;
    // MySQL says the names of a view's columns, and its algorithm, in this text alone.
    if (!queries.flavor().isMariaDb()) shown(found);
    Set<QualifiedName> known = new HashSet<>(found.keySet());
    ReadTables all = new ReadTables(databases, Optional.empty());
    all.each(
        connection,
        CatalogQueries.TABLES,
        row -> known.add(names.apply(row.text("db"), row.text("name"))));
    found.forEach(
        (name, view) -> {
          Set<QualifiedName> dependsOn = uses.getOrDefault(name, new HashSet<>());
          dependsOn.retainAll(known);
          add(Kind.VIEW, name, Optional.empty(), view.create(name), dependsOn, view.options());
        });
  }

  private void shown(Map<QualifiedName, FoundView> found) {
    ShownTexts texts = new ShownTexts(connection);
    for (QualifiedName name : List.copyOf(found.keySet())) {
      String text = texts.of(Kind.VIEW, name);
      Optional<String> unmanaged = FoundView.unmanaged(text);
      unmanaged.ifPresent(
          kind ->
              notes.accept(new Note(name.toString(), "is a " + kind + ", which is not managed")));
      if (unmanaged.isPresent()) found.remove(name);
      else found.computeIfPresent(name, (n, view) -> view.shown(text));
    }
  }

  /** Triggers of one event run in the order in which they were created. */
  private final class Triggers {
    private SqlText group = SqlText.of("");
    private String before = "";

    void read(Row row) throws SQLException {
      QualifiedName name = names.apply(row.text("db"), row.text("name"));
      QualifiedName table = names.apply(row.text("db"), row.text("tab"));
      if (ignored.test(table) || OwnNames.isOwn(name.name())) return;
      SqlText occasion = SQL.fragment("{} {} ON {}", row.sql("timing"), row.sql("event"), table);
      Optional<SqlText> follows =
          Optional.of(before)
              .filter(b -> occasion.equals(group))
              .map(b -> SQL.fragment("FOLLOWS {} ", b));
      group = occasion;
      before = name.name();
      String create =
          SQL.sql(
              "CREATE {}TRIGGER {} {} FOR EACH ROW {}{}",
              definer(row),
              name,
              occasion,
              follows,
              row.sql("body"));
      add(
          Kind.TRIGGER,
          name,
          Optional.of(table),
          create,
          new HashSet<>(Set.of(table)),
          usual.unusual(row));
    }
  }

  /** Parameters and what a function returns, by the routine. */
  private void parameter(Row row, Map<String, List<String>> parameters, Map<String, String> results)
      throws SQLException {
    String routine = key(row, "routine");
    String type = CanonicalForm.type(row.text("of_type")) + collation(row);
    if (row.number("place") == 0) {
      results.put(routine, type);
      return;
    }
    String mode = row.text("mode");
    boolean said = row.text("type").equals("PROCEDURE");
    parameters
        .computeIfAbsent(routine, r -> new ArrayList<>())
        .add(
            SQL.sql(
                "{}{} {}", SqlText.of(said ? mode + " " : ""), row.text("name"), SqlText.of(type)));
  }

  /** A collation that is not the database's, with the character set that goes with it. */
  private String collation(Row row) throws SQLException {
    Optional<String> collation = row.optional("collation").map(Collations::canonical);
    String usual = collations.getOrDefault(row.text("db"), "");
    return collation
        .filter(c -> !c.equals(usual))
        .map(c -> " CHARACTER SET " + Collations.characterSet(c) + " COLLATE " + c)
        .orElse("");
  }

  private void routine(Row row, Map<String, List<String>> parameters, Map<String, String> results)
      throws SQLException {
    QualifiedName name = names.apply(row.text("db"), row.text("name"));
    if (ignored.test(name)) return;
    Optional<Kind> kind = kind(row.text("type"));
    if (kind.isEmpty()) {
      notes.accept(
          new Note(
              name.toString(),
              "is a " + row.text("type").toLowerCase(Locale.ROOT) + ", which is not managed"));
      return;
    }
    if (row.text("body").isEmpty()) {
      notes.accept(
          Note.unread(
              new SchemaObject.Key(kind.get(), "", name),
              "the user needs GRANT " + queries.flavor().bodiesOfRoutines()));
      return;
    }
    String key = key(row, "name");
    String access = row.text("access");
    String create =
        SQL.sql(
            "CREATE {}{} {} ({}){}{}{}{}{} {}",
            definer(row),
            row.sql("type"),
            name,
            SqlText.of(String.join(", ", parameters.getOrDefault(key, List.of()))),
            SqlText.of(results.containsKey(key) ? " RETURNS " + results.get(key) : ""),
            SqlText.of(row.flag("fixed") ? " DETERMINISTIC" : ""),
            SqlText.of(access.equals("CONTAINS SQL") ? "" : " " + access),
            SqlText.of(row.text("security").equals("INVOKER") ? " SQL SECURITY INVOKER" : ""),
            comment(row),
            row.sql("body"));
    add(kind.get(), name, Optional.empty(), create, new HashSet<>(), usual.unusual(row));
  }

  private static Optional<Kind> kind(String type) {
    return switch (type) {
      case "FUNCTION" -> Optional.of(Kind.FUNCTION);
      case "PROCEDURE" -> Optional.of(Kind.PROCEDURE);
      default -> Optional.empty();
    };
  }

  private void event(Row row) throws SQLException {
    QualifiedName name = names.apply(row.text("db"), row.text("name"));
    if (ignored.test(name)) return;
    SqlText schedule =
        row.text("type").equals("ONE TIME")
            ? SQL.fragment("AT {}", new Literal(row.text("moment")))
            : SQL.fragment(
                "EVERY {}{}{}",
                interval(row),
                row.optional("starts").map(s -> SQL.fragment(" STARTS {}", new Literal(s))),
                row.optional("ends").map(e -> SQL.fragment(" ENDS {}", new Literal(e))));
    String state =
        switch (row.text("status")) {
          case "ENABLED" -> "";
          case "DISABLED" -> " DISABLE";
          default -> " DISABLE ON SLAVE";
        };
    boolean stays = row.text("completion").equals("PRESERVE");
    String create =
        SQL.sql(
            "CREATE {}EVENT {} ON SCHEDULE {}{}{}{} DO {}",
            definer(row),
            name,
            schedule,
            SqlText.of(stays ? " ON COMPLETION PRESERVE" : ""),
            SqlText.of(state),
            comment(row),
            row.sql("body"));
    add(Kind.EVENT, name, Optional.empty(), create, new HashSet<>(), usual.unusual(row));
  }

  private static Optional<SqlText> comment(Row row) throws SQLException {
    return row.optional("comment")
        .filter(c -> !c.isEmpty())
        .map(c -> SQL.fragment(" COMMENT {}", new Literal(c)));
  }

  private static SqlText interval(Row row) throws SQLException {
    String amount = row.text("amount");
    return amount.matches("\\d+")
        ? SQL.fragment("{} {}", row.sql("amount"), row.sql("unit"))
        : SQL.fragment("{} {}", new Literal(amount.replaceAll("^'|'$", "")), row.sql("unit"));
  }

  private void add(
      Kind kind,
      QualifiedName name,
      Optional<QualifiedName> table,
      String create,
      Set<QualifiedName> dependsOn,
      SortedMap<String, String> options) {
    String mode = options.getOrDefault(ObjectOptions.SQL_MODE, usual.sqlMode());
    SchemaObject object =
        new SchemaObject(
            kind,
            name,
            table,
            SqlText.of(
                mode.contains("NO_BACKSLASH_ESCAPES") ? create : CanonicalForm.portable(create)),
            SQL.sql("DROP {} {}", kind, name),
            dependsOn,
            Map.of(),
            options);
    objects.put(object.key(), object);
  }

  private static String key(Row row, String column) throws SQLException {
    return row.text("db") + "." + row.text(column) + "." + row.text("type");
  }

  static Optional<SqlText> definer(Row row) throws SQLException {
    String definer = row.text("definer");
    if (definer.isEmpty()) return Optional.empty();
    int at = definer.lastIndexOf('@');
    return Optional.of(
        at < 0
            ? SQL.fragment("DEFINER={} ", definer)
            : SQL.fragment("DEFINER={}@{} ", definer.substring(0, at), definer.substring(at + 1)));
  }
}
