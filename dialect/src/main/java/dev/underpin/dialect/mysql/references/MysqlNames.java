package dev.underpin.dialect.mysql.references;

import static dev.underpin.dialect.SharedNames.RELATION;
import static dev.underpin.dialect.SharedNames.TRIGGER;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SharedNames;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Table;

/**
 * The names that a database has once: those of tables, views and sequences, of triggers, of foreign
 * keys, and on MySQL of checks.
 */
public record MysqlNames(Dialect dialect, boolean isMariaDb) {
  /** Those of a schema. */
  public SharedNames of(Schema schema) {
    SharedNames names = new SharedNames();
    for (Table table : schema.tables().values()) {
      names.table(RELATION, table(table.name()), table);
      for (Constraint constraint : table.constraints()) {
        if (constraint.name().isPresent() && isShared(constraint))
          names.constraint(
              constraint instanceof ForeignKey ? "foreign key" : "check",
              table.name().withName(dialect.foldInTable(constraint.name().get())),
              table,
              constraint);
      }
    }
    schema.sequences().keySet().forEach(s -> names.sequence(RELATION, table(s), s));
    schema.objects().values().stream()
        .filter(o -> o.kind() == Kind.VIEW)
        .forEach(o -> names.object(RELATION, table(o.name()), o));
    schema.objects().values().stream()
        .filter(o -> o.kind() == Kind.TRIGGER)
        .forEach(o -> names.object(TRIGGER, trigger(o.name()), o));
    return names;
  }

  private boolean isShared(Constraint constraint) {
    return constraint instanceof ForeignKey || constraint instanceof CheckConstraint && !isMariaDb;
  }

  /** MariaDB keeps a file for each trigger, and compares the names as those of files. */
  private QualifiedName trigger(QualifiedName name) {
    return isMariaDb ? table(name) : name.withName(dialect.foldInTable(name.name()));
  }

  private QualifiedName table(QualifiedName name) {
    return new QualifiedName(dialect.foldTable(name.schema()), dialect.foldTable(name.name()));
  }
}
