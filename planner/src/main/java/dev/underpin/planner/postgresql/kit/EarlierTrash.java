package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.recipe.TrashNames;
import java.util.List;

/** A saved file that runs again finds the names in the trash that its rollback needs. */
public final class EarlierTrash {
  private EarlierTrash() {}

  /**
   * One anonymous block, which renames columns, relations, types, routines and collations that have
   * the token.
   */
  public static List<String> rename(String token) {
    String mark = TrashNames.PREFIX + token + "_";
    int position = TrashNames.PREFIX.length() + 1;
    String other = "overlay(%s::text placing fresh from " + position + ")";
    return """
        -- What an earlier run of down.sql left in the trash gets other names.
        DO $underpin$ DECLARE
          fresh text := left(md5(clock_timestamp()::text), 8);
          found record;
        BEGIN
          FOR found IN
            SELECT format('ALTER TABLE %s RENAME COLUMN %I TO %I', attrelid::regclass, attname, ATTRIBUTE) AS sql
            FROM pg_attribute WHERE starts_with(attname::text, 'MARK') AND NOT attisdropped AND attinhcount = 0
              AND EXISTS (SELECT FROM pg_class WHERE oid = attrelid AND relkind IN ('r', 'p', 'f'))
            UNION ALL
            SELECT format('ALTER %s %s RENAME TO %I', CASE relkind WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX'
              WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
              oid::regclass, RELATION)
            FROM pg_class WHERE starts_with(relname::text, 'MARK') AND relkind <> 'c'
            UNION ALL
            SELECT format('ALTER ROUTINE %s RENAME TO %I', oid::regprocedure, ROUTINE)
            FROM pg_proc WHERE starts_with(proname::text, 'MARK')
            UNION ALL
            SELECT format('ALTER TYPE %s RENAME TO %I', oid::regtype, TYPE)
            FROM pg_type WHERE starts_with(typname::text, 'MARK') AND typtype IN ('e', 'd', 'c', 'r', 'm')
              AND NOT EXISTS (SELECT FROM pg_class WHERE oid = typrelid AND relkind <> 'c')
            UNION ALL
            SELECT format('ALTER COLLATION %s RENAME TO %I', oid::regcollation, COLLATION)
            FROM pg_collation WHERE starts_with(collname::text, 'MARK')
            UNION ALL
            SELECT format('ALTER TEXT SEARCH CONFIGURATION %s RENAME TO %I', oid::regconfig, CONFIGURATION)
            FROM pg_ts_config WHERE starts_with(cfgname::text, 'MARK')
            UNION ALL
            SELECT format('ALTER TEXT SEARCH DICTIONARY %s RENAME TO %I', oid::regdictionary, DICTIONARY)
            FROM pg_ts_dict WHERE starts_with(dictname::text, 'MARK')
          LOOP
            EXECUTE found.sql;
          END LOOP;
        END $underpin$;
        """
        .replace("ATTRIBUTE", other.formatted("attname"))
        .replace("RELATION", other.formatted("relname"))
        .replace("oid::regprocedure, ROUTINE", "oid::regprocedure, " + other.formatted("proname"))
        .replace(
            "TYPE %s RENAME TO %I', oid::regtype, TYPE",
            "TYPE %s RENAME TO %I', oid::regtype, " + other.formatted("typname"))
        .replace(
            "oid::regcollation, COLLATION", "oid::regcollation, " + other.formatted("collname"))
        .replace("oid::regconfig, CONFIGURATION", "oid::regconfig, " + other.formatted("cfgname"))
        .replace(
            "oid::regdictionary, DICTIONARY", "oid::regdictionary, " + other.formatted("dictname"))
        .replace("MARK", mark)
        .lines()
        .toList();
  }
}
