package dev.underpin.introspect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.dialect.sqlite.SqliteDdl;
import dev.underpin.introspect.Scope;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A database in memory and the questions that tests put to it. */
final class SqliteFixture implements AutoCloseable {
  static final SqliteIntrospector INTROSPECTOR = new SqliteIntrospector();

  private final Connection connection = SqliteConnections.inMemory();

  SqliteFixture(String... statements) throws SQLException {
    execute(statements);
  }

  void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) statement.execute(sql);
    }
  }

  Connection connection() {
    return connection;
  }

  Catalog read() throws SQLException {
    return INTROSPECTOR.read(connection, Scope.ALL);
  }

  Table table(String name) throws SQLException {
    return read().schema().tables().get(QualifiedName.of(name));
  }

  Dialect dialect() throws SQLException {
    return Dialects.of(INTROSPECTOR.identify(connection));
  }

  /** The live schema in the spelling in which it is compared. */
  Schema normal() throws SQLException {
    return dialect().normalize(read().schema());
  }

  /**
   * What is read, taken as if a person had declared it, is no difference; whether it is looked up
   * or tried out.
   */
  void assertDeclaringWhatIsReadIsNoChange() throws SQLException {
    Catalog live = read();
    List<Problem> problems = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    Declared declared = new Declared(live.schema(), Hints.NONE, Origins.NONE);
    Schema desired = dialect().normalize(dialect().lower(declared, "", problems::add).schema());
    assertThat(problems).isEmpty();
    assertThat(desired).isEqualTo(normal());
    assertThat(INTROSPECTOR.spell(connection, desired, live, notes::add)).isEqualTo(normal());
    Catalog nothing =
        new Catalog(live.engine(), "", "", Schema.EMPTY, Map.of(), List.of(), List.of());
    assertThat(INTROSPECTOR.spell(connection, desired, nothing, notes::add)).isEqualTo(normal());
    assertThat(notes).isEmpty();
  }

  /** A second database, made from the model of this one, has the same model. */
  void assertTheModelMakesTheSame() throws SQLException {
    Schema model = normal();
    try (SqliteFixture copy = new SqliteFixture()) {
      copy.make(model);
      assertThat(copy.normal()).isEqualTo(model);
    }
  }

  void make(Schema schema) throws SQLException {
    for (Table table : schema.tables().values()) {
      execute(SqliteDdl.createTable(table));
      for (Index index : table.indexes()) execute(SqliteDdl.createIndex(table.name(), index));
    }
    for (var object : schema.objects().values()) execute(object.create().written());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
