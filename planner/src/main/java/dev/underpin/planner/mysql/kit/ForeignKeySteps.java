package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.traits.TableTrait;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Foreign keys of a table. With checks switched off the server adds one at once and looks at no
 * row; then, when it already holds for every write, the rows are looked at.
 */
public final class ForeignKeySteps {
  private final TableSteps steps;
  private final MysqlContext context;
  private final QualifiedName table;

  public ForeignKeySteps(TableSteps steps) {
    this.steps = steps;
    this.context = steps.context;
    this.table = steps.table;
  }

  public void add(Phase phase, ForeignKey key) {
    Lock lock = steps.method(Operation.ADD_FOREIGN_KEY_UNCHECKED).locks();
    StepBuilder step =
        steps
            .step(phase, StepRanks.ADD_FOREIGN_KEY, StepTitles.addConstraint(key), lock)
            .mode(Mode.DETACHED, Mode.ALONE)
            .source(steps.ref().constraint(key))
            .statements(adding(key), List.of(dropping(key)))
            .effect(new Change.AddConstraint(table, key))
            .creates(StepKey.constraint(key.name().orElseThrow()))
            .needs(StepKey.table(table), StepKey.table(key.references()))
            .needs(State.NEW_INDEXES.of(table), State.NEW_INDEXES.of(key.references()))
            .needs(steps.needs(key.columnList()))
            .needs(context.needsOf(key.references(), key.referencedColumns()));
    if (TableTrait.changesRows(key))
      key.columnList().forEach(c -> step.destroys(State.COMPUTED_FROM.of(table, c)));
    new DataChecks(context).of(table, key).ifPresent(step::check);
    steps.sink.add(step);
  }

  public void drop(ForeignKey key) {
    String title = StepTitles.dropConstraint(key);
    StepBuilder step =
        steps
            .step(
                Phase.CONTRACT,
                StepRanks.DROP_FOREIGN_KEY,
                steps.ref().constraint(key),
                title,
                steps.method(Operation.DROP_FOREIGN_KEY))
            .mode(Mode.ALONE, Mode.DETACHED)
            .statements(List.of(dropping(key)), adding(key))
            .effect(new Change.DropConstraint(table, key))
            .needs(context.renamesOf(key.references(), key.referencedColumns()))
            .releases(context.releasesOf(key.references(), key.referencedColumns()))
            .releases(State.OLD_INDEXES.of(table), State.OLD_INDEXES.of(key.references()))
            .destroys(StepKey.constraint(key.name().orElseThrow()));
    steps.releasing(step, key.columnList());
    if (relatesColumnsThatStay(key)) step.hazard(withoutKey(key));
    if (TableTrait.changesRows(key))
      key.columnList().forEach(c -> step.releases(State.CHANGED_BY_KEY.of(table, c)));
    steps.sink.add(step);
  }

  private Finding withoutKey(ForeignKey key) {
    boolean returns =
        target(table).stream()
            .flatMap(t -> t.constraintsOf(ForeignKey.class).stream())
            .anyMatch(
                k ->
                    k.columnList().equals(key.columnList())
                        && k.references().equals(key.references())
                        && k.referencedColumns().equals(key.referencedColumns()));
    return returns ? Hazards.keyMissing(key, table) : Hazards.keyDropped(key, table);
  }

  private boolean relatesColumnsThatStay(ForeignKey key) {
    return has(table, key.columnList()) && has(key.references(), key.referencedColumns());
  }

  private boolean has(QualifiedName name, List<String> columns) {
    return target(name)
        .filter(t -> columns.stream().allMatch(c -> t.column(c).isPresent()))
        .isPresent();
  }

  private Optional<Table> target(QualifiedName name) {
    return context.target().table(name);
  }

  private SqlStatement dropping(ForeignKey key) {
    return steps.alter(Operation.DROP_FOREIGN_KEY, steps.clauses.dropConstraint(key));
  }

  /** It is added without a look at the rows; after that, one orphan stops the run. */
  private List<SqlStatement> adding(ForeignKey key) {
    SqlStatement add =
        steps.alter(Operation.ADD_FOREIGN_KEY_UNCHECKED, steps.clauses.addConstraint(key));
    return context.isEmpty(table) ? List.of(add) : List.of(add, failOnOrphans(key));
  }

  /** A query of one value that has two where a row has no parent, which is an error. */
  private SqlStatement failOnOrphans(ForeignKey key) {
    List<SqlText> filled = new ArrayList<>();
    List<SqlText> pairs = new ArrayList<>();
    for (int i = 0; i < key.columnList().size(); i++) {
      String child = key.columnList().get(i);
      String parent = key.referencedColumns().get(i);
      filled.add(context.fragment("child.{} IS NOT NULL", child));
      pairs.add(context.fragment("parent.{} = child.{}", parent, child));
    }
    SqlText parents =
        context.fragment(
            "SELECT 1 FROM {} AS parent WHERE {}", key.references(), MysqlContext.and(pairs));
    SqlText orphans =
        context.fragment(
            "SELECT 1 FROM {} AS child WHERE {} AND NOT EXISTS ({})",
            table,
            MysqlContext.and(filled),
            parents);
    SqlText two = SqlText.of("SELECT 1 AS one UNION ALL SELECT 2");
    return SqlStatement.of(
        context.sql(
            "SELECT (SELECT 1 FROM ({}) AS two WHERE EXISTS ({})) AS fails_where_a_row_has_no_parent",
            two,
            orphans));
  }
}
