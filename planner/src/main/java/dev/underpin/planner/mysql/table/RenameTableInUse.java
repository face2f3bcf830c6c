package dev.underpin.planner.mysql.table;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.InUseRefusals;
import dev.underpin.planner.recipe.SecondNameTitles;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.TableInUse;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives a table another name while applications that know only one of the names run: a view has the
 * old one. {@code RENAME TABLE} gives several tables and views their names at once (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/rename-table.html">documentation</a>), but a view
 * can only be created over a table that is there. So it is created over an empty table with the new
 * name, which then makes room for the real one. In the end the view goes.
 */
public final class RenameTableInUse extends TableSteps {
  private static final String LIMITS =
      "TRUNCATE and ALTER TABLE. Privileges on the table stay with the old name: grant them on the"
          + " new one before the new application comes.";

  private final Change.RenameTable change;
  private final QualifiedName from;

  public RenameTableInUse(TableSteps steps, Change.RenameTable change) {
    super(steps);
    this.change = change;
    this.from = change.from();
  }

  public void plan() {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      sink.refuse(InUseRefusals.rename(change, obstacle.get()));
      return;
    }
    sink.note(table, SecondNameTitles.deploy(from));
    sink.note(table, SecondNameTitles.limits(from, LIMITS));
    StepKey both = StepKey.link(table, from.name(), 1);
    sink.add(
        step(
                Phase.EXPAND,
                StepRanks.RENAME_TABLE,
                SecondNameTitles.rename(from, table),
                MysqlContext.METADATA_LOCK)
            .up(rename())
            .down(renameBack())
            .effect(change)
            .effect(new Change.CreateObject(view()))
            .creates(StepKey.table(table), both)
            .destroys(StepKey.table(from)));
    sink.add(
        step(
                Phase.CONTRACT,
                StepRanks.DROP_OBJECT,
                SecondNameTitles.drop(from),
                MysqlContext.METADATA_LOCK)
            .hazard(Hazards.renamed(from.toString()))
            .up(context.ddl().dropObject(view()))
            .down(context.ddl().createObject(view()))
            .effect(new Change.DropObject(view()))
            .needs(both));
  }

  private SqlStatement[] rename() {
    QualifiedName empty = temporary("empty");
    QualifiedName view = temporary("view");
    return new SqlStatement[] {
      SqlStatement.of(context.sql("CREATE TABLE {} LIKE {}", table, from)),
      SqlStatement.of(createView(view)),
      SqlStatement.of(
          context.sql(
              "RENAME TABLE {} TO {}, {} TO {}, {} TO {}", table, empty, from, table, view, from)),
      SqlStatement.of(context.sql("DROP TABLE {}", empty))
    };
  }

  private SqlStatement[] renameBack() {
    QualifiedName view = temporary("view");
    return new SqlStatement[] {
      SqlStatement.of(context.sql("RENAME TABLE {} TO {}, {} TO {}", from, view, table, from)),
      SqlStatement.of(context.sql("DROP VIEW {}", view))
    };
  }

  private QualifiedName temporary(String kind) {
    return table.withName(context.temporary(kind, table.toString()));
  }

  // --- the view

  private SchemaObject view() {
    Set<String> columns =
        oldTable().columns().stream().map(Column::name).collect(Collectors.toSet());
    return new SchemaObject(
        SchemaObject.Kind.VIEW,
        from,
        Optional.empty(),
        SqlText.of(createView(from)).asWritten(),
        context.sql("DROP VIEW {}", from),
        Set.of(table),
        Map.of(table, columns),
        Options.none());
  }

  /** As the servers write it. */
  private String createView(QualifiedName name) {
    String columns =
        oldTable().columns().stream()
            .map(c -> context.sql("{}.{} AS {}", table.name(), c.name(), c.name()))
            .collect(Collectors.joining(","));
    return context.sql("CREATE VIEW {} AS select {} from {}", name, SqlText.of(columns), table);
  }

  // --- why not

  private Optional<String> obstacle() {
    return TableInUse.obstacle(context, change, context.changes())
        .or(this::ofColumns)
        .or(this::ofObjects);
  }

  private Optional<String> ofColumns() {
    return oldTable().columns().stream()
        .filter(c -> c.options().containsKey("invisible"))
        .findFirst()
        .map(
            c ->
                "column "
                    + c.name()
                    + " is invisible, and an INSERT into a view that names no columns would have to"
                    + " give it a value");
  }

  /** The servers leave the text of views and bodies as it is. */
  private Optional<String> ofObjects() {
    return context.catalog().schema().objects().values().stream()
        .filter(o -> !o.table().filter(from::equals).isPresent())
        .filter(o -> !context.dialect().renameTable(o.create(), from, table).equals(o.create()))
        .findFirst()
        .map(
            o -> o.kind().words() + " " + o.name() + " names it, and would still say the old name");
  }
}
