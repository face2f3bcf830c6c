package dev.underpin.schema.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a foreign key names and the schema does not have. Such a key is in databases that do not
 * check it when it is made (SQLite, MySQL without {@code foreign_key_checks}), and where the other
 * table is left alone.
 *
 * @param problem what is missing, as a sentence without a full stop
 * @param name the name that is missing; empty where the number of columns does not fit
 * @param known the names that could have been meant
 */
public record MissingReference(String problem, String name, List<String> known) {
  public MissingReference {
    known = List.copyOf(known);
  }

  /** Everything that is missing; nothing where the key can be resolved. */
  public static List<MissingReference> of(ForeignKey key, Map<QualifiedName, Table> tables) {
    Table target = tables.get(key.references());
    if (target == null) {
      if (!isManaged(key.references().schema(), tables)) return List.of();
      return List.of(
          new MissingReference(
              "there is no table \"" + key.references() + "\"",
              key.references().toString(),
              tables.keySet().stream().map(QualifiedName::toString).toList()));
    }
    if (key.referencedColumns().isEmpty()) {
      Optional<PrimaryKey> primaryKey = target.primaryKey();
      return primaryKey.isEmpty()
          ? List.of()
          : counted(key, primaryKey.get().keys().size(), "the primary key of " + target.name());
    }
    List<String> columns = target.columns().stream().map(Column::name).toList();
    List<MissingReference> missing = new ArrayList<>();
    for (String column : key.referencedColumns()) {
      if (columns.contains(column)) continue;
      missing.add(
          new MissingReference(
              "there is no column \"" + column + "\" in " + target.name(), column, columns));
    }
    missing.addAll(counted(key, key.referencedColumns().size(), target.name().toString()));
    return missing;
  }

  /** A table in a namespace that the schema has nothing of belongs to somebody else. */
  private static boolean isManaged(String namespace, Map<QualifiedName, Table> tables) {
    return namespace.isEmpty()
        || tables.keySet().stream().anyMatch(t -> t.schema().equals(namespace));
  }

  private static List<MissingReference> counted(ForeignKey key, int there, String what) {
    int here = key.columnList().size();
    if (here == there) return List.of();
    return List.of(
        new MissingReference(
            "the foreign key has %s%s, but refers to %s of %s"
                .formatted(here, here == 1 ? " column" : " columns", there, what),
            "",
            List.of()));
  }
}
