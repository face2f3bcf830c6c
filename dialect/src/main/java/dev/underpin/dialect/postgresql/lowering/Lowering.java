package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.ddl.ColumnOptions;
import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lowers a declaration to what PostgreSQL has. */
public record Lowering(
    Declared declared, String namespace, Version version, Consumer<Problem> problems) {
  private static final Map<String, String> SERIALS =
      Map.of(
          "serial", "integer",
          "serial4", "integer",
          "bigserial", "bigint",
          "serial8", "bigint",
          "smallserial", "smallint",
          "serial2", "smallint");

  public Declared run() {
    new NameLimits(declared, problems).check();
    Schema schema = declared.schema();
    TreeMap<QualifiedName, Table> tables = new TreeMap<>();
    for (Table table : schema.tables().values()) {
      Table lowered = table(table);
      tables.put(lowered.name(), lowered);
    }
    tables.replaceAll((name, table) -> table.mapConstraints(c -> withReferencedColumns(c, tables)));
    TreeMap<QualifiedName, EnumType> enums = new TreeMap<>();
    for (EnumType type : schema.enums().values()) {
      EnumType lowered = new EnumType(qualify(type.name()), type.labels(), type.comment());
      enums.put(lowered.name(), lowered);
    }
    TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>();
    for (Sequence sequence : schema.sequences().values()) {
      Sequence lowered = sequence.withName(qualify(sequence.name()));
      sequences.put(lowered.name(), lowered);
    }
    SerialDefaults serial = new SerialDefaults(namespace, sequences.keySet(), tables.values());
    tables.replaceAll((name, table) -> serial.of(table));
    sequences.values().forEach(sequence -> checkOwner(sequence, serial, tables));
    tables
        .values()
        .forEach(table -> table.ownColumns().forEach(c -> checkSequenceComment(table, c)));
    TreeMap<SchemaObject.Key, SchemaObject> objects =
        new DeclaredObjects(namespace).lower(schema.objects().values(), tables.keySet());
    objects.values().forEach(this::checkRange);
    objects.values().forEach(this::checkSecrets);
    TreeSet<String> namespaces = new TreeSet<>(schema.namespaces());
    namespaces.add(namespace);
    tables.keySet().forEach(name -> namespaces.add(name.schema()));
    enums.keySet().forEach(name -> namespaces.add(name.schema()));
    sequences.keySet().forEach(name -> namespaces.add(name.schema()));
    objects.values().forEach(object -> namespaces.add(object.name().schema()));
    namespaces.remove("");
    Schema lowered =
        new Schema(namespaces, tables, enums, sequences, objects)
            .withNamespaceComments(declared.schema().namespaceComments());
    DeclaredAccess access =
        new DeclaredAccess(lowered, namespace, version, declared.origins(), problems);
    return new Declared(
        lowered.withAccess(access.lower(schema.access().values())),
        hints(declared.hints()),
        declared.origins());
  }

  private QualifiedName qualify(QualifiedName name) {
    return name.schema().isEmpty() ? new QualifiedName(namespace, name.name()) : name;
  }

  private Table table(Table table) {
    QualifiedName name = qualify(table.name());
    checkIndexOptions(table, name);
    Set<String> keyColumns = table.primaryKey().map(PrimaryKey::columns).orElse(Set.of());
    if (table.partition().isPresent())
      return partition(table.withName(name), keyColumns).mapConstraints(this::constraint);
    return table
        .withName(name)
        .mapColumns(c -> column(c, name, keyColumns.contains(c.name())))
        .mapConstraints(this::constraint);
  }

  private void checkIndexOptions(Table table, QualifiedName name) {
    for (IndexOption option : IndexOption.values()) {
      String value = table.options().get(option.key());
      if (value == null || option.canonical(value).isPresent()) continue;
      problems.accept(
          problem(
                  "The %s of %s cannot be read: %s.".formatted(option.key(), name, value),
                  name,
                  ref -> ref)
              .withHint("Write full, nothing, or using index and the name of a unique index."));
    }
  }

  /** The columns of its own primary key are NOT NULL in a partition. */
  private Table partition(Table table, Set<String> keyColumns) {
    Partition partition = table.partition().orElseThrow();
    TreeMap<String, Partition.Difference> columns = new TreeMap<>(partition.columns());
    for (Column column : table.columns()) {
      if (!column.nullable() || !keyColumns.contains(column.name())) continue;
      Optional<SqlText> value =
          Optional.ofNullable(columns.get(column.name()))
              .flatMap(Partition.Difference::defaultValue);
      columns.put(column.name(), new Partition.Difference(value, true));
    }
    return table.withPartition(
        Optional.of(partition.withOf(qualify(partition.of())).withColumns(columns)));
  }

  private Column column(Column column, QualifiedName table, boolean inPrimaryKey) {
    Column lowered = withTypeOf(column, table);
    Optional<Identity> identity = lowered.identity().map(i -> identity(i, table));
    boolean notNull =
        inPrimaryKey || identity.filter(i -> i.kind() != Identity.Kind.SERIAL).isPresent();
    return lowered.withIdentity(identity).withNullable(lowered.nullable() && !notNull);
  }

  /** The sequence of a column whose default draws from it is part of that column. */
  private void checkOwner(
      Sequence sequence, SerialDefaults serial, Map<QualifiedName, Table> tables) {
    Optional<Column> owning =
        sequence
            .owningTable()
            .flatMap(t -> Optional.ofNullable(tables.get(t)))
            .flatMap(t -> t.column(sequence.owner().orElseThrow().column()))
            .filter(c -> serial.drawn(c).filter(sequence.name()::equals).isPresent());
    if (owning.isEmpty()) return;
    problems.accept(
        problemAt(
                "%s.%s owns the sequence %s, and its default is the next number of it."
                    .formatted(
                        sequence.owningTable().orElseThrow(), owning.get().name(), sequence.name()),
                sequence.name(),
                ObjectRef::sequence)
            .withHint(
                "Remove the sequence from sequences: and write serial and the name of the sequence in"
                    + " the column's identity."));
  }

  private void checkSequenceComment(Table table, Column column) {
    if (column.identity().isEmpty() && column.options().containsKey(ColumnOptions.SEQUENCE_COMMENT))
      problems.accept(
          problem(
                  "%s.%s has a sequence_comment, and no sequence numbers it."
                      .formatted(table.name(), column.name()),
                  table.name(),
                  column)
              .withHint("Add an identity, or comment on the sequence under sequences."));
  }

  /** Its function needs the type, and the type needs the function. */
  private void checkRange(SchemaObject object) {
    if (object.kind() != SchemaObject.Kind.RANGE_TYPE
        || !new RangeText(object.create().written()).hasCanonicalFunction()) return;
    String message = "The range type %s has a canonical function.".formatted(object.name());
    problems.accept(
        Stream.of(object.name(), object.name().without(namespace))
            .map(name -> ObjectRef.object(object.withName(name)).key())
            .flatMap(
                path ->
                    declared.origins().of(path).stream()
                        .map(location -> Problem.error(message, location, path)))
            .findFirst()
            .orElseGet(() -> Problem.error(message))
            .withHint(
                "Underpin does not manage such a type. Create it in the database, and leave it out here."));
  }

  /** The line in the YAML is not shown: it may have the password. */
  private void checkSecrets(SchemaObject object) {
    boolean foreign =
        switch (object.kind()) {
          case FOREIGN_DATA_WRAPPER, FOREIGN_SERVER, FOREIGN_TABLE -> true;
          default -> false;
        };
    if (!foreign || !SecretOptions.isIn(object.create().written())) return;
    problems.accept(
        Problem.error(
                "The %s %s has an option that may be a password."
                    .formatted(object.kind().words(), object.name()))
            .withHint(
                "Passwords belong neither in the YAML nor in the history. Create it in the database, and leave"
                    + " it out here; Underpin leaves it alone."));
  }

  private Column withTypeOf(Column column, QualifiedName table) {
    Optional<TypeName> parsed = TypeName.parse(column.type());
    Optional<String> enumType = enumType(column.type());
    if (enumType.isPresent()) return column.withType(enumType.get());
    if (parsed.isEmpty()) {
      problems.accept(
          problem("\"" + column.type() + "\" cannot be read as a type.", table, column));
      return column;
    }
    TypeName type = parsed.get();
    String serial = type.modifiers().isEmpty() && !type.array() ? SERIALS.get(type.base()) : null;
    if (serial == null) return column.withType(NeutralTypes.translate(type));
    Identity identity = column.identity().orElse(Identity.of(Identity.Kind.SERIAL));
    return column.withType(serial).withIdentity(Optional.of(identity)).withNullable(false);
  }

  /** A declared enum, whose name counts exactly as it is written, or an array of one. */
  private Optional<String> enumType(String type) {
    String text = type.strip();
    String suffix = "";
    while (text.endsWith("[]")) {
      text = text.substring(0, text.length() - 2).strip();
      suffix = "[]";
    }
    List<String> parts = Identifiers.parts(text);
    if (parts.size() > 2) return Optional.empty();
    QualifiedName written =
        parts.size() == 2
            ? new QualifiedName(parts.get(0), parts.get(1))
            : QualifiedName.of(parts.get(0));
    QualifiedName name = qualify(written);
    boolean known =
        declared.schema().enums().containsKey(written)
            || declared.schema().enums().keySet().stream().anyMatch(e -> qualify(e).equals(name));
    return known ? Optional.of(typeText(name) + suffix) : Optional.empty();
  }

  /** As {@code format_type} prints it: without the namespace that is searched anyway. */
  private String typeText(QualifiedName name) {
    String own = Identifiers.quoteIfNeeded(name.name());
    return name.schema().equals(namespace) && !BuiltInTypes.hides(name.name())
        ? own
        : Identifiers.quoteIfNeeded(name.schema()) + "." + own;
  }

  /** A sequence that is named without a namespace lives in its table's, as it must. */
  private static Identity identity(Identity identity, QualifiedName table) {
    Optional<QualifiedName> name =
        identity
            .sequence()
            .name()
            .map(n -> n.schema().isEmpty() ? new QualifiedName(table.schema(), n.name()) : n);
    Identity.Kind kind =
        identity.kind() == Identity.Kind.AUTOINCREMENT ? Identity.Kind.BY_DEFAULT : identity.kind();
    return new Identity(kind, identity.sequence().withName(name));
  }

  private Constraint constraint(Constraint constraint) {
    if (!(constraint instanceof ForeignKey key)) return constraint;
    return key.unlessUsual(ReferentialAction.NO_ACTION)
        .withColumns(
            key.columnList(), qualify(key.references()), key.referencedColumns(), key.setColumns());
  }

  private Constraint withReferencedColumns(
      Constraint constraint, SortedMap<QualifiedName, Table> tables) {
    if (!(constraint instanceof ForeignKey key) || !key.referencedColumns().isEmpty())
      return constraint;
    Table target = tables.get(key.references());
    if (target == null) return constraint;
    List<String> columns =
        target.primaryKey().map(k -> List.copyOf(k.columns())).orElse(List.<String>of());
    if (columns.isEmpty()) {
      problems.accept(
          Problem.error(
                  "A foreign key on %s refers to %s, which has no primary key."
                      .formatted(String.join(", ", key.columnList()), target.name()))
              .withHint("Name the columns: references: " + target.name().name() + "(…)"));
    }
    return key.withColumns(key.columnList(), key.references(), columns, key.setColumns());
  }

  private Hints hints(Hints hints) {
    return new Hints(
        mapped(hints.renamedTables(), this::qualify, this::qualify),
        mapped(hints.renamedColumns(), this::qualify, Function.identity()),
        mapped(hints.backfills(), this::qualify, Function.<SqlText>identity()),
        mapped(hints.using(), this::qualify, Function.<SqlText>identity()),
        mapped(hints.renamedLabels(), this::qualify, Function.identity()),
        hints.discarded(),
        hints.managed(),
        hints.partitioned().stream().map(this::qualify).collect(Collectors.toSet()),
        hints.onlyNamespaces(),
        qualified(hints.online()),
        qualified(hints.renamedInUse()),
        hints.tablesRenamedInUse().stream()
            .map(this::qualify)
            .collect(Collectors.toCollection(TreeSet::new)),
        hints.backfillDown());
  }

  private SortedSet<ColumnRef> qualified(SortedSet<ColumnRef> columns) {
    return columns.stream().map(this::qualify).collect(Collectors.toCollection(TreeSet::new));
  }

  private ColumnRef qualify(ColumnRef column) {
    return new ColumnRef(qualify(column.table()), column.column());
  }

  private static <K extends Comparable<? super K>, V> SortedMap<K, V> mapped(
      SortedMap<K, V> map, Function<K, K> key, Function<V, V> value) {
    TreeMap<K, V> result = new TreeMap<>();
    map.forEach((k, v) -> result.put(key.apply(k), value.apply(v)));
    return result;
  }

  private Problem problem(String message, QualifiedName table, Column column) {
    return problem(message, table, ref -> ref.column(column.name()));
  }

  private Problem problem(String message, QualifiedName table, UnaryOperator<ObjectRef> part) {
    return problemAt(message, table, name -> part.apply(ObjectRef.table(name)));
  }

  private Problem problemAt(
      String message, QualifiedName object, Function<QualifiedName, ObjectRef> ref) {
    return Stream.of(object, object.without(namespace))
        .map(name -> ref.apply(name).key())
        .flatMap(
            path ->
                declared.origins().of(path).stream()
                    .map(location -> Problem.error(message, location, path)))
        .findFirst()
        .orElseGet(() -> Problem.error(message));
  }
}
