package dev.underpin.introspect.mysql.catalog;

import dev.underpin.dialect.mysql.canonical.SystemDatabases;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;

/**
 * The queries on information_schema: one for each kind of thing, whatever the number of tables.
 * Results have names in small letters, since MySQL 8 prints its columns in capitals. What belongs
 * to tables is asked through {@link ReadTables}.
 */
record CatalogQueries(MysqlFlavor flavor) {
  /** Where the connection is, and what its server does by default. */
  static final String SESSION =
      "SELECT database() AS current_database, @@GLOBAL.sql_mode AS sql_mode, current_user() AS user_name,"
          + " @@lower_case_table_names AS case_of_names, @@SESSION.collation_connection AS collation,"
          + " @@GLOBAL.time_zone AS zone";

  /** Every database that is a person's own. */
  static final String DATABASES =
      """
      SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name NOT IN %s \
      AND schema_name <> 'underpin' AND schema_name NOT LIKE 'underpin\\_scratch\\_%%'"""
          .formatted(SystemDatabases.LIST);

  static final String COLLATIONS =
      "SELECT schema_name AS name, default_collation_name AS collation FROM information_schema.schemata"
          + " WHERE schema_name IN (?)";

  static final String TABLES =
      """
      SELECT table_schema AS db, table_name AS name, table_type AS type, engine AS engine,
             table_rows AS estimate, coalesce(data_length, 0) + coalesce(index_length, 0) AS bytes,
             table_collation AS collation, create_options AS options, table_comment AS comment
      FROM information_schema.tables WHERE table_schema IN (?){table_name} AND table_type <> 'VIEW'
      ORDER BY table_schema, table_name
      """;

  String columns() {
    return """
        SELECT table_schema AS db, table_name AS tab, column_name AS name, column_default AS def,
               is_nullable AS nullable, column_type AS type, collation_name AS collation, extra AS extra,
               column_comment AS comment, generation_expression AS expression, %s AS srid
        FROM information_schema.columns WHERE table_schema IN (?){table_name}
        ORDER BY table_schema, table_name, ordinal_position
        """
        .formatted(flavor.hasSridClause() ? "srs_id" : "NULL");
  }

  /**
   * Of MariaDB, which keeps this elsewhere. It opens each table of each database for it, so that it
   * is asked only where a column is spatial.
   */
  static final String SPATIAL_REFERENCES =
      """
      SELECT g_table_schema AS db, g_table_name AS tab, g_geometry_column AS name, srid AS srid
      FROM information_schema.geometry_columns WHERE g_table_schema IN (?){g_table_name} AND srid <> 0
      """;

  String indexes() {
    return """
        SELECT table_schema AS db, table_name AS tab, index_name AS name, non_unique AS non_unique,
               column_name AS col, collation AS direction, sub_part AS prefix, index_type AS type,
               index_comment AS comment, %s AS expression, %s AS invisible
        FROM information_schema.statistics WHERE table_schema IN (?){table_name}
        ORDER BY table_schema, table_name, index_name, seq_in_index
        """
        .formatted(
            flavor.hasExpressionIndexes() ? "expression" : "NULL",
            flavor.isMariaDb() ? "ignored = 'YES'" : "is_visible = 'NO'");
  }

  static final String FOREIGN_KEYS =
      """
      SELECT constraint_schema AS db, table_name AS tab, constraint_name AS name, delete_rule AS on_delete,
             update_rule AS on_update
      FROM information_schema.referential_constraints WHERE constraint_schema IN (?){table_name}
      """;

  static final String FOREIGN_KEY_COLUMNS =
      """
      SELECT table_schema AS db, table_name AS tab, constraint_name AS name, column_name AS col,
             referenced_table_schema AS other_db, referenced_table_name AS other_tab,
             referenced_column_name AS other_col
      FROM information_schema.key_column_usage
      WHERE table_schema IN (?){table_name} AND referenced_table_name IS NOT NULL
      ORDER BY table_schema, table_name, constraint_name, ordinal_position
      """;

  String checks() {
    return flavor.isMariaDb()
        ? """
          SELECT constraint_schema AS db, table_name AS tab, constraint_name AS name, check_clause AS clause,
                 level AS level, 'YES' AS enforced
          FROM information_schema.check_constraints WHERE constraint_schema IN (?){table_name}
          """
        : """
          SELECT t.table_schema AS db, t.table_name AS tab, t.constraint_name AS name, c.check_clause AS clause,
                 'Table' AS level, t.enforced AS enforced
          FROM information_schema.table_constraints t
          JOIN information_schema.check_constraints c
            ON c.constraint_schema = t.constraint_schema AND c.constraint_name = t.constraint_name
          WHERE t.table_schema IN (?){t.table_name} AND t.constraint_type = 'CHECK'
          """;
  }

