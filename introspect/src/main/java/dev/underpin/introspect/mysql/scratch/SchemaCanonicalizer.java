package dev.underpin.introspect.mysql.scratch;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.mysql.catalog.CatalogReader;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Brings a desired schema to the server's spelling. Only what differs from the live schema is
 * asked, in a scratch database, else in temporary tables; what cannot be asked keeps its textual
 * normal form.
 */
public final class SchemaCanonicalizer {
  private final Connection connection;
  private final MysqlDialect dialect;
  private final Catalog live;
  private final boolean elsewhere;
  private final Consumer<Note> notes;

  /**
   * @param elsewhere true where the connection is to another server than the live schema's
   */
  public SchemaCanonicalizer(
      Connection connection,
      MysqlDialect dialect,
      Catalog live,
      boolean elsewhere,
      Consumer<Note> notes) {
    this.connection = connection;
    this.dialect = dialect;
    this.live = live;
    this.elsewhere = elsewhere;
    this.notes = notes;
  }

  public Schema spell(Schema desired) throws SQLException {
    refuseHomeless(desired);
    Schema spelled = tables(desired).mapTables(this::withColumnChecks);
    return new ObjectCanonicalizer(connection, dialect, live, collation(), notes).spell(spelled);
  }

  /** Where the URL names no database, each table has to. */
  private void refuseHomeless(Schema desired) {
    boolean several = !live.collations().isEmpty() && !live.collations().containsKey("");
    if (!several) return;
    desired.tables().keySet().stream()
        .filter(name -> name.schema().isEmpty())
        .findFirst()
        .ifPresent(
            name -> {
              throw UnderpinException.failed(
                  """
                  The table %s names no database, and neither does the URL. Declare it as database.%s (or \
                  write schema: database at the top of its file), or name a database in the URL."""
                      .formatted(name, name));
            });
  }

  /**
   * A check without a name is the live one of a column, where that says the same: MariaDB keeps
   * such a check with its column.
   */
  private Table withColumnChecks(Table table) {
    List<CheckConstraint> ofColumns =
        live.schema().table(table.name()).stream()
            .flatMap(t -> t.constraintsOf(CheckConstraint.class).stream())
            .filter(c -> CheckOptions.column(c).isPresent())
            .filter(c -> !table.constraints().contains(c))
            .collect(Collectors.toCollection(ArrayList::new));
    return table.mapConstraints(
        constraint -> {
          if (!(constraint instanceof CheckConstraint check) || check.name().isPresent())
            return constraint;
          Optional<CheckConstraint> same =
              ofColumns.stream().filter(c -> c.expression().equals(check.expression())).findFirst();
          same.ifPresent(ofColumns::remove);
          return same.isPresent() && check.options().isEmpty() ? same.get() : check;
        });
  }

  private Schema tables(Schema desired) throws SQLException {
    Schema usual = withoutUsualCollations(desired);
    UncertainParts questions = new UncertainParts(live.schema());
    List<ScratchTable> asked = new ArrayList<>();
    for (Table table : usual.tables().values()) {
      if (questions.mustAsk(table))
        asked.add(
            new ScratchTable(table, live.schema().table(table.name()), asked.size(), questions));
    }
    RiskyTables risky = new RiskyTables(live.schema());
    List<Table> tried = usual.tables().values().stream().filter(risky::contains).toList();
    if (asked.isEmpty() && tried.isEmpty()) return usual;
    TreeMap<QualifiedName, Table> tables = new TreeMap<>(usual.tables());
    for (Table table : ask(asked, tried)) tables.put(table.name(), table);
    return usual.withTables(tables);
  }

  private List<Table> ask(List<ScratchTable> asked, List<Table> tried) throws SQLException {
    Optional<ScratchDatabase> database =
        ScratchDatabase.open(connection, dialect.flavor(), collation());
    if (database.isEmpty())
      return asked.isEmpty()
          ? List.of()
          : new TemporaryTables(connection, dialect, notes).spell(asked);
    try (ScratchDatabase open = database.get()) {
      assert open != null;
      return inDatabase(asked, tried);
    }
  }

  /** What tables have that name none, where that is not what the connection's database says. */
  private Optional<String> collation() {
    return elsewhere ? Optional.ofNullable(live.collations().get("")) : Optional.empty();
  }

  private List<Table> inDatabase(List<ScratchTable> asked, List<Table> tried) throws SQLException {
    MysqlDdl ddl = dialect.ddl();
    DefinitionCheck check = new DefinitionCheck(connection, dialect, notes);
    Set<QualifiedName> told = new HashSet<>();
    for (int i = 0; i < asked.size(); i++) {
      try {
        CatalogRows.execute(connection, ddl.createTable(asked.get(i).table("t" + i, true), false));
      } catch (SQLException e) {
        if (connection.isClosed()) throw e;
        check.tell(asked.get(i).desired(), e);
        told.add(asked.get(i).desired().name());
      }
    }
    for (Table table : tried) if (!told.contains(table.name())) check.check(table);
    Schema read = new CatalogReader(connection, dialect, Scope.ALL).read().schema();
    List<Table> spelled = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      ScratchTable table = asked.get(i);
      spelled.add(read.table(QualifiedName.of("t" + i)).map(table::merge).orElse(table.desired()));
    }
    return spelled;
  }

  /**
   * What an expression cannot have in a check, a default or a generated column, whatever else there
   * is: subqueries, aggregates and some functions (MariaDB 1901 and 1970, MySQL the others).
   */
  private static final Set<Integer> REJECTED =
      Set.of(1111, 1901, 1970, 3102, 3763, 3770, 3814, 3815, 3816, 3817, 3818);

  /** What a note says of what the server did not take. */
  static Note notAsked(QualifiedName name, SQLException e) {
    if (REJECTED.contains(e.getErrorCode())) return Note.rejected(ObjectRef.table(name), reason(e));
    return new Note(
        name.toString(), "was compared as text, because the server rejects it: " + reason(e));
  }

  /** What the server says, without the number of the connection. */
  static String reason(SQLException e) {
    return String.valueOf(e.getMessage()).replaceFirst("^\\(conn=\\d+\\) ", "");
  }

  /** A collation that is the database's, or the table's, is not said in the model. */
  private Schema withoutUsualCollations(Schema desired) throws SQLException {
    boolean says =
        desired.tables().values().stream()
            .anyMatch(
                t ->
                    t.options().containsKey(TableOptions.COLLATION)
                        || t.columns().stream().anyMatch(c -> c.collation().isPresent()));
    if (!says) return desired;
    Map<String, String> usual = elsewhere ? live.collations() : usualHere();
    return desired.mapTables(t -> withoutUsual(t, usual.getOrDefault(t.name().schema(), "")));
  }

  private Map<String, String> usualHere() throws SQLException {
    Map<String, String> usual = new HashMap<>();
    CatalogRows.each(
        connection,
        "SELECT if(schema_name = database(), '', schema_name) AS name, default_collation_name AS collation"
            + " FROM information_schema.schemata",
        row -> usual.put(row.text("name"), Collations.canonical(row.text("collation"))));
    return usual;
  }

  private static Table withoutUsual(Table table, String usual) {
    String own = table.options().getOrDefault(TableOptions.COLLATION, usual);
    Table same =
        own.equals(usual)
            ? table.withOptions(
                Options.with(table.options(), TableOptions.COLLATION, Optional.empty()))
            : table;
    return same.mapColumns(c -> c.withCollation(c.collation().filter(o -> !o.equals(own))));
  }
}
