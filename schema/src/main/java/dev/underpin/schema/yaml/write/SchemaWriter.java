package dev.underpin.schema.yaml.write;

import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.keys.ObjectKeys;
import dev.underpin.schema.yaml.keys.YamlKeys;
import dev.underpin.schema.yaml.sqltext.NameParser;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Writes a schema as the YAML that reads back as the same schema: in the short form where it says
 * all, without what is a default, and always the same bytes for the same schema.
 */
public final class SchemaWriter {
  private final String namespace;
  private final BiFunction<Table, Constraint, Optional<String>> defaultName;
  private final Set<SchemaObject.Kind> kinds;
  private final String session;
  private final Optional<UnaryOperator<String>> quote;
  private final boolean verbatim;

  /**
   * A writer.
   *
   * @param namespace the namespace that is not written; empty where the engine has none
   * @param defaultName the name that the server would give a constraint, which is not written
   *     either
   */
  public SchemaWriter(
      String namespace, BiFunction<Table, Constraint, Optional<String>> defaultName) {
    this(namespace, defaultName, Set.of(), "", Optional.empty(), false);
  }

  private SchemaWriter(
      String namespace,
      BiFunction<Table, Constraint, Optional<String>> defaultName,
      Set<SchemaObject.Kind> kinds,
      String session,
      Optional<UnaryOperator<String>> quote,
      boolean verbatim) {
    this.namespace = namespace;
    this.defaultName = defaultName;
    this.kinds = kinds;
    this.session = session;
    this.quote = quote;
    this.verbatim = verbatim;
  }

  /** The same, which also says of which of these kinds of objects there are none. */
  public SchemaWriter withKinds(Set<SchemaObject.Kind> all) {
    return new SchemaWriter(namespace, defaultName, all, session, quote, verbatim);
  }

  /** The same, which writes default privileges of this role without its name. */
  public SchemaWriter withSession(String role) {
    return new SchemaWriter(namespace, defaultName, kinds, role, quote, verbatim);
  }

  /**
   * The same, which writes objects under their names and leaves out what the server tells of them:
   * what they need, and how they are dropped.
   *
   * @param quoting the engine's quoting of a name
   * @param keepsTriggerTexts true where the server keeps the text of triggers to the letter
   */
  public SchemaWriter withNamedObjects(UnaryOperator<String> quoting, boolean keepsTriggerTexts) {
    return new SchemaWriter(
        namespace, defaultName, kinds, session, Optional.of(quoting), keepsTriggerTexts);
  }

  /** A writer that leaves out nothing. */
  public static SchemaWriter complete() {
    return new SchemaWriter("", (table, constraint) -> Optional.empty());
  }

  /** The schema as one text. */
  public String write(Schema schema) {
    return text(file(schema));
  }

  /** The same as data for JSON: its keys and values are those that the JSON Schema describes. */
  public Object data(Schema schema) {
    return file(schema).data();
  }

  private YamlNode.Mapping file(Schema schema) {
    YamlNode.Mapping file = everythingButTables(schema);
    boolean empty = file.isEmpty();
    file.names("none_of", noneOf(schema));
    if (!schema.tables().isEmpty() || empty)
      file.put("tables", tables(schema, schema.tables().values()));
    return file;
  }

  /**
   * The schema as a text for each table, in a folder {@code tables}, and others for the rest; by
   * file name.
   */
  public Map<String, String> writeSplit(Schema schema) {
    Map<String, String> files = new LinkedHashMap<>();
    everythingButTables(schema)
        .entries()
        .forEach(
            (section, node) ->
                files.put(section + ".yaml", text(YamlNode.block().put(section, node))));
    YamlNode.Mapping rest = YamlNode.block().names("none_of", noneOf(schema));
    if (!rest.isEmpty()) files.put("none_of.yaml", text(rest));
    TreeSet<String> taken = new TreeSet<>();
    for (Table table : schema.tables().values()) {
      if (!isWrittenByItself(schema, table)) continue;
      files.put(
          fileName(table.name(), taken),
          text(YamlNode.block().put("tables", tables(schema, List.of(table)))));
    }
    if (files.isEmpty())
      files.put("tables.yaml", text(YamlNode.block().put("tables", YamlNode.block())));
    return files;
  }

  private String text(YamlNode.Mapping file) {
    StringBuilder text = new StringBuilder();
    file.entries()
        .forEach(
            (section, node) ->
                text.append(text.length() > 0 ? "\n" : "")
                    .append(YamlPrinter.of(YamlNode.block().put(section, node))));
    return text.toString();
  }

  private YamlNode.Mapping everythingButTables(Schema schema) {
    YamlNode.Mapping file = YamlNode.block();
    if (schema.namespaceComments().isEmpty()) {
      file.names("schemas", unsaidNamespaces(schema));
    } else {
      file.put("schemas", namespaces(schema));
    }
    YamlNode.Mapping enums = YamlNode.block();
    schema.enums().values().forEach(e -> enums.put(name(e.name()), enumType(e)));
    if (!enums.isEmpty()) file.put("enums", enums);
    YamlNode.Mapping sequences = YamlNode.block();
    schema.sequences().values().forEach(s -> sequences.put(name(s.name()), sequence(s)));
    if (!sequences.isEmpty()) file.put("sequences", sequences);
    objects(schema).ifPresentOrElse(o -> o.sections(file), () -> listed(schema, file));
    new AccessWriter(namespace, session).write(schema, file);
    return file;
  }

