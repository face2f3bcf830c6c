package dev.underpin.introspect.postgresql;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

final class Scratch {
  Scratch(Connection connection, PostgresDialect dialect, Catalog live, Consumer<Note> notes) {}

  Schema spell(Schema desired) throws SQLException {
    return desired;
  }
}
