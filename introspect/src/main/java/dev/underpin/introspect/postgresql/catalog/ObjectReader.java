package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads what is kept as text: views, routines, triggers, rules, policies, domains, composite types
 * and extensions. A comment, an index of a materialized view and a trigger's state are statements
 * of their own behind the one that creates the object, separated by semicolons.
 */
final class ObjectReader {
  private final Connection connection;
  private final SqlTemplate template;
  private final List<String> namespaces;
  private final Predicate<QualifiedName> ignored;
  private final Consumer<Note> notes;
  private final Map<String, Found> found = new LinkedHashMap<>();

  ObjectReader(
      Connection connection,
      PostgresDialect dialect,
      List<String> namespaces,
      Predicate<QualifiedName> ignored,
      Consumer<Note> notes) {
    this.connection = connection;
    this.template = dialect.template("");
    this.namespaces = namespaces;
    this.ignored = ignored;
    this.notes = notes;
  }

  /** An object before it is known what it uses. */
  private record Found(
      Kind kind,
      QualifiedName name,
      Optional<QualifiedName> table,
      String create,
      String drop,
      Set<QualifiedName> uses,
      Map<QualifiedName, Set<String>> columns) {
    SchemaObject object() {
      Set<QualifiedName> others = new TreeSet<>(uses);
      others.remove(name);
      return new SchemaObject(
          kind, name, table, SqlText.of(create), drop, others, columns, Options.none());
    }
  }

  /** Take a view or a materialized view from the query of all relations. */
  void view(Row row, QualifiedName name) throws SQLException {
    boolean materialized = row.text("kind").equals("m");
    SqlText what = template.fragment(materialized ? "MATERIALIZED VIEW {}" : "VIEW {}", name);
    List<String> options = row.list("options");
    StringBuilder create = new StringBuilder("CREATE ").append(what.written());
    if (!options.isEmpty()) create.append(" WITH (").append(String.join(", ", options)).append(')');
    create.append(" AS\n").append(withoutSemicolon(row.text("definition")));
    for (String index : row.list("index_definitions")) create.append(";\n").append(index);
    row.optional("comment").ifPresent(c -> create.append(comment(what, c)));
    add(
        "r" + row.number("oid"),
        materialized ? Kind.MATERIALIZED_VIEW : Kind.VIEW,
        name,
        Optional.empty(),
        create.toString(),
        "DROP " + what.written());
  }

  /** Read all others, and what each uses. */
  SortedMap<SchemaObject.Key, SchemaObject> read() throws SQLException {
    each(ObjectQueries.ROUTINES, this::routine);
    each(ObjectQueries.ON_TABLES, this::onTable);
    each(ObjectQueries.TYPES_AND_OTHERS, this::typeOrOther);
    each(ObjectQueries.DEPENDENCIES, this::dependency);
    SortedMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>();
    for (Found one : found.values()) objects.put(one.object().key(), one.object());
    return objects;
  }

  private void each(String sql, CatalogRows.Reader reader) throws SQLException {
    int uses = sql.split("\\$1", -1).length - 1;
    List<List<String>> arrays = java.util.Collections.nCopies(Math.max(uses, 1), namespaces);
    CatalogRows.each(connection, sql.replace("$1", "?"), reader, arrays);
  }

  private void routine(Row row) throws SQLException {
    String arguments = row.text("arguments");
    QualifiedName plain = new QualifiedName(row.text("schema"), row.text("name"));
    QualifiedName name = plain.withName(plain.name() + "(" + arguments + ")");
    if (row.text("kind").equals("a")) {
      notes.accept(new Note(name.toString(), "is an aggregate, which is not managed"));
      return;
    }
    boolean procedure = row.text("kind").equals("p");
    SqlText signature =
        template.fragment(
            procedure ? "PROCEDURE {}({})" : "FUNCTION {}({})", plain, SqlText.of(arguments));
    String create =
        row.text("definition").strip()
            + row.optional("comment").map(c -> comment(signature, c)).orElse("");
    add(
        row.text("key"),
        procedure ? Kind.PROCEDURE : Kind.FUNCTION,
        name,
        Optional.empty(),
        create,
        "DROP " + signature.written());
  }

  private void onTable(Row row) throws SQLException {
    QualifiedName table = new QualifiedName(row.text("schema"), row.text("relation"));
    if (ignored.test(table)) return;
    Kind kind = Kind.valueOf(row.text("kind"));
    QualifiedName name = table.withName(row.text("name"));
    SqlText on = template.fragment("{} {} ON {}", kind, name.name(), table);
    StringBuilder create = new StringBuilder(withoutSemicolon(row.text("definition")));
    if (!row.text("state").isEmpty()) {
      create.append(";\n");
      create.append(
          template.sql("ALTER TABLE {} {} {} {}", table, row.sql("state"), kind, name.name()));
    }
    row.optional("comment").ifPresent(c -> create.append(comment(on, c)));
    add(row.text("key"), kind, name, Optional.of(table), create.toString(), "DROP " + on.written());
  }

  private void typeOrOther(Row row) throws SQLException {
    QualifiedName name = new QualifiedName(row.text("schema"), row.text("name"));
    Optional<String> definition = row.optional("definition");
    if (definition.isEmpty()) {
      notes.accept(
          new Note(name.toString(), "is of a kind that is not managed: " + row.text("kind")));
      return;
    }
    Kind kind = Kind.valueOf(row.text("kind"));
    SqlText what =
        switch (kind) {
          case DOMAIN -> template.fragment("DOMAIN {}", name);
          case EXTENSION -> template.fragment("EXTENSION {}", name);
          default -> template.fragment("TYPE {}", name);
        };
    String create =
        definition.get() + row.optional("comment").map(c -> comment(what, c)).orElse("");
    add(row.text("key"), kind, name, Optional.empty(), create, "DROP " + what.written());
  }

  private void dependency(Row row) throws SQLException {
    Found user = found.get(row.text("key"));
    if (user == null) return;
    QualifiedName used = new QualifiedName(row.text("schema"), row.text("name"));
    if (used.equals(user.name)) return;
    user.uses.add(used);
    Optional<String> column = row.optional("column");
    if (column.isPresent())
      user.columns.computeIfAbsent(used, t -> new TreeSet<>()).add(column.get());
  }

  private void add(
      String key,
      Kind kind,
      QualifiedName name,
      Optional<QualifiedName> table,
      String create,
      String drop) {
    Set<QualifiedName> uses = new TreeSet<>();
    table.ifPresent(uses::add);
    found.put(key, new Found(kind, name, table, create, drop, uses, new HashMap<>()));
  }

  private String comment(SqlText subject, String text) {
    return template.sql(";\nCOMMENT ON {} IS {}", subject, new Literal(text));
  }

  private static String withoutSemicolon(String sql) {
    String text = sql.strip();
    return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
  }
}
