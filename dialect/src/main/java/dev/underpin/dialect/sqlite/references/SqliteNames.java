package dev.underpin.dialect.sqlite.references;

import static dev.underpin.dialect.SharedNames.RELATION;
import static dev.underpin.dialect.SharedNames.TRIGGER;

import dev.underpin.dialect.SharedNames;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;

/** The names that a file has once: those of tables, views and indexes, and those of triggers. */
public final class SqliteNames {
  private SqliteNames() {}

  /** Those of a schema. */
  public static SharedNames of(Schema schema) {
    SharedNames names = new SharedNames();
    for (Table table : schema.tables().values()) {
      names.table(RELATION, folded(table.name().name()), table);
      table.indexes().forEach(i -> names.index(RELATION, folded(i.name()), table, i));
    }
    for (SchemaObject object : schema.objects().values()) {
      String space = object.kind() == SchemaObject.Kind.TRIGGER ? TRIGGER : RELATION;
      names.object(space, folded(object.name().name()), object);
    }
    return names;
  }

  private static QualifiedName folded(String name) {
    return QualifiedName.of(Identifiers.lower(name));
  }
}
