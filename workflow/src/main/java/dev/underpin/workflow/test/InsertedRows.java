package dev.underpin.workflow.test;

import dev.underpin.dialect.RowValues;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The rows of a small database as statements that insert them, parents first. */
record InsertedRows(Database database, Schema schema) {
  /** A migration with more rows is better written by a person. */
  private static final int MOST = 10_000;

  /**
   * One step a table that has rows. Their rollback is that of the table.
   *
   * @param last the step after which they come
   */
  List<MigrationStep> steps(MigrationStep last) {
    Phase phase = last.phase() == Phase.EXPAND ? Phase.BACKFILL : last.phase();
    List<MigrationStep> steps = new ArrayList<>();
    int count = 0;
    for (QualifiedName name : parentsFirst()) {
      Table table = Objects.requireNonNull(schema.tables().get(name));
      List<String> inserts = inserts(table);
      if (inserts.isEmpty()) continue;
      count += inserts.size();
      if (count > MOST)
        throw UnderpinException.refused(
            "The migrations insert more than %d rows, which is too much for one file. Nothing was changed."
                .formatted(MOST));
      String title =
          "insert the rows of the replaced migrations (%s)"
              .formatted(name.without(database.dialect().defaultNamespace()));
      List<String> statements = new ArrayList<>(inserts);
      for (Column column : table.columns())
        values().continued(name, column).ifPresent(statements::add);
      steps.add(
          new MigrationStep(
              last.number() + steps.size() + 1,
              phase,
              title,
              LOCK,
              Mode.TRANSACTION,
              Optional.empty(),
              statements,
              Mode.TRANSACTION,
              List.of(),
              "",
              List.of(),
              List.of()));
    }
    return steps;
  }

  private static final String LOCK = "allows reads and writes, " + Lock.Work.CATALOG.words();

  private RowValues values() {
    return database.dialect().rowValues();
  }

  private SqlTemplate template() {
    return database.dialect().template(database.dialect().defaultNamespace());
  }

  private List<String> inserts(Table table) {
    List<Column> columns = table.columns().stream().filter(c -> c.generated().isEmpty()).toList();
    if (columns.isEmpty() || table.partition().isPresent()) return List.of();
    List<String> names = columns.stream().map(Column::name).toList();
    List<SqlText> literals =
        columns.stream()
            .map(c -> values().literalOf(c, template().fragment("{}", c.name())))
            .toList();
    List<String> order = table.primaryKey().map(key -> List.copyOf(key.columns())).orElse(names);
    String overriding =
        columns.stream()
            .map(values()::overriding)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    String sql = template().sql("SELECT {} FROM {} ORDER BY {}", literals, table.name(), order);
    List<String> inserts = new ArrayList<>();
    for (List<Optional<String>> row : database.asking(() -> Sql.rows(database.connection(), sql)))
      inserts.add(
          template()
              .sql(
                  "INSERT INTO {} ({}) {}VALUES ({})",
                  table.name(),
                  names,
                  SqlText.of(overriding),
                  row.stream().map(value -> SqlText.of(value.orElse("NULL"))).toList()));
    return inserts;
  }

  private Set<QualifiedName> parentsFirst() {
    Set<QualifiedName> ordered = new LinkedHashSet<>();
    for (QualifiedName table : schema.tables().keySet()) add(table, ordered, new HashSet<>());
    return ordered;
  }

  private void add(QualifiedName name, Set<QualifiedName> ordered, Set<QualifiedName> entered) {
    Optional<Table> table = schema.table(name);
    if (table.isEmpty() || ordered.contains(name) || !entered.add(name)) return;
    for (ForeignKey key : table.get().constraintsOf(ForeignKey.class))
      add(key.references(), ordered, entered);
    ordered.add(name);
  }
}
