package dev.underpin.dialect.mysql.lowering;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A declaration as a server keeps it whose {@code lower_case_table_names} is 1: names of databases,
 * tables and views in small letters, however they are written (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html">documentation</a>).
 * Names of columns, keys, triggers and routines are as they were.
 */
public record LowerCaseTableNames(Declared declared, Consumer<Problem> problems) {
  public Declared run() {
    Schema schema = declared.schema();
    TreeMap<QualifiedName, Table> tables = new TreeMap<>();
    Map<QualifiedName, QualifiedName> writtenAs = new HashMap<>();
    for (Table table : schema.tables().values()) {
      Table small =
          table
              .withName(small(table.name()))
              .mapConstraints(
                  c ->
                      c instanceof ForeignKey key
                          ? key.withColumns(
                              key.columnList(),
                              small(key.references()),
                              key.referencedColumns(),
                              key.setColumns())
                          : c);
      QualifiedName other = writtenAs.put(small.name(), table.name());
      if (other != null) problems.accept(sameName(other, table.name()));
      tables.put(small.name(), small);
    }
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>();
    for (SchemaObject object : schema.objects().values()) {
      SchemaObject small = small(object);
      objects.put(small.key(), small);
    }
    Set<String> namespaces = new TreeSet<>();
    schema.namespaces().forEach(n -> namespaces.add(small(n)));
    TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>();
    for (Sequence sequence : schema.sequences().values())
      sequences.put(small(sequence.name()), sequence.withName(small(sequence.name())));
    Schema lowered =
        schema
            .withNamespaces(namespaces)
            .withTables(tables)
            .withSequences(sequences)
            .withObjects(objects);
    return new Declared(lowered, hints(declared.hints()), origins(declared.origins()));
  }

  private Problem sameName(QualifiedName one, QualifiedName two) {
    ObjectRef path = ObjectRef.table(two);
    return new Problem(
        Problem.Severity.ERROR,
        """
        The tables %s and %s are one to this server, which does not tell capital letters from \
        small ones (lower_case_table_names=1)."""
            .formatted(one, two),
        path.in(declared.origins()),
        path.key(),
        Optional.of("Give one of them another name."));
  }

  private static SchemaObject small(SchemaObject object) {
    boolean named = object.kind() == SchemaObject.Kind.VIEW;
    Set<QualifiedName> dependsOn = new HashSet<>();
    object.dependsOn().forEach(d -> dependsOn.add(small(d)));
    Map<QualifiedName, Set<String>> columns = new HashMap<>();
    object.columns().forEach((table, names) -> columns.put(small(table), names));
    return new SchemaObject(
        object.kind(),
        named ? small(object.name()) : object.name(),
        object.table().map(LowerCaseTableNames::small),
        object.create(),
        object.drop(),
        dependsOn,
        columns,
        object.options());
  }

  /** A rename that changes no more than the letters' size is none here. */
  private static Hints hints(Hints hints) {
    TreeMap<QualifiedName, QualifiedName> renamed = new TreeMap<>();
    hints
        .renamedTables()
        .forEach(
            (to, from) -> {
              if (!small(to).equals(small(from))) renamed.put(small(to), small(from));
            });
    TreeSet<String> discarded = new TreeSet<>();
    for (String one : hints.discarded()) {
      int column = one.lastIndexOf('.');
      discarded.add(
          column < 0 ? small(one) : small(one.substring(0, column)) + one.substring(column));
    }
    return new Hints(
            renamed,
            columns(hints.renamedColumns()),
            columns(hints.backfills()),
            columns(hints.using()),
            hints.renamedLabels(),
            discarded,
            hints.managed())
        .withOnline(small(hints.online()))
        .withRenamedInUse(small(hints.renamedInUse()))
        .withTablesRenamedInUse(
            hints.tablesRenamedInUse().stream().map(LowerCaseTableNames::small).toList())
        .withBackfillDown(hints.backfillDown());
  }

  private static List<ColumnRef> small(SortedSet<ColumnRef> columns) {
    return columns.stream().map(c -> new ColumnRef(small(c.table()), c.column())).toList();
  }

  private static <V> SortedMap<ColumnRef, V> columns(SortedMap<ColumnRef, V> hints) {
    TreeMap<ColumnRef, V> small = new TreeMap<>();
    hints.forEach(
        (ref, value) -> small.put(new ColumnRef(small(ref.table()), ref.column()), value));
    return small;
  }

  /** What is said of a table is found under the name that it has on the server too. */
  private Origins origins(Origins origins) {
    Map<String, Location> places = new HashMap<>(origins.places());
    for (QualifiedName table : declared.schema().tables().keySet()) {
      String written = ObjectRef.table(table).key();
      String kept = ObjectRef.table(small(table)).key();
      if (written.equals(kept)) continue;
      origins
          .places()
          .forEach(
              (path, location) -> {
                if (path.equals(written) || path.startsWith(written + "."))
                  places.putIfAbsent(kept + path.substring(written.length()), location);
              });
    }
    return new Origins(places, origins.ignores());
  }

  private static QualifiedName small(QualifiedName name) {
    return new QualifiedName(small(name.schema()), small(name.name()));
  }

  static String small(String name) {
    return Identifiers.lower(name);
  }
}
