package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.lowering.ObjectWords;
import dev.underpin.dialect.postgresql.lowering.RangeText;
import dev.underpin.dialect.postgresql.lowering.StatementForm;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.ObjectFacts;
import dev.underpin.schema.model.ObjectFacts.Kept;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads what is kept as text: views, routines, triggers, rules, policies, types, collations,
 * extended statistics, event triggers, publications and extensions. A comment, an index of a
 * materialized view and a trigger's state are statements of their own behind the one that creates
 * the object, separated by semicolons.
 */
final class ObjectReader {
  /** How the key of a namespace begins; its name follows. */
  private static final String NAMESPACE = "m";

  private final Connection connection;
  private final SqlTemplate template;
  private final boolean publishesParts;
  private final List<String> namespaces;
  private final List<String> used;
  private final Predicate<QualifiedName> ignored;
  private final Consumer<Note> notes;
  private final Map<String, String> unmanaged;
  private final Map<String, Found> found = new LinkedHashMap<>();
  private final Map<String, List<String>> namespaceStatements = new HashMap<>();

  /**
   * @param used the namespaces of what the objects may use
   * @param unmanaged told of what is not managed, in words
   */
  ObjectReader(
      Connection connection,
      PostgresDialect dialect,
      List<String> namespaces,
      List<String> used,
      Predicate<QualifiedName> ignored,
      Consumer<Note> notes,
      Map<String, String> unmanaged) {
    this.connection = connection;
    this.template = dialect.template("");
    this.publishesParts = dialect.engine().version().atLeast(15);
    this.namespaces = namespaces;
    this.used = used;
    this.ignored = ignored;
    this.notes = notes;
    this.unmanaged = unmanaged;
  }

  /** An object before it is known what it uses. */
  private record Found(
      Kind kind,
      QualifiedName name,
      Optional<QualifiedName> table,
      String create,
      String drop,
      Set<QualifiedName> uses,
      Map<QualifiedName, Set<String>> columns,
      List<String> parts,
      List<String> more,
      List<Kept> kept,
      Set<String> foreignOwner) {
    SchemaObject object() {
      Set<QualifiedName> others = new TreeSet<>(uses);
      others.remove(name);
      String text = create + more.stream().map(s -> ";\n" + s).collect(Collectors.joining());
      return new SchemaObject(
          kind,
          name,
          table,
          StatementForm.of(kind, text, ""),
          drop,
          others,
          columns,
          Options.none(),
          new ObjectFacts(parts, kept, foreignOwner.stream().findFirst()));
    }
  }

  /** Take a view or a materialized view from the query of all relations. */
  void view(Row row, QualifiedName name) throws SQLException {
    boolean materialized = row.text("kind").equals("m");
    SqlText what = template.fragment(materialized ? "MATERIALIZED VIEW {}" : "VIEW {}", name);
    List<String> options = row.list("options");
    StringBuilder create = new StringBuilder("CREATE ").append(what.written());
    row.optional("access_method").ifPresent(m -> create.append(template.sql(" USING {}", m)));
    if (!options.isEmpty()) create.append(" WITH (").append(String.join(", ", options)).append(')');
    row.optional("tablespace").ifPresent(t -> create.append(template.sql(" TABLESPACE {}", t)));
    create.append(" AS\n").append(withoutSemicolon(row.text("definition")));
    if (row.flag("unpopulated")) create.append("\nWITH NO DATA");
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
    each(ObjectQueries.STATISTICS, this::statistics);
    each(ObjectQueries.TYPES_AND_OTHERS, this::typeOrOther);
    each(ObjectQueries.publications(publishesParts), this::typeOrOther);
    each(SearchQueries.OBJECTS, this::typeOrOther);
    each(ForeignQueries.OBJECTS, this::typeOrOther);
    each(ForeignQueries.USER_MAPPINGS, this::userMapping);
    each(DependencyQueries.ALL, used, this::dependency);
    each(ObjectFactQueries.COLUMNS, this::column);
    each(ObjectFactQueries.OWNERS_AND_GRANTS, this::kept);
    SortedMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>();
    for (Found one : found.values()) objects.put(one.object().key(), one.object());
    return objects;
  }

  /** What gives a namespace its owner and privileges; {@link #read} has been called. */
  List<String> statements(String namespace) {
    return namespaceStatements.getOrDefault(namespace, List.of());
  }

  private void each(String sql, CatalogRows.Reader reader) throws SQLException {
    each(sql, namespaces, reader);
  }

