package dev.underpin.dialect.postgresql.references;

import static dev.underpin.dialect.SharedNames.RELATION;
import static dev.underpin.dialect.SharedNames.ROUTINE;
import static dev.underpin.dialect.SharedNames.TYPE;

import dev.underpin.dialect.SharedNames;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;

/**
 * The names that a schema of PostgreSQL has once: those of relations (tables, views, indexes,
 * sequences; <a href="https://www.postgresql.org/docs/current/catalog-pg-class.html">pg_class</a>),
 * of types, among them the rows of tables and views, and of routines.
 */
public final class PostgresNames {
  private PostgresNames() {}

  /** Those of a schema. */
  public static SharedNames of(Schema schema) {
    SharedNames names = new SharedNames();
    schema.tables().values().forEach(table -> add(names, table));
    schema.sequences().keySet().forEach(s -> names.sequence(RELATION, s, s));
    schema.enums().keySet().forEach(e -> names.enumType(TYPE, e));
    schema.objects().values().forEach(object -> add(names, object));
    return names;
  }

  private static void add(SharedNames names, Table table) {
    names.table(RELATION, table.name(), table);
    names.table(TYPE, table.name(), table);
    table.indexes().forEach(i -> names.index(RELATION, table.name().withName(i.name()), table, i));
    for (Constraint constraint : table.constraints()) {
      if (constraint.name().isPresent() && hasIndex(constraint))
        names.constraint(
            RELATION, table.name().withName(constraint.name().get()), table, constraint);
    }
  }

  private static boolean hasIndex(Constraint constraint) {
    return constraint instanceof PrimaryKey
        || constraint instanceof UniqueConstraint
        || constraint instanceof ExclusionConstraint;
  }

  private static void add(SharedNames names, SchemaObject object) {
    switch (object.kind()) {
      case VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE, COMPOSITE_TYPE -> {
        names.object(RELATION, object.name(), object);
        names.object(TYPE, object.name(), object);
      }
      case DOMAIN, RANGE_TYPE -> names.object(TYPE, object.name(), object);
      case FUNCTION, PROCEDURE, AGGREGATE -> names.object(ROUTINE, object.name(), object);
      case EXTENSION,
          COLLATION,
          CAST,
          TEXT_SEARCH_DICTIONARY,
          TEXT_SEARCH_CONFIGURATION,
          FOREIGN_DATA_WRAPPER,
          FOREIGN_SERVER,
          VIRTUAL_TABLE,
          STATISTICS,
          RULE,
          TRIGGER,
          POLICY,
          EVENT,
          EVENT_TRIGGER,
          PUBLICATION,
          PARTITION -> {
        // Their names are those of a kind, or of a table.
      }
    }
  }
}
