package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.lexer.StatementSplitter;
import dev.underpin.dialect.postgresql.lowering.MaterializedViewText;
import dev.underpin.dialect.postgresql.lowering.RangeText;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates things in the temporary namespace. */
record ScratchItems(Connection connection, ScratchNames names, ScratchTypes types) {
  /** Something to create; an object, or a table. */
  record Item(QualifiedName name, List<String> statements, Optional<SchemaObject> object) {}

  Item of(SchemaObject object) {
    String create = object.create().written();
    if (object.kind() == Kind.MATERIALIZED_VIEW) create = MaterializedViewText.of(create).view();
    if (object.kind() == Kind.RANGE_TYPE && types.hasMultiranges())
      create = new RangeText(create).withMultirange(object.name());
    List<String> statements = new ArrayList<>();
    for (String sql : StatementSplitter.split(create)) statements.add(names.toScratch(sql));
    return new Item(object.name(), statements, Optional.of(object));
  }

  /** What fails may need what comes later. Gives what cannot be created at all, and why. */
  Map<Item, SQLException> create(List<Item> items) throws SQLException {
    List<Item> next = items;
    Map<Item, SQLException> failed = new LinkedHashMap<>();
    boolean more = true;
    while (more && !next.isEmpty()) {
      failed.clear();
      for (Item item : next) {
        Savepoint before = connection.setSavepoint();
        try {
          for (String sql : item.statements())
            CatalogRows.execute(connection, types.toScratch(sql));
          connection.releaseSavepoint(before);
        } catch (SQLException e) {
          if (connection.isClosed()) throw e;
          connection.rollback(before);
          failed.put(item, e);
        }
      }
      more = failed.size() < next.size();
      next = List.copyOf(failed.keySet());
    }
    return failed;
  }

  /** Asks what the server calls the temporary namespace, which is there from now on. */
  String namespace() throws SQLException {
    List<String> namespace = new ArrayList<>();
    CatalogRows.first(
        connection,
        "SELECT nspname FROM pg_catalog.pg_namespace WHERE oid = pg_catalog.pg_my_temp_schema()",
        namespace::add);
    names.namespace(namespace.get(0));
    return namespace.get(0);
  }
}
