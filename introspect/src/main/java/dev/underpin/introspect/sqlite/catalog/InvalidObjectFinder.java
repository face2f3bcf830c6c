package dev.underpin.introspect.sqlite.catalog;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.StringLiteral;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.introspect.sqlite.connection.SqliteConnections;
import dev.underpin.introspect.sqlite.connection.SqliteErrors;
import dev.underpin.schema.catalog.InvalidObject;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the views and triggers because of which SQLite would refuse every rename, by a rename in
 * memory: there are all views and triggers, and of the tables that they name as much as a name can
 * mean, which is their columns.
 */
public final class InvalidObjectFinder {
  private static final Pattern REFUSAL =
      Pattern.compile("error in (view|trigger) (.*?)(?: after \\w+)?: (.*)", Pattern.DOTALL);

  private final Connection live;
  private final List<SchemaRow> objects;
  private final List<SchemaRow> tables;

  private InvalidObjectFinder(Connection live, StoredSchema stored) {
    this.live = live;
    objects = stored.rows().stream().filter(r -> r.is("view") || r.is("trigger")).toList();
    Set<String> words = objects.stream().flatMap(r -> words(r.sql())).collect(Collectors.toSet());
    tables =
        stored.rows().stream()
            .filter(r -> r.is("table") && words.contains(Identifiers.lower(r.name())))
            .toList();
  }

  private static Stream<String> words(String sql) {
    return Lexer.tokens(sql).stream().filter(Token::isName).map(t -> Identifiers.lower(t.name()));
  }

  /** In the order of their creation. */
  public static List<InvalidObject> of(Connection live, StoredSchema stored) throws SQLException {
    InvalidObjectFinder objects = new InvalidObjectFinder(live, stored);
    return objects.objects.isEmpty() ? List.of() : objects.find();
  }

  private List<InvalidObject> find() throws SQLException {
    List<InvalidObject> broken = new ArrayList<>();
    try (Connection memory = SqliteConnections.inMemory();
        Statement statement = memory.createStatement()) {
      statement.execute("BEGIN");
      statement.execute("CREATE TABLE underpin_probe (a)");
      for (SchemaRow table : tables) make(statement, table);
      // What cannot be made here says nothing of a rename there, and is left out.
      for (SchemaRow object : objects) refused(statement, object.sql());
      while (true) {
        Optional<String> why =
            refused(statement, "ALTER TABLE underpin_probe RENAME TO underpin_probe_2");
        if (why.isEmpty()) break;
        Optional<InvalidObject> found = named(why.get());
        if (found.isEmpty()) break;
        broken.add(found.get());
        withIt(found.get()).forEach(broken::add);
        statement.execute(
            "DROP "
                + found.get().kind().words()
                + " "
                + Identifiers.quote(found.get().name().name()));
      }
    }
    List<String> made = objects.stream().map(SchemaRow::name).toList();
    broken.sort(Comparator.comparingInt(b -> made.indexOf(b.name().name())));
    return broken;
  }

  /**
   * A table of the same columns; one that cannot say which it has is not there for a view either.
   */
  private void make(Statement statement, SchemaRow table) throws SQLException {
    List<String> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    try (Statement asking = live.createStatement();
        ResultSet result =
            asking.executeQuery(
                "SELECT name FROM pragma_table_xinfo(" + StringLiteral.of(table.name()) + ")")) {
      while (result.next()) {
        String name = result.getString(1);
        if (seen.add(Identifiers.lower(name))) columns.add(Identifiers.quote(name));
      }
    } catch (SQLException e) {
      return;
    }
    if (columns.isEmpty() || Identifiers.lower(table.name()).startsWith("sqlite_")) return;
    statement.execute(
        "CREATE TABLE "
            + Identifiers.quote(table.name())
            + " ("
            + String.join(", ", columns)
            + ")");
  }

  private static Optional<String> refused(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(SqliteErrors.message(e));
    }
  }

  private Optional<InvalidObject> named(String message) {
    Matcher matcher = REFUSAL.matcher(message);
    if (!matcher.find()) return Optional.empty();
    return objects.stream()
        .filter(row -> row.is(matcher.group(1)) && row.name().equals(matcher.group(2)))
        .findFirst()
        .map(row -> broken(row, matcher.group(3)));
  }

  /** The triggers of a broken view: no event reaches them, and they go where it goes. */
  private Stream<InvalidObject> withIt(InvalidObject view) {
    return objects.stream()
        .filter(row -> row.is("trigger") && Identifiers.isSame(row.table(), view.name().name()))
        .map(row -> broken(row, view.why()));
  }

  private static InvalidObject broken(SchemaRow row, String why) {
    return new InvalidObject(
        row.is("view") ? SchemaObject.Kind.VIEW : SchemaObject.Kind.TRIGGER,
        QualifiedName.of(row.name()),
        row.sql(),
        why);
  }
}