  static final String PARTITIONS =
      """
      SELECT table_schema AS db, table_name AS tab, partition_name AS name, subpartition_name AS sub_name,
             partition_method AS method, subpartition_method AS sub_method,
             partition_expression AS expression, subpartition_expression AS sub_expression,
             partition_description AS description, partition_comment AS comment
      FROM information_schema.partitions WHERE table_schema IN (?){table_name} AND partition_name IS NOT NULL
      ORDER BY table_schema, table_name, partition_ordinal_position, subpartition_ordinal_position
      """;

  String views() {
    return """
        SELECT table_schema AS db, table_name AS name, view_definition AS definition, check_option AS checked,
               definer AS definer, security_type AS security, %s AS algorithm,
               character_set_client AS client, collation_connection AS connection,
               @@GLOBAL.sql_mode AS sql_mode, @@GLOBAL.time_zone AS zone
        FROM information_schema.views WHERE table_schema IN (?)
        """
        .formatted(flavor.isMariaDb() ? "algorithm" : "'UNDEFINED'");
  }

  static final String TRIGGERS =
      """
      SELECT trigger_schema AS db, trigger_name AS name, event_object_table AS tab, event_manipulation AS event,
             action_timing AS timing, action_statement AS body, action_order AS place, sql_mode AS sql_mode,
             definer AS definer, character_set_client AS client, collation_connection AS connection,
             @@GLOBAL.time_zone AS zone
      FROM information_schema.triggers WHERE trigger_schema IN (?)
      ORDER BY trigger_schema, event_object_table, event_manipulation, action_timing, action_order
      """;

  static final String ROUTINES =
      """
      SELECT routine_schema AS db, specific_name AS name, routine_type AS type, routine_definition AS body,
             is_deterministic AS fixed, sql_data_access AS access, security_type AS security,
             routine_comment AS comment, sql_mode AS sql_mode, definer AS definer,
             character_set_client AS client, collation_connection AS connection,
             @@GLOBAL.time_zone AS zone
      FROM information_schema.routines WHERE routine_schema IN (?)
      """;

  static final String PARAMETERS =
      """
      SELECT specific_schema AS db, specific_name AS routine, routine_type AS type, ordinal_position AS place,
             parameter_mode AS mode, parameter_name AS name, dtd_identifier AS of_type,
             collation_name AS collation
      FROM information_schema.parameters WHERE specific_schema IN (?)
      ORDER BY specific_schema, specific_name, ordinal_position
      """;

  static final String EVENTS =
      """
      SELECT event_schema AS db, event_name AS name, event_definition AS body, event_type AS type,
             execute_at AS moment, interval_value AS amount, interval_field AS unit, starts AS starts,
             ends AS ends, status AS status, on_completion AS completion, event_comment AS comment,
             sql_mode AS sql_mode, definer AS definer, character_set_client AS client,
             collation_connection AS connection, time_zone AS zone
      FROM information_schema.events WHERE event_schema IN (?)
      """;

  /** Whether there is a parser of full texts beside the built-in one. */
  static final String PARSERS =
      "SELECT count(*) AS parsers FROM information_schema.plugins WHERE plugin_type = 'FTPARSER' AND"
          + " plugin_status = 'ACTIVE'";

  /**
   * What a database has of its own: a collation that is not the server's, encryption by default
   * (MySQL) and a comment (MariaDB).
   */
  String databaseAttributes() {
    return """
        SELECT schema_name AS db, CASE WHEN default_collation_name <> @@GLOBAL.collation_server
                 THEN default_collation_name ELSE '' END AS collation,
               %s AS encrypted, %s AS comment
        FROM information_schema.schemata WHERE schema_name IN (?)
        """
        .formatted(
            flavor.isMariaDb() ? "'NO'" : "default_encryption",
            flavor.isMariaDb() ? "schema_comment" : "''");
  }

  /** The columns of which MySQL has a histogram, by their table. */
  static final String HISTOGRAMS =
      """
      SELECT schema_name AS db, table_name AS tab,
             group_concat(column_name ORDER BY column_name SEPARATOR ', ') AS cols
      FROM information_schema.column_statistics WHERE schema_name IN (?)
      GROUP BY schema_name, table_name ORDER BY schema_name, table_name
      """;

  /** The catalogs of this server that only some versions have. */
  static final String NEWER_CATALOGS =
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'information_schema'"
          + " AND table_name = 'LIBRARIES'";

  /** Libraries of routines in another language (MySQL 9.2). */
  static final String LIBRARIES =
      "SELECT library_schema AS db, library_name AS name FROM information_schema.libraries WHERE library_schema IN (?)";
}
