package dev.underpin.planner.sqlite.table;

import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.InUseRefusals;
import dev.underpin.planner.recipe.SecondNameTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.TableInUse;
import dev.underpin.planner.sqlite.kit.DefaultValues;
import dev.underpin.planner.sqlite.kit.InvalidObjects;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.OldNameView;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.sqlite.kit.VirtualTables;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;

/**
 * Gives a table another name while applications that know only one of the names run. In one
 * transaction the table gets its new name, and a view the old one; triggers write to the table what
 * is written to the view. In the end the view goes.
 */
public final class RenameTableInUse implements Runnable {
  private static final String LIMITS =
      "ON CONFLICT after an INSERT fails, while INSERT OR REPLACE and OR IGNORE work."
          + " last_insert_rowid(), changes() and RETURNING do not know what the table got."
          + " NULL for a column that is NOT NULL and has a default becomes the default.";

  private final SqliteContext context;
  private final StepSink sink;
  private final Change.RenameTable change;
  private final List<Change> changes;
  private final QualifiedName from;
  private final QualifiedName to;

  /**
   * The rename, and nothing yet.
   *
   * @param changes all changes of the plan
   */
  public RenameTableInUse(
      SqliteContext context, StepSink sink, Change.RenameTable change, List<Change> changes) {
    this.context = context;
    this.sink = sink;
    this.change = change;
    this.changes = changes;
    this.from = change.from();
    this.to = change.table();
  }

  @Override
  public void run() {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      sink.refuse(InUseRefusals.rename(change, obstacle.get()));
      return;
    }
    sink.note(to, SecondNameTitles.deploy(from));
    sink.note(to, SecondNameTitles.limits(from, LIMITS));
    OldNameView view = new OldNameView(context, table(), from);
    InvalidObjects broken = context.broken();
    StepKey both = StepKey.link(to, from.name(), 1);
    sink.add(
        broken
            .released(step(Phase.EXPAND, StepRanks.RENAME_TABLE, SecondNameTitles.rename(from, to)))
            .up(broken.around(SqliteAlter.renameTable(from.name(), to.name())))
            .up(view.create())
            .down(view.drop())
            .down(broken.around(SqliteAlter.renameTable(to.name(), from.name())))
            .effect(change)
            .effect(view.created())
            .creates(
                StepKeys.name(to.name()), StepKeys.tableRenamed(to), StepKeys.renamed(to), both));
    sink.add(
        step(Phase.CONTRACT, StepRanks.DROP_OBJECT, SecondNameTitles.drop(from))
            .hazard(Hazards.renamed(from.toString()))
            .up(view.drop())
            .down(view.create())
            .effect(view.dropped())
            .needs(both)
            .destroys(StepKeys.name(from.name())));
  }

  private StepBuilder step(Phase phase, int rank, String title) {
    return StepBuilder.step(phase, rank, to, title, Locks.CATALOG).source(change.target());
  }

  private Table table() {
    return context.renamed().table(to).orElseThrow();
  }

  // --- why not

  private Optional<String> obstacle() {
    if (SqliteContext.same(from, to))
      return Optional.of("the two names are one in SQLite, which ignores case");
    return TableInUse.obstacle(context, change, changes)
        .or(this::ofRows)
        .or(this::ofColumns)
        .or(this::ofObjects);
  }

  private Optional<String> ofRows() {
    return new OldNameView(context, table(), from).key().isEmpty()
        ? Optional.of(
            "it has no key of columns that are NOT NULL, by which a trigger finds the row that is"
                + " written through the view")
        : Optional.empty();
  }

  private Optional<String> ofColumns() {
    for (Column column : table().columns()) {
      if (column.nullable() && DefaultValues.hasValue(column))
        return Optional.of(
            "column "
                + column.name()
                + " has a default and may be NULL, and a trigger does not know whether an INSERT"
                + " left it out; make it NOT NULL or drop the default first");
      if (column.generated().isPresent())
        return Optional.of(
            "column "
                + column.name()
                + " is generated, and an INSERT that names no columns would have to give it a value");
    }
    return Optional.empty();
  }

  private Optional<String> ofObjects() {
    Optional<String> broken =
        context.broken().naming(from).map(o -> o.name() + " names it, and something that is gone");
    if (broken.isPresent()) return broken;
    List<SchemaObject> indexes = VirtualTables.over(context.renamed().objects().values(), to);
    if (!indexes.isEmpty())
      return Optional.of("the full-text index " + indexes.get(0).name() + " reads it by its name");
    return context.renamed().objects().values().stream()
        .filter(o -> SqliteContext.isTriggerOn(o, to) && isForSomeColumns(o))
        .findFirst()
        .map(
            o ->
                "trigger "
                    + o.name()
                    + " runs for an UPDATE OF some columns, and one through the view is of all");
  }

  private static boolean isForSomeColumns(SchemaObject trigger) {
    List<Token> tokens = Lexer.tokens(trigger.create().written());
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i - 1).isWord("UPDATE") && tokens.get(i).isWord("OF")) return true;
      if (tokens.get(i).isWord("BEGIN")) return false;
    }
    return false;
  }
}
