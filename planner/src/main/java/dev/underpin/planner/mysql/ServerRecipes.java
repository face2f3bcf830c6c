package dev.underpin.planner.mysql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.mysql.MysqlDdl;
import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Recipe;
import dev.underpin.planner.recipe.RecipeContext;
import dev.underpin.planner.recipe.Recipes;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import java.util.ArrayList;
import java.util.List;

/** The recipes of both servers: what differs between them are {@link Abilities}. */
abstract class ServerRecipes implements Recipes {
  @Override
  public final Recipe make(List<Change> declared, RecipeContext context) {
    Work work = new Work(context, declared);
    List<Change> settled =
        ColumnChecks.withTheirColumns(
            work, ForeignKeysInTheWay.added(work, ComputedInTheWay.apart(work, declared)));
    work.settle(settled);
    List<Change> changes = KeyGroup.together(work, settled);
    ObjectRecipes objects = new ObjectRecipes(work);
    TableRecipes tables = new TableRecipes(work);
    ColumnRecipes columns = new ColumnRecipes(work, context.catalog().schema());
    KeyRecipes keys = new KeyRecipes(work);
    IndexRecipes indexes = new IndexRecipes(work);
    for (Change change : changes) {
      if (change instanceof Change.CreateNamespace c) {
        work.refusals.add(
            new Refusal(
                c.namespace(),
                "There is no database " + c.namespace() + " on this server.",
                "Have it made, with the collation that its tables are to have: CREATE DATABASE "
                    + work.quote(c.namespace()),
                "schemas"));
      } else if (change instanceof Change.CreateObject c) {
        objects.create(c.object());
      } else if (change instanceof Change.DropObject c) {
        objects.drop(c.object());
      } else if (change instanceof Change.ReplaceObject c) {
        objects.replace(c.before(), c.after());
      } else if (change instanceof Change.CreateTable c) {
        tables.create(c.definition());
      } else if (change instanceof Change.DropTable c) {
        tables.drop(c.definition());
      } else if (change instanceof Change.RenameTable c) {
        tables.rename(c.from(), c.table());
        columns.renamedTable(c.from(), c.table());
      } else if (change instanceof Change.AlterTable c) {
        tables.alter(c.before(), c.after());
      } else if (change instanceof Change.AddColumn c) {
        columns.add(c.table(), c.column());
      } else if (change instanceof Change.DropColumn c) {
        columns.drop(c.table(), c.column());
      } else if (change instanceof Change.RenameColumn c) {
        columns.rename(c.table(), c.from(), c.to());
      } else if (change instanceof Change.AlterColumn c) {
        new ColumnChange(work, c.table(), c.before(), c.after()).plan();
      } else if (change instanceof Change.AddConstraint c) {
        keys.add(c.table(), c.constraint());
      } else if (change instanceof Change.DropConstraint c) {
        keys.drop(c.table(), c.constraint());
      } else if (change instanceof Change.AlterConstraint c) {
        keys.alter(c.table(), c.before(), c.after());
      } else if (change instanceof Change.AddIndex c) {
        indexes.add(c.table(), c.index());
      } else if (change instanceof Change.DropIndex c) {
        indexes.drop(c.table(), c.index());
      } else if (change instanceof Change.AlterIndex c) {
        indexes.alter(c.table(), c.before(), c.after());
      }
    }
    work.notes.addAll(work.versions.notes());
    return new Recipe(work.drafts, work.refusals, work.notes);
  }

  /** Enums and sequences are lowered to what a column can say, so no change speaks of them. */
  @Override
  public final List<String> filePrologue(String defaultNamespace) {
    List<String> lines = new ArrayList<>();
    lines.add("SET NAMES utf8mb4;");
    lines.add(MysqlDdl.setSqlMode() + ";");
    lines.add("SET SESSION lock_wait_timeout = 5;");
    return lines;
  }

  @Override
  public final List<Step> join(List<Step> steps, Dialect dialect) {
    return Joining.neighbours(steps, ((MysqlDialect) dialect).alter());
  }

  /** A compound body has semicolons of its own. */
  @Override
  public final String ended(String statement) {
    return statement.contains(";")
        ? "DELIMITER ;;\n" + statement + ";;\nDELIMITER ;"
        : statement + ";";
  }

  @Override
  public final String plain(String statements) {
    return statements.replaceAll("(?m)^DELIMITER .*$", "");
  }

  @Override
  public final Framing framing(Mode mode) {
    return switch (mode) {
      case DETACHED ->
          new Framing(
              List.of("SET SESSION foreign_key_checks = 0"),
              List.of("SET SESSION foreign_key_checks = 1"));
      case TRANSACTION -> new Framing(List.of("START TRANSACTION"), List.of("COMMIT"));
      case ALONE, BATCHES, BY_TOOL -> Framing.NONE;
    };
  }
}
