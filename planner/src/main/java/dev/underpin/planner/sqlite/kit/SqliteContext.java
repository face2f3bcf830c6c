package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.PlanningContext;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What SQLite's recipes may ask while one plan is made. */
public final class SqliteContext extends PlanningContext {
  private final PlanningInput input;
  private final Set<SchemaObject.Key> leaving = new HashSet<>();
  private final Set<String> changing = new TreeSet<>(Identifiers.ORDER);
  private final Map<String, List<ForeignKey>> references;
  private final Map<String, List<ForeignKey>> referencesBefore;

  public SqliteContext(PlanningInput input, List<Change> changes) {
    super(input, changes);
    this.input = input;
    this.references = references(target());
    this.referencesBefore = references(renamed());
    for (Change change : changes) {
      if (change instanceof Change.TableChange within) changing.add(within.table().name());
      if (change instanceof Change.DropObject drop) leaving.add(drop.object().key());
      if (change instanceof Change.ReplaceObject replace) leaving.add(replace.before().key());
    }
  }

  private static Map<String, List<ForeignKey>> references(Schema schema) {
    Map<String, List<ForeignKey>> references = new TreeMap<>(Identifiers.ORDER);
    for (Table table : schema.tables().values()) {
      for (ForeignKey key : table.constraintsOf(ForeignKey.class))
        references.computeIfAbsent(key.references().name(), t -> new ArrayList<>()).add(key);
    }
    return references;
  }

  /** True where the library that will run the plan is at least that version. */
  public boolean atLeast(int major, int minor) {
    return dialect().engine().version().atLeast(major, minor);
  }

  /** SQLite ignores the case of names. */
  public static boolean same(QualifiedName one, QualifiedName two) {
    return Identifiers.isSame(one.name(), two.name());
  }

  /** The name of a temporary object of this plan. */
  public String temporaryName(String kind) {
    return input.temporaryName(kind);
  }

  /** The expression that fills a column's NULLs. */
  public Optional<SqlText> backfill(QualifiedName table, String column) {
    return Optional.ofNullable(hints().backfills().get(new ColumnRef(table, column)));
  }

  /** The expression that makes a column's new values of its old ones. */
  public Optional<SqlText> using(QualifiedName table, String column) {
    return Optional.ofNullable(hints().using().get(new ColumnRef(table, column)));
  }

  /** What a new column gets in the rows that exist, where that is not its default alone. */
  public Optional<SqlText> filling(QualifiedName table, Column column) {
    return backfill(table, column.name())
        .map(b -> Expressions.coalesce(fragment("({})", b), Expressions.requiredDefault(column)));
  }

  /** What must be there, and filled, before a column is: all that its backfill reads. */
  public List<StepKey> readByBackfill(QualifiedName table, String column) {
    List<StepKey> keys = new ArrayList<>();
    for (ColumnRef read : backfillReads().of(table, column)) {
      keys.add(StepKeys.column(read.table(), read.column()));
      if (read.table().equals(table)) continue;
      keys.add(StepKeys.after(read.table()));
      keys.add(StepKeys.renamed(read.table()));
      keys.add(StepKeys.name(read.table().name()));
    }
    return keys;
  }

