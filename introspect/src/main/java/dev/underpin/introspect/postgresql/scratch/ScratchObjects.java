package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.lowering.DeclaredObjects;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds out which declared views and the like are those that are there. The server keeps a view as
 * a tree and writes it in its own words, so a view whose text differs is made as a temporary one,
 * and the server is asked whether it would write both alike. Nothing is left of it, and the tables
 * it reads are locked no more than by a SELECT.
 */
public record ScratchObjects(Connection connection, PostgresDialect dialect, Catalog live) {
  private static final String TEMPORARY = "underpin_asked";
  private static final String ALIKE =
      """
      SELECT 'alike' FROM pg_catalog.pg_class asked, pg_catalog.pg_class live
      WHERE asked.oid = 'pg_temp.underpin_asked'::pg_catalog.regclass
        AND live.oid = %s::pg_catalog.regclass
        AND pg_catalog.pg_get_viewdef(asked.oid) = pg_catalog.pg_get_viewdef(live.oid)
        AND asked.reloptions IS NOT DISTINCT FROM live.reloptions
        AND (SELECT array_agg(attname ORDER BY attnum) FROM pg_catalog.pg_attribute WHERE attrelid = asked.oid)
          = (SELECT array_agg(attname ORDER BY attnum) FROM pg_catalog.pg_attribute WHERE attrelid = live.oid)
      """;

  /** The schema, with existing objects as the live catalog has them. */
  public Schema spell(Schema desired) throws SQLException {
    TreeMap<SchemaObject.Key, SchemaObject> spelled = new TreeMap<>(desired.objects());
    // What the server makes of another text is not known before it has it.
    spelled.replaceAll((key, object) -> object.withCreate(object.create().asWritten()));
    for (SchemaObject object : desired.objects().values()) {
      SchemaObject there = live.schema().objects().get(object.key());
      if (there == null) continue;
      if (object.create().equals(there.create()) || isAlike(object))
        spelled.put(object.key(), there);
    }
    return desired.withObjects(spelled);
  }

  private boolean isAlike(SchemaObject object) throws SQLException {
    Optional<String> temporary =
        object.kind() == SchemaObject.Kind.VIEW
            ? DeclaredObjects.asTemporary(object.create().written(), TEMPORARY)
            : Optional.empty();
    if (temporary.isEmpty()) return false;
    boolean own = connection.getAutoCommit();
    if (own) {
      connection.setAutoCommit(false);
      CatalogRows.execute(connection, "SET TRANSACTION READ WRITE");
    }
    Savepoint before = connection.setSavepoint();
    try {
      CatalogRows.execute(
          connection,
          "SET LOCAL lock_timeout TO '2s'; SET LOCAL search_path TO "
              + dialect.quote(live.defaultNamespace())
              + "; "
              + temporary.get());
      List<String> alike = new ArrayList<>();
      CatalogRows.first(
          connection, ALIKE.formatted(dialect.literal(dialect.quote(object.name()))), alike::add);
      return !alike.isEmpty();
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      // It names what is yet to come: it is another view then.
      return false;
    } finally {
      if (!connection.isClosed()) {
        connection.rollback(before);
        if (own) {
          connection.rollback();
          connection.setAutoCommit(true);
        }
      }
    }
  }
}
