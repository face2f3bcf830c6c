package dev.underpin.planner.postgresql;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Recipe;
import dev.underpin.planner.recipe.RecipeContext;
import dev.underpin.planner.recipe.Recipes;
import dev.underpin.planner.step.Mode;
import java.util.List;

/** PostgreSQL's recipes. */
public final class PostgresRecipes implements Recipes {
  @Override
  public String engineId() {
    return "postgresql";
  }

  @Override
  public Recipe make(List<Change> declared, RecipeContext context) {
    Work work = new Work(context, declared);
    List<Change> changes =
        EnumRemaking.withoutGoneLabels(ForeignKeysInTheWay.added(declared, context), work);
    Inheritance inheritance = new Inheritance(work);
    inheritance.refuse(changes);
    TypeRecipes types = new TypeRecipes(work);
    SequenceRecipes sequences = new SequenceRecipes(work);
    ObjectRecipes objects = new ObjectRecipes(work);
    TableRecipes tables = new TableRecipes(work, inheritance, changes);
    ColumnRecipes columns = new ColumnRecipes(work);
    ConstraintRecipes constraints = new ConstraintRecipes(work);
    IndexRecipes indexes = new IndexRecipes(work, changes);
    for (Change change : changes) {
      if (change instanceof Change.CreateNamespace c) {
        types.createNamespace(c.namespace());
      } else if (change instanceof Change.CreateEnum c) {
        types.create(c.type());
      } else if (change instanceof Change.DropEnum c) {
        types.drop(c.type());
      } else if (change instanceof Change.RenameLabel c) {
        types.renameLabel(c.type(), c.from(), c.to());
      } else if (change instanceof Change.AlterEnum c) {
        types.alter(c.before(), c.after());
      } else if (change instanceof Change.CreateSequence c) {
        sequences.create(c.sequence());
      } else if (change instanceof Change.DropSequence c) {
        sequences.drop(c.sequence());
      } else if (change instanceof Change.AlterSequence c) {
        sequences.alter(c.before(), c.after());
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
      } else if (change instanceof Change.AlterTable c) {
        tables.alter(c.before(), c.after());
      } else if (change instanceof Change.AddColumn c) {
        columns.add(c.table(), c.column());
      } else if (change instanceof Change.DropColumn c) {
        columns.drop(c.table(), c.column());
      } else if (change instanceof Change.RenameColumn c) {
        columns.rename(c.table(), c.from(), c.to());
      } else if (change instanceof Change.AlterColumn c) {
        columns.alter(c.table(), c.before(), c.after());
      } else if (change instanceof Change.AddConstraint c) {
        constraints.add(c.table(), c.constraint());
      } else if (change instanceof Change.DropConstraint c) {
        constraints.drop(c.table(), c.constraint());
      } else if (change instanceof Change.AlterConstraint c) {
        constraints.alter(c.table(), c.before(), c.after());
      } else if (change instanceof Change.AddIndex c) {
        indexes.add(c.table(), c.index());
      } else if (change instanceof Change.DropIndex c) {
        indexes.drop(c.table(), c.index());
      } else if (change instanceof Change.AlterIndex c) {
        indexes.alter(c.table(), c.before(), c.after());
      }
    }
    objects.takeDown(changes);
    return new Recipe(work.drafts, work.refusals, work.notes);
  }

  @Override
  public List<String> filePrologue(String defaultNamespace) {
    return List.of(
        "\\set ON_ERROR_STOP on",
        "SET search_path TO \"" + defaultNamespace.replace("\"", "\"\"") + "\";",
        "SET lock_timeout TO '5s';",
        "SET statement_timeout TO 0;");
  }

  @Override
  public Framing framing(Mode mode) {
    return mode == Mode.TRANSACTION || mode == Mode.DETACHED
        ? new Framing(List.of("BEGIN"), List.of("COMMIT"))
        : Framing.NONE;
  }
}
