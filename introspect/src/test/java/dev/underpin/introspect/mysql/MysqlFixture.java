package dev.underpin.introspect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.Dialects;
import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.read.EngineWords;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.schema.yaml.read.SchemaReader;
import dev.underpin.schema.yaml.write.SchemaWriter;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A database of a test's, and the connection that the program would have to it. */
public final class MysqlFixture implements AutoCloseable {
  private final MysqlFamilyIntrospector introspector;
  private final TestDatabase database;
  private final Connection connection;
  final MysqlDialect dialect;

  public MysqlFixture(TestServer server, String... statements) throws SQLException {
    this.database = server.newDatabase();
    this.introspector = (MysqlFamilyIntrospector) Introspectors.of(server.engine());
    DatabaseUrl url = introspector.parseUrl(database.url()).orElseThrow();
    this.connection = introspector.connect(url, true);
    this.dialect = (MysqlDialect) Dialects.of(introspector.identify(connection));
    execute(statements);
  }

  public void execute(String... statements) {
    database.execute(statements);
  }

  public TestDatabase database() {
    return database;
  }

  public Connection connection() {
    return connection;
  }

  public Catalog read() throws SQLException {
    return introspector.read(connection, Scope.ALL);
  }

  Table table(String name) throws SQLException {
    return read().schema().table(QualifiedName.of(name)).orElseThrow();
  }

  /** A declaration in the spelling of the server, beside what is live. */
  public Schema declared(String yaml, Catalog live, List<Note> notes) throws SQLException {
    return declared(yaml, live, connection, notes);
  }

  /** The same, asked by somebody else. */
  public Schema declared(String yaml, Catalog live, Connection connection, List<Note> notes)
      throws SQLException {
    List<Problem> problems = new ArrayList<>();
    EngineWords engine =
        new EngineWords(Dialects.provider(dialect.engine().id()).yamlWords(), Dialects.yamlWords());
    ReadResult read = new SchemaReader(engine).readString("schema.yaml", yaml);
    assertThat(read.problems()).as(yaml).isEmpty();
    Declared lowered = dialect.lower(read.declared().orElseThrow(), "", problems::add);
    assertThat(problems).isEmpty();
    Schema normal = dialect.normalize(lowered.schema());
    Schema spelled = dialect.normalize(introspector.spell(connection, normal, live, notes::add));
    return spelled.mapTables(t -> dialect.complete(t, live.schema().table(t.name())));
  }

  /**
   * What is read, written as YAML and declared by it, is no difference; whether it is looked up or
   * tried out.
   */
  void assertDeclaringWhatIsReadIsNoChange() throws SQLException {
    Catalog live = read();
    List<Note> notes = new ArrayList<>();
    String yaml = SchemaWriter.complete().write(live.schema());
    // Words that make no difference need not be declared.
    Schema read = live.schema().mapTables(dialect::portable);
    assertSame(declared(yaml, live, notes).mapTables(dialect::portable), read, yaml);
    Catalog nothing = Catalog.of(live.engine(), "", "", Schema.EMPTY);
    assertSame(declared(yaml, nothing, notes).mapTables(dialect::portable), read, yaml);
    assertThat(notes).isEmpty();
    assertNoScratch();
  }

  /** A second database, made from the model of this one, has the same model. */
  void assertTheModelMakesTheSame(TestServer server) throws SQLException {
    Schema model = read().schema();
    try (MysqlFixture copy = new MysqlFixture(server)) {
      copy.make(model);
      assertSame(copy.read().schema(), model, "");
    }
  }

  public void make(Schema schema) {
    List<String> statements = new ArrayList<>();
    statements.add(MysqlDdl.setSqlMode());
    statements.add("SET foreign_key_checks = 0");
    for (Table table : schema.tables().values())
      statements.add(dialect.ddl().createTable(table, false));
    for (Table table : schema.tables().values()) {
      for (ForeignKey key : table.constraintsOf(ForeignKey.class))
        statements.add(
            "ALTER TABLE "
                + dialect.quote(table.name())
                + " ADD "
                + dialect.ddl().constraintDefinition(key));
    }
    for (SchemaObject object : schema.objects().values())
      statements.addAll(dialect.ddl().createObject(object));
    execute(statements.toArray(String[]::new));
  }

  public void assertNoScratch() {
    assertThat(
            database.rows(
                "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'underpin%'"))
        .isEmpty();
  }

  /** Table by table and part by part, so that a difference can be found in what is said of it. */
  public static void assertSame(Schema actual, Schema expected, String yaml) {
    assertThat(actual.tables().keySet()).isEqualTo(expected.tables().keySet());
    for (Table table : expected.tables().values()) {
      Table other = actual.tables().get(table.name());
      for (Column column : table.columns())
        assertThat(canonical(other.column(column.name()).orElseThrow()))
            .as("%s", table.name())
            .isEqualTo(canonical(column));
      assertThat(other.columns()).as("%s columns", table.name()).isEqualTo(table.columns());
      assertThat(other.constraints())
          .as("%s constraints", table.name())
          .containsExactlyInAnyOrderElementsOf(table.constraints());
      assertThat(other.indexes())
          .as("%s indexes", table.name())
          .containsExactlyInAnyOrderElementsOf(table.indexes());
      assertThat(other.options()).as("%s options", table.name()).isEqualTo(table.options());
      assertThat(other).isEqualTo(table);
    }
    for (SchemaObject object : expected.objects().values()) {
      Optional<SchemaObject> other = Optional.ofNullable(actual.objects().get(object.key()));
      assertThat(other.map(o -> o.create().canonical())).contains(object.create().canonical());
      assertThat(other).contains(object);
    }
    assertThat(actual).isEqualTo(expected);
  }

  /** What decides equality, in sight. */
  private static String canonical(Column column) {
    return column.withDefault(Optional.empty()).withGenerated(Optional.empty())
        + column.defaultValue().map(d -> " default " + d.canonical()).orElse("")
        + column.generated().map(g -> " as " + g.expression().canonical()).orElse("");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    database.close();
  }
}
