package dev.underpin.workflow.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which tables are not seen at all: other tools' bookkeeping, and what {@code ignore:} names. A
 * table that the YAML declares is always seen.
 */
public final class Ignored implements Predicate<String> {
  /** Where other migration tools and frameworks keep their books. */
  public static final List<String> BOOKKEEPING =
      List.of(
          "flyway_schema_history",
          "_prisma_migrations",
          "alembic_version",
          "databasechangelog",
          "databasechangeloglock",
          "DATABASECHANGELOG",
          "DATABASECHANGELOGLOCK",
          "schema_migrations",
          "ar_internal_metadata",
          "knex_migrations",
          "knex_migrations_lock",
          "goose_db_version",
          "__drizzle_migrations",
          "SequelizeMeta",
          "typeorm_metadata",
          "django_migrations",
          "__EFMigrationsHistory",
          "gorp_migrations",
          "atlas_schema_revisions",
          "phinxlog",
          "doctrine_migration_versions",
          "mikro_orm_migrations",
          "pgmigrations",
          "_sqlx_migrations",
          "__diesel_schema_migrations",
          "migrate_schema",
          "playhouse_migratehistory");

  private final List<Pattern> patterns;
  private final Set<String> declared;
  private final Set<String> leftAlone = new TreeSet<>();

  private Ignored(List<Pattern> patterns, Set<String> declared) {
    this.patterns = patterns;
    this.declared = declared;
  }

  /**
   * The predicate for the names of tables.
   *
   * @param patterns of {@code ignore:}; {@code *} is any text and {@code ?} any character
   * @param declared names that the YAML declares
   */
  public static Ignored of(List<String> patterns, Set<String> declared) {
    List<Pattern> compiled = new ArrayList<>();
    for (String pattern : patterns) compiled.add(glob(pattern));
    return new Ignored(compiled, declared);
  }

  @Override
  public boolean test(String name) {
    if (declared.contains(name)) return false;
    if (patterns.stream().anyMatch(p -> p.matcher(name).matches())) return true;
    if (!BOOKKEEPING.contains(name)) return false;
    leftAlone.add(name);
    return true;
  }

  /** The tables of other tools that were met, which nobody has named in the settings. */
  public Set<String> leftAlone() {
    return leftAlone;
  }

  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      if (c == '*') regex.append(".*");
      else if (c == '?') regex.append('.');
      else regex.append(Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
