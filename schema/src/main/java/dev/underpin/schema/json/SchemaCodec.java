package dev.underpin.schema.json;

import static dev.underpin.schema.json.Form.FLAG;
import static dev.underpin.schema.json.Form.NAME;
import static dev.underpin.schema.json.Form.NUMBER;
import static dev.underpin.schema.json.Form.OPTIONS;
import static dev.underpin.schema.json.Form.SQL;
import static dev.underpin.schema.json.Form.TEXT;
import static dev.underpin.schema.json.Form.list;
import static dev.underpin.schema.json.Form.mapping;
import static dev.underpin.schema.json.Form.word;

import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SequenceOwner;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A schema as plain data and back, with nothing lost: both spellings of every expression, and the
 * order of columns, constraints and indexes. The lock file and the history keep it.
 *
 * <p>Plain data is made of {@link Map} with text keys, {@link List}, {@link String}, {@link
 * Boolean} and {@link Long}. {@link Json} and {@link dev.underpin.schema.json.LockYaml} write it as
 * text. What is at its default is left out, so that a setting that a later version adds does not
 * change what is written of a schema that does not use it. Models of a history are kept by a hash
 * of their text, so the order of the keys never changes.
 */
public final class SchemaCodec {
  private static final Form<SequenceOptions> SETTINGS =
      mapping(
          f ->
              new SequenceOptions(
                  f.optional("name", NAME, SequenceOptions::name),
                  f.optional("type", TEXT, SequenceOptions::type),
                  f.optional("start", NUMBER, SequenceOptions::start),
                  f.optional("increment", NUMBER, SequenceOptions::increment),
                  f.optional("min", NUMBER, SequenceOptions::min),
                  f.optional("max", NUMBER, SequenceOptions::max),
                  f.optional("cache", NUMBER, SequenceOptions::cache),
                  f.usually(false, "cycle", FLAG, SequenceOptions::cycle)));

  private static final Form<Identity> IDENTITY =
      mapping(
          f ->
              new Identity(
                  f.required("kind", word(Identity.Kind.class), Identity::kind),
                  f.usually(SequenceOptions.DEFAULT, "settings", SETTINGS, Identity::sequence)));

  private static final Form<Generated> GENERATED =
      mapping(
          f ->
              new Generated(
                  f.required("expression", SQL, Generated::expression),
                  f.usually(false, "stored", FLAG, Generated::stored)));

  private static final Form<Column> COLUMN =
      mapping(
          f ->
              new Column(
                  f.required("name", TEXT, Column::name),
                  f.required("type", TEXT, Column::type),
                  f.usually(true, "nullable", FLAG, Column::nullable),
                  f.optional("default", SQL, Column::defaultValue),
                  f.optional("identity", IDENTITY, Column::identity),
                  f.optional("generated", GENERATED, Column::generated),
                  f.optional("collation", TEXT, Column::collation),
                  f.optional("comment", TEXT, Column::comment),
                  f.usually(Options.none(), "options", OPTIONS, Column::options)));

  private static final Form<IndexKey> KEY = mapping(IndexKeyFields::key);

  /** Keys of an index or a constraint; a plain column is its name alone. */
  private static final Form<List<IndexKey>> KEYS =
      list(
          new Form<>(
              "a key",
              k -> k.isPlainColumn() ? k.column().orElseThrow() : KEY.write(k),
              (value, path) ->
                  value instanceof String column
                      ? IndexKey.column(column)
                      : KEY.read(value, path)));

  /** Any constraint; the key {@code kind} says which. */
  private static final Form<Constraint> CONSTRAINT = mapping(SchemaCodec::constraint);

  private static final Form<ReferentialAction> ACTION = word(ReferentialAction.class);
  private static final Form<Deferrability> DEFERRABILITY = word(Deferrability.class);

  private static final Form<Index> INDEX =
      mapping(
          f ->
              new Index(
                  f.required("name", TEXT, Index::name),
                  f.usually(false, "unique", FLAG, Index::unique),
                  f.usually("", "method", TEXT, Index::method),
                  f.required("keys", KEYS, Index::keys),
                  f.usually(List.of(), "include", list(TEXT), Index::include),
                  f.optional("where", SQL, Index::where),
                  f.usually(false, "nullsNotDistinct", FLAG, Index::nullsNotDistinct),
                  f.usually(Options.none(), "storage", OPTIONS, Index::storage),
                  f.usually(Options.none(), "options", OPTIONS, Index::options)));

  /** A column of a partition that is otherwise than that of the partitioned table. */
  private record Difference(String column, Partition.Difference difference) {}

  private static final Form<Difference> DIFFERENCE =
      mapping(
          f ->
              new Difference(
                  f.required("name", TEXT, Difference::column),
                  new Partition.Difference(
                      f.optional("default", SQL, d -> d.difference().defaultValue()),
                      f.usually(false, "notNull", FLAG, d -> d.difference().notNull()))));

