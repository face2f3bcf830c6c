package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.DropObject;
import dev.underpin.planner.change.Change.RenameColumn;
import dev.underpin.planner.change.Change.RenameTable;
import dev.underpin.planner.change.Change.ReplaceObject;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all recipes of one plan share: the context, and what follows from it and the changes. */
public final class Situation {
  private final PlanningInput context;
  private final List<Change> changes;
  private final Map<QualifiedName, QualifiedName> liveTables = new HashMap<>();
  private final Map<QualifiedName, Map<String, String>> liveColumns = new HashMap<>();
  private final Set<SchemaObject.Key> leaving = new HashSet<>();
  private final Map<String, List<ForeignKey>> references = new HashMap<>();

  public Situation(List<Change> changes, PlanningInput context) {
    this.context = context;
    this.changes = List.copyOf(changes);
    for (Table table : context.target().tables().values()) {
      for (ForeignKey key : table.constraintsOf(ForeignKey.class))
        references.computeIfAbsent(lower(key.references()), t -> new ArrayList<>()).add(key);
    }
    for (Change change : changes) {
      if (change instanceof RenameTable rename) {
        QualifiedName live = liveTables.remove(rename.from());
        liveTables.put(rename.table(), live == null ? rename.from() : live);
      } else if (change instanceof RenameColumn rename) {
        Map<String, String> columns =
            liveColumns.computeIfAbsent(rename.table(), t -> new LinkedHashMap<>());
        String live = columns.remove(rename.from());
        columns.put(rename.to(), live == null ? rename.from() : live);
      } else if (change instanceof DropObject drop) {
        leaving.add(drop.object().key());
      } else if (change instanceof ReplaceObject replace) {
        leaving.add(replace.before().key());
      }
    }
  }

  /** The foreign keys that will reference a table. */
  public List<ForeignKey> referencesTo(QualifiedName table) {
    return references.getOrDefault(lower(table), List.of());
  }

