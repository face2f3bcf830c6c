package dev.underpin.planner.diff;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.step.ModelState;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Gives declared names the upper and lower case of the live schema, where the server takes both for
 * one name. Without that, such a column would be dropped and added under the name it has. A {@code
 * renamed_from} hint still renames it in place.
 */
public final class LiveLetters {
  private final Dialect dialect;
  private final Schema live;
  private final Schema declared;
  private final Hints hints;
  private final ModelState desired;
  private final Map<QualifiedName, QualifiedName> tables = new TreeMap<>();
  private final Map<ColumnRef, ColumnRef> columns = new TreeMap<>();
  private final List<Note> notes = new ArrayList<>();

  private LiveLetters(Dialect dialect, Schema live, Schema declared, Hints hints) {
    this.dialect = dialect;
    this.live = live;
    this.declared = declared;
    this.hints = hints;
    this.desired = new ModelState(declared, dialect);
  }

  /** A declared schema and its hints in the letters of the live one. */
  public record Aligned(Schema desired, Hints hints, List<Note> notes) {}

  public static Aligned of(Dialect dialect, Schema live, Schema desired, Hints hints) {
    boolean ignoresCase = dialect.isSameTable("a", "A") || dialect.isSameInTable("a", "A");
    return ignoresCase
        ? new LiveLetters(dialect, live, desired, hints).aligned()
        : new Aligned(desired, hints, List.of());
  }

  private Aligned aligned() {
    Map<QualifiedName, QualifiedName> byLetters = new HashMap<>();
    live.tables().keySet().forEach(name -> byLetters.put(folded(name), name));
    SortedMap<QualifiedName, QualifiedName> renames = new TreeMap<>();
    hints
        .renamedTables()
        .forEach(
            (to, from) -> {
              QualifiedName known = table(byLetters, from);
              // A rename that has been made: its old name is the new one in other letters.
              renames.put(to, known.equals(to) ? from : known);
            });
    for (Table table : declared.tables().values()) {
      QualifiedName name =
          renames.containsKey(table.name()) ? table.name() : table(byLetters, table.name());
      if (!name.equals(table.name()) && !declared.tables().containsKey(name)) {
        desired.apply(new Change.RenameTable(table.name(), name));
        tables.put(table.name(), name);
        note(table.name().toString(), "table", name.name());
      }
      live.table(renames.getOrDefault(table.name(), live(table.name())))
          .ifPresent(known -> inTable(table, known));
    }
    if (tables.isEmpty() && columns.isEmpty())
      return new Aligned(named(declared), hinted(renames), notes);
    // Texts of objects stay as they are written.
    Schema aligned = dialect.normalize(desired.schema().withObjects(declared.objects()));
    return new Aligned(named(aligned), hinted(renames), notes);
  }

  private QualifiedName live(QualifiedName table) {
    return tables.getOrDefault(table, table);
  }

  private QualifiedName table(Map<QualifiedName, QualifiedName> byLetters, QualifiedName name) {
    if (live.tables().containsKey(name)) return name;
    return byLetters.getOrDefault(folded(name), name);
  }

  private QualifiedName folded(QualifiedName name) {
    return new QualifiedName(dialect.foldTable(name.schema()), dialect.foldTable(name.name()));
  }

  private void inTable(Table table, Table known) {
    List<String> taken = known.columns().stream().map(Column::name).toList();
    for (Column column : table.columns()) {
      ColumnRef ref = new ColumnRef(table.name(), column.name());
      String name =
          hints.renamedColumns().containsKey(ref)
              ? column.name()
              : inLetters(column.name(), taken, dialect::isSameInTable);
      if (name.equals(column.name()) || table.column(name).isPresent()) continue;
      desired.apply(new Change.RenameColumn(live(table.name()), column.name(), name));
      columns.put(ref, new ColumnRef(live(table.name()), name));
      note(table.name() + "." + column.name(), "column", name);
    }
  }

  /** Names of indexes and constraints, of which nothing else speaks. */
  private Schema named(Schema schema) {
    return schema.mapTables(
        table -> live.table(table.name()).map(known -> named(table, known)).orElse(table));
  }

  private Table named(Table table, Table known) {
    List<String> indexes = known.indexes().stream().map(Index::name).toList();
    List<String> constraints =
        known.constraints().stream().flatMap(c -> c.name().stream()).toList();
    return table
        .mapIndexes(i -> i.withName(inLetters(i.name(), indexes, dialect::isSameInTable)))
        .mapConstraints(
            c -> c.withName(c.name().map(n -> inLetters(n, constraints, dialect::isSameInTable))));
  }

  private static String inLetters(
      String name, Collection<String> known, BiPredicate<String, String> isSame) {
    if (known.contains(name)) return name;
    for (String other : known) if (isSame.test(name, other)) return other;
    return name;
  }

  private Hints hinted(SortedMap<QualifiedName, QualifiedName> renames) {
    SortedMap<ColumnRef, String> renamedColumns = new TreeMap<>();
    hints
        .renamedColumns()
        .forEach(
            (to, from) -> {
              Optional<Table> known =
                  live.table(renames.getOrDefault(to.table(), live(to.table())));
              List<String> taken =
                  known.map(t -> t.columns().stream().map(Column::name).toList()).orElse(List.of());
              String name = inLetters(from, taken, dialect::isSameInTable);
              renamedColumns.put(ref(to), name.equals(to.column()) ? from : name);
            });
    return new Hints(
        renames,
        renamedColumns,
        texts(hints.backfills()),
        texts(hints.using()),
        hints.renamedLabels(),
        hints.discarded(),
        hints.managed(),
        hints.partitioned(),
        hints.onlyNamespaces(),
        refs(hints.online()),
        refs(hints.renamedInUse()),
        hints.tablesRenamedInUse(),
        hints.backfillDown());
  }

  private SortedSet<ColumnRef> refs(SortedSet<ColumnRef> columns) {
    return columns.stream().map(this::ref).collect(Collectors.toCollection(TreeSet::new));
  }

  private SortedMap<ColumnRef, SqlText> texts(SortedMap<ColumnRef, SqlText> texts) {
    SortedMap<ColumnRef, SqlText> aligned = new TreeMap<>();
    texts.forEach((column, text) -> aligned.put(ref(column), text));
    return aligned;
  }

  private ColumnRef ref(ColumnRef declaredAs) {
    return columns.getOrDefault(
        declaredAs, new ColumnRef(live(declaredAs.table()), declaredAs.column()));
  }

  private void note(String object, String kind, String name) {
    notes.add(
        new Note(
            object,
            "is the %s %s of the database, whose names ignore case. It keeps its name; to rename it, write renamed_from: %s."
                .formatted(kind, name, name)));
  }
}
