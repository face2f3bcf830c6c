package dev.underpin.introspect.postgresql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Scope;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
      Engine engine = INTROSPECTOR.identify(connection);
      Dialect dialect = Dialects.of(engine);
      Catalog live = INTROSPECTOR.read(connection, Scope.ALL);
      List<String> problems = new ArrayList<>();
      Declared lowered =
          dialect.lower(
              new Declared(declared, Hints.NONE, Origins.NONE),
              live.defaultNamespace(),
              p -> problems.add(p.render()));
      if (!problems.isEmpty()) throw new AssertionError(String.join("\n", problems));
      Schema normal = dialect.normalize(lowered.schema());
      Catalog known = askAll ? live.withSchema(live.schema().withTables(Map.of())) : live;
      Schema desired = INTROSPECTOR.spell(connection, normal, known, notes::add);
      return new Compared(live.schema(), desired, notes);
    }
  }

  /** The schema as a YAML would declare it: every text only as it is written. */
  static Schema asWritten(Schema schema) {
    return schema.mapTables(Declarations::asWritten);
  }

  private static Table asWritten(Table table) {
    return table
        .mapColumns(Declarations::asWritten)
        .mapConstraints(Declarations::asWritten)
        .mapIndexes(Declarations::asWritten);
  }

  private static Column asWritten(Column column) {
    return column
        .withDefault(column.defaultValue().map(Declarations::asWritten))
        .withGenerated(
            column.generated().map(g -> new Generated(asWritten(g.expression()), g.stored())));
  }

  private static Constraint asWritten(Constraint constraint) {
    if (constraint instanceof CheckConstraint check)
      return check.withExpression(asWritten(check.expression()));
    if (constraint instanceof ExclusionConstraint x) {
      return new ExclusionConstraint(x.name(), asWritten(x.definition()), x.options());
    }
    return constraint;
  }

  private static Index asWritten(Index index) {
    List<IndexKey> keys =
        index.keys().stream()
            .map(k -> k.expression().map(e -> k.withExpression(asWritten(e))).orElse(k))
            .toList();
    return index.withKeys(keys, index.include(), index.where().map(Declarations::asWritten));
  }

  private static SqlText asWritten(SqlText text) {
    return SqlText.of(text.written());
  }
}
