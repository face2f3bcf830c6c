package dev.underpin.schema.yaml.read;

import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.keys.DidYouMean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks what can only be checked when every file has been read: what refers to what. */
record ReferenceChecks(DeclarationBuilder draft) {
  static void check(DeclarationBuilder draft) {
    ReferenceChecks check = new ReferenceChecks(draft);
    draft.foreignKeys.forEach(check::foreignKey);
    check.tableRenames();
    check.columnRenames();
    draft.dropped.forEach(check::dropped);
  }

  private void foreignKey(DeclarationBuilder.PlacedForeignKey placed) {
    ForeignKey key = placed.key();
    Table target = draft.tables.get(key.references());
    if (target == null) {
      if (isManaged(key.references().schema())) {
        List<String> known = draft.tables.keySet().stream().map(QualifiedName::toString).toList();
        placed
            .item()
            .error(
                "there is no table \"" + key.references() + "\"",
                DidYouMean.hint(key.references().toString(), known));
      }
      return;
    }
    if (key.referencedColumns().isEmpty()) {
      countAgainstPrimaryKey(placed, target);
      return;
    }
    List<String> columns = target.columns().stream().map(c -> c.name()).toList();
    for (String column : key.referencedColumns()) {
      if (!columns.contains(column)) {
        placed
            .item()
            .error(
                "there is no column \"" + column + "\" in " + target.name(),
                DidYouMean.hint(column, columns));
      }
    }
    sameCount(placed, key.referencedColumns().size(), target.name().toString());
  }

  /** A table in a namespace that the YAML does not declare anything in belongs to somebody else. */
  private boolean isManaged(String namespace) {
    return namespace.isEmpty()
        || draft.tables.keySet().stream().anyMatch(t -> t.schema().equals(namespace));
  }

  private static void countAgainstPrimaryKey(
      DeclarationBuilder.PlacedForeignKey placed, Table target) {
    Optional<PrimaryKey> primaryKey = target.primaryKey();
    if (primaryKey.isEmpty()) {
      // There are engines that let it stand, and what stands in a database has to read back.
      placed
          .item()
          .warning(
              target.name() + " has no primary key to refer to",
              "name the columns: references: " + target.name() + "(…)");
      return;
    }
    List<String> keys = primaryKey.get().keys().stream().flatMap(k -> k.column().stream()).toList();
    sameCount(placed, keys.size(), "the primary key of " + target.name());
  }

  private static void sameCount(
      DeclarationBuilder.PlacedForeignKey placed, int there, String what) {
    int here = placed.key().columnList().size();
    if (here != there) {
      placed
          .item()
          .error(
              "the foreign key has %s%s, but refers to %s of %s"
                  .formatted(here, here == 1 ? " column" : " columns", there, what));
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