  private static final Form<Partition> PARTITION =
      mapping(
          f ->
              new Partition(
                  f.required("of", NAME, Partition::of),
                  f.required("bound", SQL, Partition::bound),
                  differences(f)));

  private static final Form<Table> TABLE = mapping(SchemaCodec::table);

  private static final Form<EnumType> ENUM =
      mapping(
          f ->
              new EnumType(
                  f.required("name", NAME, EnumType::name),
                  f.usually(List.of(), "labels", list(TEXT), EnumType::labels),
                  f.optional("comment", TEXT, EnumType::comment)));

  private static final Form<SequenceOwner> OWNER =
      mapping(
          f ->
              new SequenceOwner(
                  f.required("table", TEXT, SequenceOwner::table),
                  f.required("column", TEXT, SequenceOwner::column)));

  private static final Form<Sequence> SEQUENCE =
      mapping(
          f ->
              new Sequence(
                  f.required("name", NAME, Sequence::name),
                  f.usually(SequenceOptions.DEFAULT, "settings", SETTINGS, Sequence::options),
                  f.optional("comment", TEXT, Sequence::comment),
                  f.optional("ownedBy", OWNER, Sequence::owner)));

  private static final Form<SchemaObject> OBJECT =
      mapping(
          f ->
              new SchemaObject(
                  f.required("kind", word(SchemaObject.Kind.class), SchemaObject::kind),
                  f.required("name", NAME, SchemaObject::name),
                  f.optional("table", NAME, SchemaObject::table),
                  f.required("create", SQL, SchemaObject::create),
                  f.usually("", "drop", TEXT, SchemaObject::drop),
                  Set.copyOf(
                      f.usually(
                          List.of(),
                          "dependsOn",
                          list(NAME),
                          o -> o.dependsOn().stream().sorted().toList())),
                  Map.of(),
                  f.usually(Options.none(), "options", OPTIONS, SchemaObject::options)));

  private static final Form<Access> ACCESS =
      mapping(
          f ->
              new Access(
                  new Access.Key(
                      f.required("kind", word(Access.Kind.class), a -> a.key().kind()),
                      f.required("of", TEXT, a -> a.key().word()),
                      f.required("name", NAME, a -> a.key().name())),
                  f.usually("", "text", TEXT, Access::text)));

  private static final Form<NamespaceComment> COMMENT =
      mapping(
          f ->
              new NamespaceComment(
                  f.required("name", TEXT, NamespaceComment::name),
                  f.required("comment", TEXT, NamespaceComment::text)));

  private static final Form<Schema> SCHEMA =
      mapping(
          f -> {
            List<String> namespaces =
                f.usually(List.of(), "namespaces", list(TEXT), s -> List.copyOf(s.namespaces()));
            Map<QualifiedName, EnumType> enums =
                all(f, "enums", ENUM, Schema::enums, EnumType::name);
            Map<QualifiedName, Sequence> sequences =
                all(f, "sequences", SEQUENCE, Schema::sequences, Sequence::name);
            Map<QualifiedName, Table> tables = all(f, "tables", TABLE, Schema::tables, Table::name);
            return EarlierSchema.withOwners(
                Schema.EMPTY
                    .withNamespaces(namespaces)
                    .withEnums(enums)
                    .withSequences(sequences)
                    .withTables(tables)
                    .withObjects(all(f, "objects", OBJECT, Schema::objects, SchemaObject::key))
                    .withAccess(all(f, "access", ACCESS, Schema::access, Access::key))
                    .withNamespaceComments(
                        all(
                                f,
                                "namespaceComments",
                                COMMENT,
                                NamespaceComment::of,
                                NamespaceComment::name)
                            .values()
                            .stream()
                            .collect(
                                Collectors.toMap(NamespaceComment::name, NamespaceComment::text)))
                    .withUnmanaged(f.optional("unmanaged", OPTIONS, Schema::unmanaged)));
          });

  private SchemaCodec() {}

  /** The schema as plain data. */
  public static Object toTree(Schema schema) {
    return SCHEMA.write(schema);
  }

  /**
   * The schema that {@link #toTree} made the data from.
   *
   * @throws dev.underpin.schema.error.UnderpinException for data that is not a schema's
   */
  public static Schema fromTree(Object tree) {
    return SCHEMA.read(tree, "schema");
  }

  private static Table table(Fields<Table> f) {
    QualifiedName name = f.required("name", NAME, Table::name);
    Optional<String> comment = f.optional("comment", TEXT, Table::comment);
    return new Table(
        name,
        f.usually(List.of(), "columns", list(COLUMN), Table::ownColumns),
        f.usually(List.of(), "constraints", list(CONSTRAINT), Table::constraints),
        f.usually(List.of(), "indexes", list(INDEX), Table::indexes),
        comment,
        f.usually(Options.none(), "options", OPTIONS, Table::options),
        f.optional("partition", PARTITION, Table::partition));
  }

