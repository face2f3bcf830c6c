package dev.underpin.introspect.mysql.scratch;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.ddl.ObjectHead;
import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.lowering.ObjectStatements;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.mysql.catalog.CatalogReader;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Creates declared objects in a scratch database, on the declared tables, so that the server says
 * what it makes of them and what it does not accept.
 */
record ScratchObjects(
    Connection connection,
    MysqlDialect dialect,
    Catalog live,
    Schema desired,
    Consumer<Note> notes) {
  /** Of privileges, and of the log: what a scratch database cannot answer. */
  private static final Set<Integer> NOT_ASKED =
      Set.of(1044, 1045, 1142, 1143, 1227, 1370, 1418, 1419, 1449, 4031);

  private static final int NO_TABLE = 1146;
  private static final int NO_ROUTINE = 1305;

  /** The name in both messages, behind that of the scratch database. */
  private static final Pattern MISSING = Pattern.compile("underpin_scratch_\\w+\\.([^' ]+)");

  /**
   * The objects to ask about: those that differ, those whose tables do, and all triggers of their
   * tables, whose order counts.
   */
  List<SchemaObject> asked(List<SchemaObject> differing) {
    Set<String> changed = new HashSet<>();
    for (Table table : desired.tables().values()) {
      boolean same = live.schema().table(table.name()).filter(table::equals).isPresent();
      if (!same) changed.add(table.name().name());
    }
    live.schema().tables().keySet().stream()
        .filter(name -> desired.table(name).isEmpty())
        .forEach(name -> changed.add(name.name()));
    Set<QualifiedName> ordered = new HashSet<>();
    differing.forEach(o -> o.table().ifPresent(ordered::add));
    return desired.objects().values().stream()
        .filter(o -> o.name().schema().isEmpty())
        .filter(
            o ->
                differing.contains(o)
                    || o.table().filter(ordered::contains).isPresent()
                    || isCompiled(o)
                        && ObjectStatements.names(o.create().written()).stream()
                            .anyMatch(n -> isMentioned(n, changed)))
        .toList();
  }

  /** True where the server looks for what the statement names. */
  private static boolean isCompiled(SchemaObject object) {
    return object.kind() == Kind.VIEW || object.kind() == Kind.TRIGGER;
  }

  /** Make them in the database that the session is in, and read them. */
  Schema make(List<SchemaObject> asked) throws SQLException {
    List<SchemaObject> others = others(asked);
    makeTables(Stream.concat(asked.stream(), others.stream()).toList());
    List<SchemaObject> waiting = new ArrayList<>(others);
    asked.stream()
        .sorted(Comparator.comparingInt(this::place).thenComparing(SchemaObject::key))
        .forEach(waiting::add);
    make(waiting, asked);
    return dialect.normalize(new CatalogReader(connection, dialect, Scope.ALL).read().schema());
  }

  /** What the objects may use: functions, and views. */
  private List<SchemaObject> others(List<SchemaObject> asked) {
    List<SchemaObject> others = new ArrayList<>();
    for (Kind kind : List.of(Kind.FUNCTION, Kind.VIEW)) {
      Predicate<SchemaObject> ofKind = o -> o.kind() == kind && o.name().schema().isEmpty();
      boolean declared = desired.objects().values().stream().anyMatch(ofKind);
      (declared ? desired : live.schema())
          .objects().values().stream()
              .filter(ofKind)
              .filter(o -> !asked.contains(o))
              .forEach(others::add);
    }
    return others;
  }

  /** Triggers that do not say in which order they fire keep the one that they have. */
  private int place(SchemaObject object) {
    SchemaObject there = live.schema().objects().get(object.key());
    if (object.kind() != Kind.TRIGGER) return 0;
    return there == null ? Integer.MAX_VALUE : depth(there, 0);
  }

  private int depth(SchemaObject trigger, int behind) {
    Optional<SchemaObject> before =
        ObjectHead.follows(trigger.create().written())
            .map(
                name ->
                    new SchemaObject.Key(
                        Kind.TRIGGER, trigger.key().table(), trigger.name().withName(name)))
            .map(live.schema().objects()::get);
    return before.isEmpty() ? behind : depth(before.get(), behind + 1);
  }

  /** The columns of every table that a statement may mean. */
  private void makeTables(List<SchemaObject> objects) throws SQLException {
    Set<String> mentioned = new HashSet<>();
    objects.forEach(o -> mentioned.addAll(ObjectStatements.names(o.create().written())));
    UncertainParts nothing = new UncertainParts(desired);
    for (Table table : desired.tables().values()) {
      QualifiedName name = table.name();
      if (!name.schema().isEmpty() || !isMentioned(name.name(), mentioned)) continue;
      Table bare =
          new ScratchTable(table, live.schema().table(name), 0, nothing).table(name.name(), false);
      create(dialect.ddl().createTable(bare, false));
    }
  }

  private boolean isMentioned(String table, Set<String> mentioned) {
    return mentioned.contains(table)
        || dialect.engine().smallNames()
            && mentioned.stream().anyMatch(m -> Identifiers.isSame(table, m));
  }

  /** Views depend on views: what fails is tried again as long as something else succeeds. */
  private void make(List<SchemaObject> waiting, List<SchemaObject> asked) throws SQLException {
    boolean more = true;
    while (more) {
      more = false;
      for (SchemaObject object : List.copyOf(waiting)) {
        Optional<SQLException> refused = make(object);
        if (refused.isEmpty()) {
          waiting.remove(object);
          more = true;
        }
      }
    }
    for (SchemaObject object : waiting) {
      Optional<SQLException> refused = make(object);
      if (refused.isPresent() && asked.contains(object)) tell(object, refused.get());
    }
  }

  /** An event is made so that it never fires. */
  private Optional<SQLException> make(SchemaObject object) throws SQLException {
    SchemaObject made =
        object.kind() == Kind.EVENT
            ? object.withCreate(SqlText.of(ObjectHead.disabled(object.create().written())))
            : object;
    Optional<SQLException> refused = Optional.empty();
    for (String sql : dialect.ddl().createObject(made)) {
      Optional<SQLException> error = create(sql);
      if (error.isPresent()) refused = error;
    }
    if (object.kind() == Kind.EVENT && refused.isEmpty()) create(dialect.ddl().dropObject(object));
    return refused;
  }

  private Optional<SQLException> create(String sql) throws SQLException {
    try {
      CatalogRows.execute(connection, sql);
      return Optional.empty();
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      return Optional.of(e);
    }
  }

  private void tell(SchemaObject object, SQLException e) throws SQLException {
    boolean answered = !NOT_ASKED.contains(e.getErrorCode()) && !isOutside(e);
    notes.accept(
        answered
            ? Note.rejected(ObjectRef.object(object), SchemaCanonicalizer.reason(e))
            : SchemaCanonicalizer.notAsked(object.name(), e));
  }

  /** True where what is missing is in the database, and only not declared. */
  private boolean isOutside(SQLException e) throws SQLException {
    Matcher missing = MISSING.matcher(String.valueOf(e.getMessage()));
    String query =
        switch (e.getErrorCode()) {
          case NO_TABLE -> "SELECT table_name FROM information_schema.tables WHERE table_schema = ";
          case NO_ROUTINE ->
              "SELECT routine_name FROM information_schema.routines WHERE routine_schema = ";
          default -> "";
        };
    if (query.isEmpty() || !missing.find()) return false;
    String name = missing.group(1);
    if (desired.table(QualifiedName.of(name)).isPresent()) return false;
    boolean[] found = {false};
    CatalogRows.first(
        connection,
        query + dialect.literal(live.database()),
        other -> found[0] |= Identifiers.isSame(other, name));
    return found[0];
  }
}
