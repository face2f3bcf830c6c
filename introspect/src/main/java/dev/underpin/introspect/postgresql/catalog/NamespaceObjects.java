package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the objects of one namespace alone, with what they use in it and in others. */
public final class NamespaceObjects {
  private NamespaceObjects() {}

  /**
   * The objects of a namespace.
   *
   * @param others the namespaces of what they may use
   */
  public static SortedMap<SchemaObject.Key, SchemaObject> read(
      Connection connection, PostgresDialect dialect, String namespace, List<String> others)
      throws SQLException {
    List<String> used = new ArrayList<>(others);
    used.add(namespace);
    ObjectReader reader =
        new ObjectReader(
            connection,
            dialect,
            List.of(namespace),
            used,
            name -> false,
            note -> {},
            new TreeMap<>());
    Relations.ALL.each(
        connection,
        new TableQueries(dialect.engine().version()).relations(),
        row -> {
          if (row.text("kind").equals("v"))
            reader.view(row, new QualifiedName(row.text("schema"), row.text("name")));
        },
        List.of(namespace));
    return reader.read();
  }
}
