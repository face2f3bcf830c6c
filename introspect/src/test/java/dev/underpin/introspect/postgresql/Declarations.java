package dev.underpin.introspect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Scope;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.yaml.read.EngineWords;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.schema.yaml.read.SchemaReader;
import dev.underpin.schema.yaml.write.SchemaWriter;
import dev.underpin.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What tests do with declarations: bring them to the server's spelling, beside the live schema. */
final class Declarations {
  private static final PostgresIntrospector INTROSPECTOR = new PostgresIntrospector();

  private Declarations() {}

  /** A live schema, a desired one in the server's spelling, and what could not be asked. */
  record Compared(Schema live, Schema desired, List<Note> notes) {}

  static Catalog read(TestDatabase db) throws SQLException {
    try (Connection connection = connect(db)) {
      return INTROSPECTOR.read(connection, Scope.ALL);
    }
  }

  static Connection connect(TestDatabase db) throws SQLException {
    DatabaseUrl url = INTROSPECTOR.parseUrl(db.url()).orElseThrow();
    return INTROSPECTOR.connect(url, true);
  }

  /** Compare what is declared with what is live, asking only what differs as text. */
  static Compared compare(TestDatabase db, Schema declared) throws SQLException {
    return compare(db, declared, false);
  }

  /** Compare as if nothing were live, so that the server is asked about everything. */
  static Compared compareAskingAll(TestDatabase db, Schema declared) throws SQLException {
    return compare(db, declared, true);
  }

  private static Compared compare(TestDatabase db, Schema declared, boolean askAll)
      throws SQLException {
    List<Note> notes = new ArrayList<>();
    try (Connection connection = connect(db)) {
      Catalog live = INTROSPECTOR.read(connection, Scope.ALL);
      Schema normal = normal(live, declared);
      Catalog known = askAll ? live.withSchema(live.schema().withTables(Map.of())) : live;
      Schema desired = INTROSPECTOR.spell(connection, normal, known, notes::add);
      return new Compared(live.schema(), desired, notes);
    }
  }

  /** What is declared, as far as it can be brought to the engine's spelling without a server. */
  static Schema normal(Catalog live, Schema declared) {
    Dialect dialect = Dialects.of(live.engine());
    List<String> problems = new ArrayList<>();
    Declared lowered =
        dialect.lower(
            new Declared(declared, Hints.NONE, Origins.NONE),
            live.defaultNamespace(),
            p -> problems.add(p.render()));
    assertThat(problems).isEmpty();
    return dialect.normalize(lowered.schema());
  }

  /**
   * The schema as it comes back from the YAML that inspecting it writes. All names are said: to
   * match those that are not is the planner's.
   */
  static Schema throughYaml(Catalog catalog) {
    String yaml =
        new SchemaWriter(catalog.defaultNamespace(), (table, constraint) -> Optional.empty())
            .write(catalog.schema());
    Set<String> words = Set.copyOf(Dialects.provider(catalog.engine().id()).yamlWords());
    ReadResult read =
        new SchemaReader(new EngineWords(List.copyOf(words), words))
            .readString("schema.yaml", yaml);
    assertThat(read.problems()).as(yaml).isEmpty();
    return read.declared().orElseThrow().schema();
  }
}
