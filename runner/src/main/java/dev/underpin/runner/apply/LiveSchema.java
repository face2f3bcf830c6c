package dev.underpin.runner.apply;

import dev.underpin.dialect.Dialect;
import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.history.ProjectReader;
import dev.underpin.runner.session.Database;
import dev.underpin.schema.ExpectedSchema;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The live catalog as it is now, and its schema counted. Looked at after every step, so not for
 * sizes.
 *
 * @param catalog all that is in the database
 * @param ownership what of it belongs to the project
 * @param schema what belongs to the project
 * @param count that, counted
 * @param whole all of the catalog's schema, counted
 */
public record LiveSchema(
    Catalog catalog,
    Ownership ownership,
    Schema schema,
    Fingerprint count,
    Fingerprint whole,
    Dialect dialect) {
  private static final int SMALL = 1_000;

  public static LiveSchema read(Database database, Scope scope) {
    return of(database, database.read(scope.withoutSizes()));
  }

  /** Of a catalog that was read. */
  public static LiveSchema of(Database database, Catalog catalog) {
    Fingerprint whole = database.dialect().count(catalog.schema());
    return of(catalog, ProjectReader.ownership(database), whole, database.dialect());
  }

  /**
   * After statements were run: of what they cannot have changed, what is known already. What
   * somebody else changes there is seen when the whole is read.
   */
  public LiveSchema after(Database database, Scope scope, List<String> statements) {
    return new TouchedTables(dialect, catalog.schema())
        .of(statements)
        .map(part -> again(database, scope, part))
        .orElseGet(() -> read(database, scope));
  }

  private LiveSchema again(Database database, Scope scope, Scope.Only part) {
    Catalog now = database.read(scope.withoutSizes(), catalog, part);
    Fingerprint all = dialect.count(now.schema(), catalog.schema(), whole);
    return of(now, ownership, all, dialect);
  }

  private static LiveSchema of(
      Catalog catalog, Ownership ownership, Fingerprint whole, Dialect dialect) {
    Schema own = ownership.own(catalog.schema());
    Fingerprint count = ownership.isEverything() ? whole : dialect.count(own);
    return new LiveSchema(catalog, ownership, own, count, whole, dialect);
  }

  /** The same where what a migration changes belongs to the project as well. */
  LiveSchema owning(Optional<PartMarks> changed) {
    if (changed.isEmpty() || ownership.isEverything()) return this;
    return of(catalog, ownership.owning(changed.get().marks().keySet()), whole, dialect);
  }

  /** True where the schema equals another one, as far as a migration speaks of it. */
  boolean isAs(Schema other, Migration migration) {
    return isAs(other, migration.kinds());
  }

  /** True where the schema equals another one, with these kinds of objects. */
  public boolean isAs(Schema other, Set<Kind> kinds) {
    return is(dialect.count(other.withNewPartitionsOf(schema)).text(kinds));
  }

  /** The parts that a migration needs and that are something else; none where it fits. */
  public Set<SchemaPart> unmet(Migration migration) {
    return PartMarks.of(migration.from()).map(needs -> needs.differing(whole)).orElse(Set.of());
  }

  /** How many rows the batches of a step go through; -1 where that is unknown. */
  long rows(MigrationStep step) {
    return step.batch().map(b -> catalog.facts(b.table()).rows()).orElse(-1L);
  }

  /**
   * True where the schema is the expected one; an empty expectation is unknown, and anything is.
   */
  public boolean is(String expected) {
    return expected.isEmpty() || fits(ExpectedSchema.parse(expected));
  }

  /** Parts may belong to others; a whole schema is that of the project. */
  private boolean fits(ExpectedSchema expected) {
    return expected.fits(expected instanceof PartMarks ? whole : count);
  }

  /**
   * True where the schema is the expected one, and nothing is lost that a migration does not speak
   * of.
   */
  boolean keeps(String expected, LiveSchema before) {
    return is(expected) && !hasLost(expected, before) && !lacksParts(expected, before);
  }

  /**
   * True where a rollback has led to the expected schema. What a migration does not speak of may
   * only be lost together with a table.
   */
  boolean restores(String expected, LiveSchema before) {
    boolean fewer = schema().tables().size() < before.schema().tables().size();
    return is(expected) && (fewer || !hasLost(expected, before)) && !lacksParts(expected, before);
  }

  private boolean hasLost(String expected, LiveSchema before) {
    ExpectedSchema promised = ExpectedSchema.parse(expected);
    if (!promised.countsObjects()) return false;
    for (Kind kind : Kind.values()) {
      if (!promised.kinds().contains(kind) && number(kind) < before.number(kind)) return true;
    }
    return false;
  }

  /**
   * True where a column, an index or a constraint of a table that is still there has gone, and
   * nothing was promised of it.
   */
  private boolean lacksParts(String expected, LiveSchema before) {
    if (!(ExpectedSchema.parse(expected) instanceof PartMarks promised)) return false;
    Schema now = catalog.schema();
    for (Table table : before.catalog.schema().tables().values()) {
      Optional<Table> same = now.table(table.name());
      if (same.isEmpty() || same.get() == table) continue;
      Set<SchemaPart> parts = new TreeSet<>(parts(table));
      parts.removeAll(parts(same.get()));
      parts.removeAll(promised.marks().keySet());
      if (!parts.isEmpty()) return true;
    }
    return false;
  }

  private static Set<SchemaPart> parts(Table table) {
    Set<SchemaPart> parts = new TreeSet<>();
    table.columns().forEach(c -> parts.add(SchemaPart.column(table.name(), c.name())));
    table.indexes().forEach(i -> parts.add(SchemaPart.index(table.name(), i.name())));
    for (Constraint constraint : table.constraints())
      constraint.name().ifPresent(n -> parts.add(SchemaPart.constraint(table.name(), n)));
    return parts;
  }

  private long number(Kind kind) {
    if (kind == Kind.PARTITION)
      return schema().tables().values().stream().filter(t -> t.partition().isPresent()).count();
    return schema().objects().keySet().stream().filter(key -> key.kind() == kind).count();
  }

  /** True where reading it takes no longer than a lock may be held for it. */
  boolean isSmall() {
    Schema all = catalog.schema();
    return all.tables().size() + all.objects().size() <= SMALL;
  }

  /** True where the schema is certainly the expected one: enough to say that a step has run. */
  boolean proves(String expected) {
    ExpectedSchema promised = ExpectedSchema.parse(expected);
    return !expected.isEmpty()
        && promised.isProvedBy(promised instanceof PartMarks ? whole : count);
  }
}
