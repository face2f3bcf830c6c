package dev.underpin.introspect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.sqlite.connection.SqliteConnections;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.Problem.Severity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.read.EngineWords;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.schema.yaml.read.SchemaReader;
import dev.underpin.schema.yaml.write.SchemaWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A database in memory and the questions that tests put to it. */
public final class SqliteFixture implements AutoCloseable {
  public static final SqliteIntrospector INTROSPECTOR = new SqliteIntrospector();

  private static final EngineWords ENGINE = new EngineWords(List.of("sqlite"), Set.of("sqlite"));

  private final Connection connection = SqliteConnections.inMemory();

  public SqliteFixture(String... statements) throws SQLException {
    execute(statements);
  }

  public void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) statement.execute(sql);
    }
  }

  public Connection connection() {
    return connection;
  }

  public Catalog read() throws SQLException {
    return INTROSPECTOR.read(connection, Scope.ALL);
  }

  Table table(String name) throws SQLException {
    return read().schema().tables().get(QualifiedName.of(name));
  }

  public Dialect dialect() throws SQLException {
    return Dialects.of(INTROSPECTOR.identify(connection));
  }

  /** The live schema in the spelling in which it is compared. */
  Schema normal() throws SQLException {
    return dialect().normalize(read().schema());
  }

  /**
   * What is read, written as YAML and declared by it, is no difference; whether it is looked up or
   * tried out.
   */
  void assertDeclaringWhatIsReadIsNoChange() throws SQLException {
    Catalog live = read();
    List<Problem> problems = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    String yaml = SchemaWriter.complete().write(live.schema());
    ReadResult declared = new SchemaReader(ENGINE).readString("schema.yaml", yaml);
    // SQLite takes a foreign key to a table without a key, of which a person is warned.
    assertThat(declared.problems())
        .as(yaml)
        .noneMatch(problem -> problem.severity() == Severity.ERROR);
    Schema lowered = dialect().lower(declared.declared().orElseThrow(), "", problems::add).schema();
    Schema desired = dialect().normalize(lowered);
    assertThat(problems).isEmpty();
    assertThat(desired).as(yaml).isEqualTo(normal());
    assertThat(INTROSPECTOR.spell(connection, desired, live, notes::add)).isEqualTo(normal());
    Catalog nothing = Catalog.of(live.engine(), "", "", Schema.EMPTY);
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
