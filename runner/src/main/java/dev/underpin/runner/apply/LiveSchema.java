package dev.underpin.runner.apply;

import dev.underpin.dialect.Dialect;
import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.session.Database;
import dev.underpin.schema.ExpectedSchema;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.Set;

/**
 * The live catalog as it is now, and its schema counted. Looked at after every step, so not for
 * sizes.
 */
public record LiveSchema(Catalog catalog, Fingerprint count, Dialect dialect) {
  private static final int SMALL = 1_000;

  public static LiveSchema read(Database database, Scope scope) {
    Catalog catalog = database.read(scope.withoutSizes());
    return new LiveSchema(catalog, database.dialect().count(catalog.schema()), database.dialect());
  }

  public Schema schema() {
    return catalog.schema();
  }

  /** True where the schema equals another one, as far as a migration speaks of it. */
  boolean isAs(Schema other, Migration migration) {
    return isAs(other, migration.kinds());
  }

  /** True where the schema equals another one, with these kinds of objects. */
  public boolean isAs(Schema other, Set<Kind> kinds) {
    return is(dialect.count(other).text(kinds));
  }

  /** The parts that a migration needs and that are something else; none where it fits. */
  public Set<SchemaPart> unmet(Migration migration) {
    return PartMarks.of(migration.from()).map(needs -> needs.differing(count)).orElse(Set.of());
  }

  /** How many rows the batches of a step go through; -1 where that is unknown. */
  long rows(MigrationStep step) {
    return step.batch().map(b -> catalog.facts(b.table()).rows()).orElse(-1L);
  }

  /**
   * True where the schema is the expected one; an empty expectation is unknown, and anything is.
   */
  public boolean is(String expected) {
    return expected.isEmpty() || ExpectedSchema.parse(expected).fits(count);
  }

  /**
   * True where the schema is the expected one, and nothing is lost that a migration does not speak
   * of.
   */
  boolean keeps(String expected, LiveSchema before) {
    return is(expected) && !hasLost(expected, before);
  }

  /**
   * True where a rollback has led to the expected schema. What a migration does not speak of may
   * only be lost together with a table.
   */
  boolean restores(String expected, LiveSchema before) {
    boolean fewer = schema().tables().size() < before.schema().tables().size();
    return is(expected) && (fewer || !hasLost(expected, before));
  }

  private boolean hasLost(String expected, LiveSchema before) {
    ExpectedSchema promised = ExpectedSchema.parse(expected);
    if (!promised.countsObjects()) return false;
    for (Kind kind : Kind.values()) {
      if (!promised.kinds().contains(kind) && number(kind) < before.number(kind)) return true;
    }
    return false;
  }

  private long number(Kind kind) {
    return schema().objects().keySet().stream().filter(key -> key.kind() == kind).count();
  }

  /** True where reading it takes no longer than a lock may be held for it. */
  boolean isSmall() {
    return schema().tables().size() + schema().objects().size() <= SMALL;
  }

  /** True where the schema is certainly the expected one: enough to say that a step has run. */
  boolean proves(String expected) {
    return !expected.isEmpty() && ExpectedSchema.parse(expected).isProvedBy(count);
  }
}
