package dev.underpin.schema.yaml.read;

import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What has been read so far, from all files. */
final class DeclarationBuilder {
  final TreeSet<String> namespaces = new TreeSet<>();
  final TreeMap<String, String> namespaceComments = new TreeMap<>();
  final TreeMap<QualifiedName, Table> tables = new TreeMap<>();
  final TreeMap<QualifiedName, EnumType> enums = new TreeMap<>();
  final TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>();
  final TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>();

  final TreeMap<Access.Key, Access> access = new TreeMap<>();

  /** Those whose key is there, also with nothing in it. */
  final EnumSet<SchemaObject.Kind> kinds = EnumSet.noneOf(SchemaObject.Kind.class);

  /** Those of which there are none, and where that is written. */
  final Map<SchemaObject.Kind, YamlValue> noneOf = new LinkedHashMap<>();

  /** True where there are no namespaces but those that are declared. */
  boolean onlyNamespaces;

  /** The tables whose partitions are declared, also where there are none, and where. */
  final Map<QualifiedName, YamlValue> partitioned = new LinkedHashMap<>();

  final TreeMap<QualifiedName, QualifiedName> renamedTables = new TreeMap<>();
  final TreeMap<ColumnRef, String> renamedColumns = new TreeMap<>();
  final TreeMap<ColumnRef, SqlText> backfills = new TreeMap<>();
  final TreeMap<ColumnRef, SqlText> using = new TreeMap<>();
  final TreeSet<ColumnRef> online = new TreeSet<>();
  final TreeSet<ColumnRef> renamedInUse = new TreeSet<>();
  final TreeSet<QualifiedName> tablesRenamedInUse = new TreeSet<>();
  final TreeMap<QualifiedName, SortedMap<String, String>> renamedLabels = new TreeMap<>();

  /**
   * Where each rename, foreign key and dropped name is written, for what can only be checked at the
   * end.
   */
  final Map<QualifiedName, YamlValue> tableRenames = new LinkedHashMap<>();

  final Map<ColumnRef, YamlValue> columnRenames = new LinkedHashMap<>();
  final Map<String, YamlValue> dropped = new LinkedHashMap<>();
  final TreeSet<String> discarded = new TreeSet<>();
  final TreeMap<String, SqlText> backfillDown = new TreeMap<>();
  final List<PlacedForeignKey> foreignKeys = new ArrayList<>();

  /** The reference rows. */
  final List<Seed> seeds = new ArrayList<>();

  /** What {@code seed} says, to be read when all tables are known. */
  final List<SeedReader> seedReaders = new ArrayList<>();

  /** What {@code x-ignore} says. */
  final List<Origins.Ignore> ignores = new ArrayList<>();

  private final Map<String, Location> places = new HashMap<>();

  /**
   * A foreign key, and where it is written.
   *
   * @param unresolved true where the YAML says that what it refers to may be missing
   */
  record PlacedForeignKey(ForeignKey key, YamlValue item, boolean unresolved) {}

  /** Note where the value of a dropped column stands. */
  void placeDropped(String column, YamlValue item) {
    places.put(Origins.droppedPath(column), item.location());
  }

  /** Note where a thing stands; the first place stays where it is declared twice. */
  boolean place(ObjectRef path, YamlValue item, String what) {
    Location first = places.putIfAbsent(path.key(), item.location());
    if (first != null) {
      item.error(
          what + " " + path.object() + " is declared twice",
          "it is also at " + first + "; keep one of them");
    }
    return first == null;
  }

  void place(ObjectRef path, YamlValue item) {
    places.putIfAbsent(path.key(), item.location());
  }

  void namespace(QualifiedName name) {
    if (!name.schema().isEmpty()) namespaces.add(name.schema());
  }

  Declared finish() {
    return new Declared(
        new Schema(namespaces, tables, enums, sequences, objects)
            .withNamespaceComments(namespaceComments)
            .withAccess(access),
        new Hints(
            renamedTables,
            renamedColumns,
            backfills,
            using,
            renamedLabels,
            discarded,
            kinds,
            partitioned.keySet(),
            onlyNamespaces,
            online,
            renamedInUse,
            tablesRenamedInUse,
            backfillDown),
        new Origins(places, ignores),
        seeds);
  }
}
