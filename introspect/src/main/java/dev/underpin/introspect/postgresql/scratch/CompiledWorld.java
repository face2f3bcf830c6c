package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be in the temporary namespace so that objects can be compiled: the tables that they
 * name and that are not there as they are to be, and the objects that they name in turn.
 */
final class CompiledWorld {
  private static final Set<Kind> QUERIES = EnumSet.of(Kind.VIEW, Kind.MATERIALIZED_VIEW);
  private static final Set<Kind> NOT_COMPILED =
      EnumSet.of(
          Kind.EXTENSION,
          Kind.CAST,
          Kind.EVENT,
          Kind.EVENT_TRIGGER,
          Kind.PUBLICATION,
          Kind.FOREIGN_DATA_WRAPPER,
          Kind.FOREIGN_SERVER);

  /** Of the whole database, but harmless: a foreign table needs them, or any text. */
  private static final Set<Kind> NEEDED_BY_OTHERS =
      EnumSet.of(Kind.CAST, Kind.FOREIGN_DATA_WRAPPER, Kind.FOREIGN_SERVER);

  private final Schema desired;
  private final Schema there;
  private final Set<QualifiedName> changed = new HashSet<>();
  private final Set<SchemaObject> objects = new LinkedHashSet<>();
  private final Set<Table> tables = new LinkedHashSet<>();

  /**
   * @param there what is where the objects are compiled
   * @param asked the objects to compile
   */
  CompiledWorld(Schema desired, Schema there, List<SchemaObject> asked) {
    this.desired = desired;
    this.there = there;
    for (SchemaObject object : desired.objects().values()) {
      if (!object.equals(there.objects().get(object.key())))
        changed.add(ScratchNames.plain(object.kind(), object.name()));
    }
    List<SchemaObject> next = new ArrayList<>(asked);
    // What casts does not say so.
    for (SchemaObject object : desired.objects().values())
      if (object.kind() == Kind.CAST) next.add(object);
    while (!next.isEmpty()) {
      SchemaObject object = next.remove(next.size() - 1);
      boolean missing =
          NEEDED_BY_OTHERS.contains(object.kind()) && !there.objects().containsKey(object.key());
      if (NOT_COMPILED.contains(object.kind()) && !missing || !objects.add(object)) continue;
      Set<String> words = words(object.create().written());
      object.table().ifPresent(t -> desired.table(t).ifPresent(tables::add));
      // They would be made on the live table, which would be locked.
      if (object.kind() == Kind.STATISTICS)
        object.dependsOn().forEach(t -> desired.table(t).ifPresent(tables::add));
      for (Table table : desired.tables().values()) {
        if (words.contains(table.name().name()) && !isThere(table)) add(table, next);
      }
      for (SchemaObject other : desired.objects().values()) {
        if (words.contains(plain(other)) && isNeeded(other)) next.add(other);
      }
    }
  }

  /** False for what takes effect in the whole database, or has no place in another namespace. */
  static boolean isCompiled(Kind kind) {
    return !NOT_COMPILED.contains(kind);
  }

  /** A column may have a type or collation that is not there yet. */
  private void add(Table table, List<SchemaObject> next) {
    if (!tables.add(table)) return;
    Set<String> words = new HashSet<>();
    table.columns().forEach(c -> TableWords.of(c, words));
    for (SchemaObject other : desired.objects().values()) {
      if (words.contains(other.name().name()) && isNeeded(other)) next.add(other);
    }
  }

  /**
   * A view that is there reads tables as they are, and not as they are to be. A call does not say
   * which of the routines of a name it means.
   */
  private boolean isNeeded(SchemaObject object) {
    return object.table().isEmpty()
        && (QUERIES.contains(object.kind())
            || changed.contains(ScratchNames.plain(object.kind(), object.name())));
  }

  private boolean isThere(Table table) {
    return there.table(table.name()).filter(t -> columns(t).equals(columns(table))).isPresent();
  }

  private static Set<List<Object>> columns(Table table) {
    Set<List<Object>> columns = new HashSet<>();
    for (Column column : table.columns())
      columns.add(List.of(column.name(), column.type(), column.collation()));
    return columns;
  }

  private static Set<String> words(String sql) {
    return TableWords.of(sql);
  }

  List<Table> tables() {
    return List.copyOf(tables);
  }

  /**
   * Types first, since most others need them; then each behind those that it names, so that none is
   * compiled over a live object of the same name.
   */
  List<SchemaObject> objects() {
    Map<String, List<SchemaObject>> named = new HashMap<>();
    List<SchemaObject> byKind =
        objects.stream().sorted(Comparator.comparing(SchemaObject::kind)).toList();
    for (SchemaObject object : byKind) {
      if (object.table().isEmpty())
        named.computeIfAbsent(plain(object), n -> new ArrayList<>()).add(object);
    }
    Set<SchemaObject> begun = new HashSet<>();
    List<SchemaObject> ordered = new ArrayList<>();
    byKind.forEach(object -> add(object, named, begun, ordered));
    return ordered;
  }

  private static void add(
      SchemaObject object,
      Map<String, List<SchemaObject>> named,
      Set<SchemaObject> begun,
      List<SchemaObject> ordered) {
    if (!begun.add(object)) return;
    for (String word : words(object.create().written())) {
      for (SchemaObject used : named.getOrDefault(word, List.of()))
        add(used, named, begun, ordered);
    }
    ordered.add(object);
  }

  private static String plain(SchemaObject object) {
    return ScratchNames.plain(object.kind(), object.name()).name();
  }
}