  private void each(String sql, List<String> namespaces, CatalogRows.Reader reader)
      throws SQLException {
    int uses = sql.split("\\$1", -1).length - 1;
    List<List<String>> arrays = java.util.Collections.nCopies(Math.max(uses, 1), namespaces);
    CatalogRows.each(connection, sql.replace("$1", "?"), reader, arrays);
  }

  private void routine(Row row) throws SQLException {
    String arguments = row.text("arguments");
    QualifiedName plain = new QualifiedName(row.text("schema"), row.text("name"));
    QualifiedName name = plain.withName(plain.name() + "(" + arguments + ")");
    Kind kind =
        switch (row.text("kind")) {
          case "a" -> Kind.AGGREGATE;
          case "p" -> Kind.PROCEDURE;
          default -> Kind.FUNCTION;
        };
    SqlText signature =
        template.fragment("{} {}({})", kind, plain, SqlText.of(row.text("identity")));
    String create =
        row.text("definition").strip()
            + row.optional("comment").map(c -> comment(signature, c)).orElse("");
    add(row.text("key"), kind, name, Optional.empty(), create, "DROP " + signature.written());
    Objects.requireNonNull(found.get(row.text("key"))).parts.addAll(row.list("parts"));
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

  private void statistics(Row row) throws SQLException {
    if (ignored.test(new QualifiedName(row.text("table_schema"), row.text("relation")))) return;
    QualifiedName name = new QualifiedName(row.text("schema"), row.text("name"));
    SqlText what = template.fragment("STATISTICS {}", name);
    String create =
        row.text("definition") + row.optional("comment").map(c -> comment(what, c)).orElse("");
    add(row.text("key"), Kind.STATISTICS, name, Optional.empty(), create, "DROP " + what.written());
  }

  private void typeOrOther(Row row) throws SQLException {
    QualifiedName name = new QualifiedName(row.text("schema"), row.text("name"));
    if (ignored.test(name)) return;
    Optional<String> definition = row.optional("definition");
    if (definition.isEmpty()) {
      notes.accept(
          new Note(name.toString(), "is of a kind that is not managed: " + row.text("kind")));
      unmanaged.put(row.text("kind") + " " + name, row.optional("comment").orElse(""));
      return;
    }
    Kind kind = Kind.valueOf(row.text("kind"));
    SqlText what =
        kind == Kind.CAST
            ? template.fragment("CAST ({})", SqlText.of(name.name()))
            : template.fragment("{} {}", ObjectWords.of(kind), name);
    String text =
        kind == Kind.RANGE_TYPE
            ? new RangeText(definition.get()).withoutUsualMultirange(name)
            : definition.get();
    String create = text + row.optional("comment").map(c -> comment(what, c)).orElse("");
    add(row.text("key"), kind, name, Optional.empty(), create, "DROP " + what.written());
  }

  private void userMapping(Row row) throws SQLException {
    Found server = found.get(row.text("key"));
    if (server != null) server.parts.add(row.text("user"));
    String name = "user mapping for " + row.text("user") + " on server " + row.text("server");
    notes.accept(new Note(name, "is left alone: user mappings have passwords"));
    unmanaged.put(name, "");
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

  private void column(Row row) throws SQLException {
    Found owner = found.get(row.text("key"));
    if (owner == null) return;
    owner.parts.add(row.text("part"));
    row.optional("default_value").ifPresent(owner.more::add);
    if (row.flag("described")) owner.more.add(row.text("comment"));
    row.optional("statistics").ifPresent(owner.more::add);
  }

  private void kept(Row row) throws SQLException {
    String key = row.text("key");
    if (key.startsWith(NAMESPACE)) {
      namespaceStatements
          .computeIfAbsent(key.substring(NAMESPACE.length()), n -> new ArrayList<>())
          .add(row.text("statement"));
      return;
    }
    Found owner = found.get(key);
    if (owner == null) return;
    owner.kept.add(new Kept(row.text("column"), row.text("statement")));
    row.optional("foreign_owner").ifPresent(owner.foreignOwner::add);
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
    found.put(
        key,
        new Found(
            kind,
            name,
            table,
            create,
            drop,
            uses,
            new HashMap<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new TreeSet<>()));
  }

  private String comment(SqlText subject, String text) {
    return template.sql(";\nCOMMENT ON {} IS {}", subject, new Literal(text));
  }

  private static String withoutSemicolon(String sql) {
    String text = sql.strip();
    return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
  }
}