  private static SortedMap<String, Partition.Difference> differences(Fields<Partition> f) {
    List<Difference> all =
        f.usually(
            List.of(),
            "columns",
            list(DIFFERENCE),
            p ->
                p.columns().entrySet().stream()
                    .map(e -> new Difference(e.getKey(), e.getValue()))
                    .toList());
    SortedMap<String, Partition.Difference> columns = new TreeMap<>();
    all.forEach(d -> columns.put(d.column(), d.difference()));
    return columns;
  }

  private static <K, V> Map<K, V> all(
      Fields<Schema> f,
      String key,
      Form<V> form,
      Function<Schema, Map<K, V>> of,
      Function<V, K> name) {
    return f.usually(List.of(), key, list(form), s -> List.copyOf(of.apply(s).values())).stream()
        .collect(Collectors.toMap(name, v -> v, (first, last) -> last, TreeMap::new));
  }

  private static Constraint constraint(Fields<Constraint> f) {
    return switch (f.required("kind", TEXT, SchemaCodec::kind)) {
      case "primaryKey" -> primaryKey(f.as(PrimaryKey.class));
      case "unique" -> unique(f.as(UniqueConstraint.class));
      case "foreignKey" -> foreignKey(f.as(ForeignKey.class));
      case "check" -> check(f.as(CheckConstraint.class));
      case "exclusion" -> exclusion(f.as(ExclusionConstraint.class));
      default -> throw Form.damaged(f.path() + ".kind", "a kind of constraint");
    };
  }

  private static String kind(Constraint constraint) {
    if (constraint instanceof PrimaryKey) return "primaryKey";
    if (constraint instanceof UniqueConstraint) return "unique";
    if (constraint instanceof ForeignKey) return "foreignKey";
    return constraint instanceof CheckConstraint ? "check" : "exclusion";
  }

  private static PrimaryKey primaryKey(Fields<PrimaryKey> f) {
    return new PrimaryKey(
        name(f),
        f.required("keys", KEYS, PrimaryKey::keys),
        texts(f, "include", PrimaryKey::include),
        deferrability(f, PrimaryKey::deferrability),
        options(f));
  }

  private static UniqueConstraint unique(Fields<UniqueConstraint> f) {
    return new UniqueConstraint(
        name(f),
        f.required("keys", KEYS, UniqueConstraint::keys),
        texts(f, "include", UniqueConstraint::include),
        f.usually(false, "nullsNotDistinct", FLAG, UniqueConstraint::nullsNotDistinct),
        deferrability(f, UniqueConstraint::deferrability),
        options(f));
  }

  private static ForeignKey foreignKey(Fields<ForeignKey> f) {
    return new ForeignKey(
        name(f),
        f.required("columns", list(TEXT), ForeignKey::columnList),
        f.required("references", NAME, ForeignKey::references),
        texts(f, "referencedColumns", ForeignKey::referencedColumns),
        f.usually(ReferentialAction.UNSAID, "onDelete", ACTION, ForeignKey::onDelete),
        f.usually(ReferentialAction.UNSAID, "onUpdate", ACTION, ForeignKey::onUpdate),
        f.usually("SIMPLE", "match", TEXT, ForeignKey::match),
        deferrability(f, ForeignKey::deferrability),
        f.usually(false, "notValid", FLAG, ForeignKey::notValid),
        texts(f, "setColumns", ForeignKey::setColumns),
        options(f));
  }

  private static CheckConstraint check(Fields<CheckConstraint> f) {
    return new CheckConstraint(
        name(f),
        f.required("expression", SQL, CheckConstraint::expression),
        f.usually(false, "noInherit", FLAG, CheckConstraint::noInherit),
        f.usually(false, "notValid", FLAG, CheckConstraint::notValid),
        options(f));
  }

  private static ExclusionConstraint exclusion(Fields<ExclusionConstraint> f) {
    return new ExclusionConstraint(
        name(f), f.required("definition", SQL, ExclusionConstraint::definition), options(f));
  }

  private static Optional<String> name(Fields<? extends Constraint> f) {
    return f.optional("name", TEXT, Constraint::name);
  }

  private static SortedMap<String, String> options(Fields<? extends Constraint> f) {
    return f.usually(Options.none(), "options", OPTIONS, Constraint::options);
  }

  private static <C> List<String> texts(Fields<C> f, String key, Function<C, List<String>> of) {
    return f.usually(List.of(), key, list(TEXT), of);
  }

  private static <C> Deferrability deferrability(Fields<C> f, Function<C, Deferrability> of) {
    return f.usually(Deferrability.NOT_DEFERRABLE, "deferrability", DEFERRABILITY, of);
  }
}
