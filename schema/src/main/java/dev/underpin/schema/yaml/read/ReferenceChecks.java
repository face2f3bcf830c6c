package dev.underpin.schema.yaml.read;

import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.MissingReference;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.keys.DidYouMean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks what can only be checked when every file has been read: what refers to what. */
record ReferenceChecks(DeclarationBuilder draft) {
  private static final String UNRESOLVED =
      "\"unresolved: true\" accepts it: the foreign key stays as it is";

  static void check(DeclarationBuilder draft) {
    ReferenceChecks check = new ReferenceChecks(draft);
    draft.foreignKeys.forEach(check::foreignKey);
    check.tableRenames();
    check.columnRenames();
    draft.dropped.forEach(check::dropped);
    draft.noneOf.forEach(check::noneOf);
    draft.seedReaders.forEach(SeedReader::read);
  }

  private void noneOf(SchemaObject.Kind kind, YamlValue item) {
    draft.objects.values().stream()
        .filter(object -> object.kind() == kind)
        .findFirst()
        .ifPresent(
            object ->
                item.error(
                    "%s is declared, and this says that there are no %s"
                        .formatted(object.name(), kind.key()),
                    "remove one of the two"));
  }

  private void foreignKey(DeclarationBuilder.PlacedForeignKey placed) {
    ForeignKey key = placed.key();
    YamlValue item = placed.item();
    List<MissingReference> missing = MissingReference.of(key, draft.tables);
    if (placed.unresolved()) {
      missing.forEach(m -> item.warning(m.problem(), UNRESOLVED));
      if (missing.isEmpty())
        item.warning("what this foreign key refers to is declared", "remove \"unresolved\" here");
      return;
    }
    for (MissingReference m : missing) {
      if (m.known().isEmpty()) item.error(m.problem());
      else item.error(m.problem(), DidYouMean.hint(m.name(), m.known()));
    }
    Table target = draft.tables.get(key.references());
    if (target != null && key.referencedColumns().isEmpty() && target.primaryKey().isEmpty()) {
      // There are engines that accept it, and what a database has must read back.
      item.warning(
          target.name() + " has no primary key to refer to",
          "name the columns: references: " + target.name() + "(…)");
    }
  }

  private void tableRenames() {
    Map<QualifiedName, QualifiedName> seen = new HashMap<>();
    draft.tableRenames.forEach(
        (table, item) -> {
          QualifiedName old = draft.renamedTables.get(table);
          if (old == null) return;
          if (old.equals(table)) item.error("renamed_from is the name it has");
          else if (draft.tables.containsKey(old) && !draft.renamedTables.containsKey(old)) {
            item.error(
                "the table " + old + " is declared too",
                "a table that was renamed is declared under its new name only");
          }
          QualifiedName other = seen.putIfAbsent(old, table);
          if (other != null) item.error("the table " + other + " is renamed from " + old + " too");
        });
  }

  private void columnRenames() {
    Map<ColumnRef, String> seen = new HashMap<>();
    draft.columnRenames.forEach(
        (column, item) -> {
          String old = draft.renamedColumns.get(column);
          if (old == null) return;
          Table table = draft.tables.get(column.table());
          boolean declared = table != null && table.column(old).isPresent();
          if (old.equals(column.column())) item.error("renamed_from is the name it has");
          else if (declared
              && !draft.renamedColumns.containsKey(new ColumnRef(column.table(), old))) {
            item.error(
                "the column " + old + " is declared too",
                "a column that was renamed is declared under its new name only");
          }
          String other = seen.putIfAbsent(new ColumnRef(column.table(), old), column.column());
          if (other != null) item.error("the column " + other + " is renamed from " + old + " too");
        });
  }

  private void dropped(String name, YamlValue item) {
    for (Table table : draft.tables.values()) {
      boolean isTable = table.name().toString().equals(name);
      boolean isColumn =
          table.columns().stream().anyMatch(c -> (table.name() + "." + c.name()).equals(name));
      if (isTable || isColumn) {
        item.error(
            name + " is still declared",
            "what is dropped is no longer declared: remove it above, or remove this line");
      }
    }
  }
}