  private List<String> noneOf(Schema schema) {
    Set<SchemaObject.Kind> none = EnumSet.noneOf(SchemaObject.Kind.class);
    none.addAll(kinds);
    none.retainAll(SchemaObject.Kind.OBJECTS);
    schema.objects().values().forEach(object -> none.remove(object.kind()));
    List<String> words = new ArrayList<>(none.stream().map(SchemaObject.Kind::key).toList());
    if (!kinds.isEmpty() && !schema.namespaces().isEmpty()) words.add(YamlKeys.OTHER_NAMESPACES);
    return words;
  }

  private YamlNode namespaces(Schema schema) {
    TreeSet<String> names = new TreeSet<>(unsaidNamespaces(schema));
    names.addAll(schema.namespaceComments().keySet());
    YamlNode.Mapping mapping = YamlNode.block();
    for (String name : names)
      mapping.put(
          name,
          YamlNode.inline()
              .put("comment", Optional.ofNullable(schema.namespaceComments().get(name))));
    return mapping;
  }

  private List<String> unsaidNamespaces(Schema schema) {
    TreeSet<String> unsaid = new TreeSet<>(schema.namespaces());
    unsaid.remove(namespace);
    schema.tables().keySet().forEach(n -> unsaid.remove(n.schema()));
    schema.enums().keySet().forEach(n -> unsaid.remove(n.schema()));
    schema.sequences().keySet().forEach(n -> unsaid.remove(n.schema()));
    schema.objects().values().forEach(o -> unsaid.remove(o.name().schema()));
    return List.copyOf(unsaid);
  }

  private YamlNode.Mapping tables(Schema schema, Iterable<Table> tables) {
    YamlNode.Mapping mapping = YamlNode.block();
    TableWriter writer =
        new TableWriter(
            namespace,
            defaultName,
            schema.tables(),
            kinds.contains(SchemaObject.Kind.PARTITION),
            objects(schema));
    for (Table table : tables)
      if (isWrittenByItself(schema, table)) mapping.put(name(table.name()), writer.node(table));
    return mapping;
  }

  /** A partition stands below the table that it is of. */
  private static boolean isWrittenByItself(Schema schema, Table table) {
    return table.partition().filter(p -> schema.tables().containsKey(p.of())).isEmpty();
  }

  private static YamlNode enumType(EnumType type) {
    if (type.comment().isEmpty()) return YamlNode.texts(type.labels());
    return YamlNode.block()
        .put("labels", YamlNode.texts(type.labels()))
        .put("comment", type.comment());
  }

  private YamlNode sequence(Sequence sequence) {
    YamlNode.Mapping mapping = YamlNode.inline().put("comment", sequence.comment());
    ColumnWriter.sequence(mapping, sequence.options());
    return mapping.put(
        "owned_by",
        sequence.owner().map(o -> NameParser.of(new QualifiedName(o.table(), o.column()), "")));
  }

  private Optional<ObjectWriter> objects(Schema schema) {
    return quote.map(q -> new ObjectWriter(namespace, schema, q, verbatim));
  }

  private void listed(Schema schema, YamlNode.Mapping file) {
    List<YamlNode> objects = schema.objects().values().stream().map(this::object).toList();
    if (!objects.isEmpty()) file.put("objects", new YamlNode.Sequence(objects, false));
  }

  private YamlNode object(SchemaObject object) {
    YamlNode.Mapping mapping =
        YamlNode.block()
            .put("kind", YamlNode.text(object.kind().words()))
            .put("name", YamlNode.text(name(object.name())))
            .put("table", object.table().map(this::name))
            .put("create", YamlNode.text(object.create().written()));
    if (!object.drop().isEmpty()) mapping.put("drop", YamlNode.text(object.drop()));
    mapping.names("depends_on", object.dependsOn().stream().sorted().map(this::name).toList());
    ColumnWriter.options(mapping, ObjectKeys.OBJECT, object.options(), "options");
    return mapping;
  }

  private String name(QualifiedName name) {
    return NameParser.of(name, namespace);
  }

  /** A name that every file system takes, and that differs from the others by more than case. */
  private String fileName(QualifiedName table, TreeSet<String> taken) {
    String plain =
        (table.schema().equals(namespace) ? table.name() : table.toString())
            .replaceAll("[^\\p{L}\\p{Nd}_.-]", "_");
    String base = plain.length() > 100 ? plain.substring(0, 100) : plain;
    String file = base;
    for (int i = 2; !taken.add(file.toLowerCase(Locale.ROOT)); i++) file = base + "-" + i;
    return "tables/" + file + ".yaml";
  }
}