  private static String lower(QualifiedName name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  /** What has to be taken down around a rename. */
  public InvalidObjects broken() {
    return new InvalidObjects(context.catalog().broken());
  }

  /** The same around a change of a table: what names it and leaves has left by then. */
  public InvalidObjects broken(QualifiedName table) {
    Set<SchemaObject.Key> left = new HashSet<>();
    for (SchemaObject object : context.renamed().objects().values()) {
      boolean names = tablesOf(object).stream().anyMatch(t -> same(t, table));
      if (names && isLeaving(object)) left.add(object.key());
    }
    return broken()
        .without(
            o -> left.stream().anyMatch(k -> k.kind() == o.kind() && k.name().equals(o.name())));
  }

  public PlanningInput context() {
    return context;
  }

  public Dialect dialect() {
    return context.dialect();
  }

  List<Change> changes() {
    return changes;
  }

  /** True where the library that will run the plan is at least that version. */
  public boolean atLeast(int major, int minor) {
    return dialect().engine().version().atLeast(major, minor);
  }

  /** The table's name before the plan. */
  public QualifiedName liveName(QualifiedName table) {
    return liveTables.getOrDefault(table, table);
  }

  /** New column name to live column name, for the columns that the plan renames. */
  Map<String, String> renamedColumns(QualifiedName table) {
    return liveColumns.getOrDefault(table, Map.of());
  }

  public TableFacts facts(QualifiedName table) {
    return context.catalog().facts(liveName(table));
  }

  /** True unless the table is known to be empty where the plan will run. */
  public boolean mayHoldRows(QualifiedName table) {
    return context.options().planForUnknownRows() || !facts(table).empty();
  }

  public boolean isLarge(QualifiedName table) {
    return facts(table).bytes() >= context.options().largeTable();
  }

  public boolean isDiscarded(String subject) {
    return context.options().discard() || context.hints().discarded().contains(subject);
  }

  /**
   * The text that created the table, to the byte, with its new name in it where it has one; absent
   * where a rename of columns, or of what it references, has made SQLite edit more of it.
   */
  public Optional<String> rawText(Table table) {
    String raw = facts(table.name()).sql();
    boolean edited =
        raw.isEmpty()
            || liveColumns.containsKey(table.name())
            || table.constraintsOf(ForeignKey.class).stream().anyMatch(this::namesRenamed);
    if (edited) return Optional.empty();
    if (!liveTables.containsKey(table.name())) return Optional.of(raw);
    return new PhysicalTable(table, List.of(), Optional.empty()).namesItself()
        ? Optional.empty()
        : Optional.of(SqliteAlter.createdAs(raw, table.name().name()));
  }

  private boolean namesRenamed(ForeignKey key) {
    return liveTables.containsKey(key.references())
        || key.referencedColumns().stream().anyMatch(renamedColumns(key.references())::containsKey);
  }

  /**
   * The statement that makes an index: to the byte as it was made, where it was there before and
   * nothing that it names is renamed.
   */
  public String createIndex(QualifiedName table, Index index) {
    boolean same =
        !liveTables.containsKey(table)
            && context.renamed().table(table).flatMap(t -> t.index(index.name())).stream()
                .anyMatch(index::equals);
    String raw = same ? facts(table).indexSql().getOrDefault(index.name(), "") : "";
    boolean renames =
        renamedColumns(table).values().stream()
            .anyMatch(live -> dialect().mentionsColumn(SqlText.of(raw), live));
    return raw.isEmpty() || renames ? SqliteDdl.createIndex(table, index) : raw;
  }

  /** True where the plan drops the object, or drops it to recreate it. */
  boolean isLeaving(SchemaObject object) {
    return leaving.contains(object.key());
  }

  /** Views and triggers that name the table and that the plan leaves alone. */
  public List<SchemaObject> stayingObjects(QualifiedName table) {
    List<SchemaObject> staying = new ArrayList<>();
    for (SchemaObject object : context.renamed().objects().values()) {
      boolean names = object.table().filter(t -> same(t, table)).isPresent();
      if (!names) names = object.dependsOn().stream().anyMatch(t -> same(t, table));
      if (names && !isLeaving(object)) staying.add(object);
    }
    return staying;
  }

  /**
   * The triggers on the table that the plan leaves alone: a rebuild has to put them back, and in
   * the order in which they were made, since they fire by it.
   */
  public List<SchemaObject> stayingTriggers(QualifiedName table) {
    List<String> made = facts(table).triggers();
    return stayingObjects(table).stream()
        .filter(o -> o.kind() == SchemaObject.Kind.TRIGGER)
        .filter(o -> o.table().filter(t -> same(t, table)).isPresent())
        .sorted(Comparator.comparingInt(o -> made.indexOf(o.name().name())))
        .toList();
  }

  /** The tables and views that an object depends on or names. */
  public static Set<QualifiedName> tablesOf(SchemaObject object) {
    Set<QualifiedName> tables = new HashSet<>(object.dependsOn());
    object.table().ifPresent(tables::add);
    tables.remove(object.name());
    return tables;
  }

  /**
   * A staying object's text once all columns have their new names; absent where a name in it may be
   * a renamed column's or that of a column of another table.
   */
  public Optional<SqlText> textAfterRenames(SchemaObject object) {
    Set<QualifiedName> tables = tablesOf(object);
    SqlText text = object.create();
    for (QualifiedName table : tables) {
      for (Map.Entry<String, String> rename : renamedColumns(table).entrySet()) {
        if (!dialect().mentionsColumn(text, rename.getValue())) continue;
        if (tables.size() > 1) return Optional.empty();
        text = dialect().renameColumn(text, rename.getValue(), rename.getKey());
      }
    }
    return Optional.of(text);
  }

  /** Tables that reference this one both before and after the plan. */
  public List<QualifiedName> children(QualifiedName table) {
    List<QualifiedName> children = new ArrayList<>();
    for (Table child : context.renamed().tables().values()) {
      boolean references =
          child.constraintsOf(ForeignKey.class).stream().anyMatch(f -> same(f.references(), table));
      if (references
          && !child.name().equals(table)
          && context.target().table(child.name()).isPresent()) {
        children.add(child.name());
      }
    }
    return children;
  }

  public String quote(String name) {
    return Identifiers.quote(name);
  }

  public String quote(QualifiedName name) {
    return Identifiers.quote(name.name());
  }

  /** {@code "table"."column"}: unlike a bare quoted name, it is never taken for a string. */
  public String quote(QualifiedName table, String column) {
    return quote(table) + "." + quote(column);
  }

  public static boolean same(QualifiedName one, QualifiedName two) {
    return one.name().equalsIgnoreCase(two.name());
  }
}
