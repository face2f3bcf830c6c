package dev.underpin.workflow.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which tables are not seen at all: other tools' bookkeeping, and what {@code ignore:} names. A
 * table that the YAML declares is always seen.
 */
public final class Ignored {
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

  private Ignored() {}

  /**
   * The predicate for the names of tables.
   *
   * @param patterns of {@code ignore:}; {@code *} is any text and {@code ?} any character
   * @param declared names that the YAML declares
   */
  public static Predicate<String> of(List<String> patterns, Set<String> declared) {
    List<Pattern> compiled = new ArrayList<>();
    for (String pattern : patterns) compiled.add(glob(pattern));
    return name ->
        !declared.contains(name)
            && (BOOKKEEPING.contains(name)
                || compiled.stream().anyMatch(p -> p.matcher(name).matches()));
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
