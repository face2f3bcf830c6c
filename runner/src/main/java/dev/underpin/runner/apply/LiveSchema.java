package dev.underpin.runner.apply;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.session.Database;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.Schema;

/**
 * The live catalog as it is now, and the fingerprint of its schema. Looked at after every step, so
 * not for sizes.
 */
public record LiveSchema(Catalog catalog, String fingerprint) {
  public static LiveSchema read(Database database, Scope scope) {
    Catalog catalog = database.read(scope.withoutSizes());
    return new LiveSchema(catalog, Fingerprint.of(catalog.schema()));
  }

  Schema schema() {
    return catalog.schema();
  }

  /** How many rows the batches of a step go through; -1 where that is unknown. */
  long rows(MigrationStep step) {
    return step.batch().map(b -> catalog.facts(b.table()).rows()).orElse(-1L);
  }

  /** True where the fingerprint is this one; an empty one is unknown, and anything is. */
  boolean is(String expected) {
    return expected.isEmpty() || expected.equals(fingerprint);
  }
}
