package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.planner.Plan;
import dev.underpin.planner.change.Change;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has the server compile the values that a rollback gives to rows of dropped columns, before
 * anything is changed: over a query of one row that has the columns which the plan leaves. They are
 * needed when something has gone wrong already.
 */
record RollbackValues(Dialect dialect, Database database, Declared declared) {
  /** Stop where the server does not accept one. */
  void refuseRejected(Plan plan) {
    List<String> problems = new ArrayList<>();
    for (Change change : plan.changes())
      if (change instanceof Change.DropColumn drop) problem(plan, drop).ifPresent(problems::add);
    if (!problems.isEmpty())
      throw UnderpinException.failed(FindingCode.OBJECT_REJECTED, String.join("\n", problems));
  }

  private Optional<String> problem(Plan plan, Change.DropColumn drop) {
    Optional<SqlText> value = declared.hints().backfillDown(drop.table(), drop.column().name());
    Optional<Table> table = plan.to().table(drop.table());
    if (value.isEmpty() || table.isEmpty() || namesNew(plan, table.get(), value.get()))
      return Optional.empty();
    String sql = query(table.get(), value.get());
    return database
        .asking(() -> rejected(sql))
        .map(
            why ->
                new Problem(
                        Problem.Severity.ERROR,
                        "the server does not accept backfill_down of %s: %s"
                            .formatted(drop.column().name(), why),
                        declared.origins().ofDropped(drop.table(), drop.column().name()),
                        "dropped." + drop.table().name() + "." + drop.column().name(),
                        Optional.of(
                            "It was tried over the columns that the table has after the plan. Change it, or what it names."))
                    .render());
  }

  private Optional<String> rejected(String sql) throws SQLException {
    try {
      Sql.rows(database.connection(), sql);
      return Optional.empty();
    } catch (SQLException e) {
      // Without a state it is the connection that failed, or SQLite, which has none.
      if (e.getSQLState() != null && e.getSQLState().startsWith("08")) throw e;
      return Optional.of(
          String.valueOf(e.getMessage())
              .lines()
              .findFirst()
              .orElse("")
              .replaceFirst("^ERROR: ", ""));
    }
  }

  private String query(Table table, SqlText value) {
    SqlTemplate template = dialect.template("");
    List<SqlText> columns = new ArrayList<>();
    for (Column column : table.columns())
      columns.add(
          template.fragment("{} AS {}", dialect.rowValues().nothing(column), column.name()));
    QualifiedName alias = QualifiedName.of(table.name().name());
    return template.sql("SELECT ({}) FROM (SELECT {}) AS {} WHERE 1 = 0", value, columns, alias);
  }

  /** What the plan creates cannot be asked about yet. */
  private static boolean namesNew(Plan plan, Table table, SqlText value) {
    String text =
        (value.written() + " " + table.columns().stream().map(Column::type).toList())
            .toLowerCase(Locale.ROOT);
    Schema from = plan.from();
    Schema to = plan.to();
    Stream<String> tables =
        to.tables().keySet().stream().filter(t -> from.table(t).isEmpty()).map(QualifiedName::name);
    Stream<String> types =
        to.enums().keySet().stream()
            .filter(t -> !from.enums().containsKey(t))
            .map(QualifiedName::name);
    Stream<String> objects =
        to.objects().values().stream()
            .filter(o -> !from.objects().containsKey(o.key()))
            .map(o -> o.name().name().replaceFirst("\\(.*", ""));
    return Stream.of(tables, types, objects)
        .flatMap(names -> names)
        .anyMatch(name -> text.contains(name.toLowerCase(Locale.ROOT)));
  }
}