  /** The columns of a table that an expression mentions. */
  public Set<String> mentions(Table table, SqlText expression) {
    return table.columns().stream()
        .map(Column::name)
        .filter(c -> dialect().mentionsColumn(expression, c))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** True where the rows of a dropped table do not go to the trash. */
  public boolean isDiscarded(QualifiedName table) {
    return isDiscarded(table.toString());
  }

  /** True where the values of a dropped column do not go to the trash. */
  public boolean isDiscarded(QualifiedName table, String column) {
    return isDiscarded(table + "." + column);
  }

  private boolean isDiscarded(String subject) {
    return options().discard() || hints().discarded().contains(subject);
  }

  // --- statements as they were

  /**
   * The text that created the table, to the byte, with its new name in it where it has one; absent
   * where a rename of columns, or of what it references, has made SQLite edit more of it.
   */
  public Optional<String> rawText(Table table) {
    String raw = facts(table.name()).sql();
    boolean edited =
        raw.isEmpty()
            || !renamedColumns(table.name()).isEmpty()
            || table.constraintsOf(ForeignKey.class).stream().anyMatch(this::namesRenamed);
    if (edited) return Optional.empty();
    if (live(table.name()).equals(table.name())) return Optional.of(raw);
    return PhysicalTable.of(table).namesItself()
        ? Optional.empty()
        : Optional.of(SqliteAlter.createdAs(raw, table.name().name()));
  }

  private boolean namesRenamed(ForeignKey key) {
    return !live(key.references()).equals(key.references())
        || key.referencedColumns().stream().anyMatch(renamedColumns(key.references())::containsKey);
  }

  /**
   * The statement that creates an index: to the byte as it was created, where it existed before and
   * nothing that it names is renamed.
   */
  public String createIndex(QualifiedName table, Index index) {
    boolean same =
        live(table).equals(table)
            && renamed().table(table).flatMap(t -> t.index(index.name())).stream()
                .anyMatch(index::equals);
    String raw = same ? facts(table).indexSql().getOrDefault(index.name(), "") : "";
    boolean renames =
        renamedColumns(table).values().stream()
            .anyMatch(live -> dialect().mentionsColumn(SqlText.of(raw), live));
    return raw.isEmpty() || renames ? SqliteDdl.createIndex(table, index) : raw;
  }

  // --- references

  /** The foreign keys that will reference a table. */
  public List<ForeignKey> referencesTo(QualifiedName table) {
    return references.getOrDefault(table.name(), List.of());
  }

  /** The sets of a table's columns that foreign keys reference before or after the plan. */
  public Set<Set<String>> referencedKeys(QualifiedName table) {
    return Stream.of(references, referencesBefore)
        .flatMap(keys -> keys.getOrDefault(table.name(), List.of()).stream())
        .map(key -> Set.copyOf(key.referencedColumns()))
        .collect(Collectors.toSet());
  }

  /** Tables that reference this one both before and after the plan. */
  public List<QualifiedName> children(QualifiedName table) {
    return renamed().tables().values().stream()
        .filter(
            t ->
                t.constraintsOf(ForeignKey.class).stream()
                    .anyMatch(f -> same(f.references(), table)))
        .map(Table::name)
        .filter(child -> !child.equals(table) && target().table(child).isPresent())
        .toList();
  }

  /** True where the plan changes the table, or columns of it. */
  public boolean isChanging(QualifiedName table) {
    return changing.contains(table.name());
  }

  // --- views and triggers

  /** The invalid objects to drop around a rename. */
  public InvalidObjects broken() {
    return new InvalidObjects(catalog().broken());
  }

  /** The same around a change of a table, without what the plan drops before it. */
  public InvalidObjects broken(QualifiedName table) {
    Set<SchemaObject.Key> left = new HashSet<>();
    for (SchemaObject object : renamed().objects().values()) {
      if (names(object, table) && leaving.contains(object.key())) left.add(object.key());
    }
    return broken()
        .without(
            o -> left.stream().anyMatch(k -> k.kind() == o.kind() && k.name().equals(o.name())));
  }

  /** Views and triggers that name the table and that the plan leaves alone. */
  public List<SchemaObject> stayingObjects(QualifiedName table) {
    return renamed().objects().values().stream()
        .filter(o -> names(o, table) && !leaving.contains(o.key()))
        .toList();
  }

  /**
   * The triggers on the table that the plan leaves alone: a rebuild has to recreate them in the
   * order in which they were created, since they fire in it.
   */
  public List<SchemaObject> stayingTriggers(QualifiedName table) {
    List<String> created = facts(table).triggers();
    return stayingObjects(table).stream()
        .filter(o -> isTriggerOn(o, table))
        .sorted(Comparator.comparingInt(o -> created.indexOf(o.name().name())))
        .toList();
  }

  public static boolean isTriggerOn(SchemaObject object, QualifiedName table) {
    return object.kind() == SchemaObject.Kind.TRIGGER
        && object.table().filter(t -> same(t, table)).isPresent();
  }

  /** The tables and views that an object depends on or names. */
  public static Set<QualifiedName> tablesOf(SchemaObject object) {
    Set<QualifiedName> tables = new HashSet<>(object.dependsOn());
    object.table().ifPresent(tables::add);
    tables.remove(object.name());
    return tables;
  }

  /** A trigger may have the name of its table. */
  private static boolean names(SchemaObject object, QualifiedName table) {
    return object.table().filter(t -> same(t, table)).isPresent()
        || object.dependsOn().stream().anyMatch(t -> same(t, table));
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
}
