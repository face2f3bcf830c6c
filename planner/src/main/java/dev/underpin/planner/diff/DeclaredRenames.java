package dev.underpin.planner.diff;

import static java.util.Objects.requireNonNull;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.step.ModelState;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The renames that the YAML declares.
 *
 * @param changes gets those that act
 * @param refusals gets those that cannot be followed
 * @param notes gets those that have nothing to act on any more
 */
record DeclaredRenames(
    Dialect dialect,
    Schema live,
    Schema desired,
    Hints hints,
    List<Change> changes,
    List<Refusal> refusals,
    List<Note> notes) {
  /**
   * The renames that act become changes, and the live schema as it is after them is what the rest
   * is compared with.
   */
  Schema run() {
    ModelState state = new ModelState(live, dialect);
    hints.renamedLabels().forEach((type, labels) -> labelRenames(state, type, labels));
    Map<String, QualifiedName> names = new HashMap<>();
    Map<String, String> tableHints = new LinkedHashMap<>();
    hints.renamedTables().forEach((to, from) -> tableHints.put(keep(names, to), keep(names, from)));
    Set<String> liveTables = new HashSet<>();
    live.tables().keySet().forEach(t -> liveTables.add(keep(names, t)));
    Set<String> declaredTables = new HashSet<>();
    desired.tables().keySet().forEach(t -> declaredTables.add(keep(names, t)));
    RenameResolver.Resolution tables =
        RenameResolver.resolve(tableHints, liveTables, declaredTables);
    tables
        .renames()
        .forEach(
            (to, from) -> {
              QualifiedName old = requireNonNull(names.get(from));
              QualifiedName now = requireNonNull(names.get(to));
              changes.add(new Change.RenameTable(old, now));
              state.apply(new Change.RenameTable(old, now));
            });
    report(tables, to -> ObjectRef.table(requireNonNull(names.get(to))), tableHints);
    Map<QualifiedName, Map<String, String>> columnHints = new TreeMap<>();
    hints
        .renamedColumns()
        .forEach(
            (to, from) ->
                columnHints
                    .computeIfAbsent(to.table(), t -> new LinkedHashMap<>())
                    .put(to.column(), from));
    columnHints.forEach((table, perColumn) -> columnRenames(state, table, perColumn));
    return state.schema();
  }

  /** What has already happened is left alone, as is what cannot: the labels then just differ. */
  private void labelRenames(ModelState state, QualifiedName type, Map<String, String> labels) {
    EnumType declared = desired.enums().get(type);
    if (declared == null || !live.enums().containsKey(type)) return;
    labels.forEach(
        (to, from) -> {
          List<String> now = requireNonNull(state.schema().enums().get(type)).labels();
          boolean acts =
              now.contains(from)
                  && !now.contains(to)
                  && declared.labels().contains(to)
                  && !declared.labels().contains(from);
          if (!acts) return;
          changes.add(new Change.RenameLabel(type, from, to));
          state.apply(new Change.RenameLabel(type, from, to));
        });
  }

  private static String keep(Map<String, QualifiedName> names, QualifiedName name) {
    names.put(name.toString(), name);
    return name.toString();
  }

  private void columnRenames(ModelState state, QualifiedName name, Map<String, String> perColumn) {
    Optional<Table> table = state.schema().table(name);
    Optional<Table> declared = desired.table(name);
    if (table.isEmpty() || declared.isEmpty()) return;
    RenameResolver.Resolution columns =
        RenameResolver.resolve(
            perColumn,
            Set.copyOf(columnNames(table.get())),
            Set.copyOf(columnNames(declared.get())));
    columns
        .renames()
        .forEach(
            (to, from) -> {
              changes.add(new Change.RenameColumn(name, from, to));
              state.apply(new Change.RenameColumn(name, from, to));
            });
    report(columns, ObjectRef.table(name)::column, perColumn);
  }

  private void report(
      RenameResolver.Resolution resolution,
      Function<String, ObjectRef> ref,
      Map<String, String> hintsByName) {
    resolution
        .errors()
        .forEach(
            (to, error) ->
                refusals.add(
                    Refusals.hintNotFollowed(
                        ref.apply(to), to, String.valueOf(hintsByName.get(to)), error)));
    for (String to : resolution.stale()) {
      notes.add(
          new Note(
              to,
              "renamed_from: "
                  + hintsByName.get(to)
                  + " has nothing to act on any more and can be taken out."));
    }
  }

  private static List<String> columnNames(Table table) {
    return table.columns().stream().map(Column::name).toList();
  }
}
