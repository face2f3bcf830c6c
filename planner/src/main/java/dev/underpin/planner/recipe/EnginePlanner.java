package dev.underpin.planner.recipe;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.lint.EngineLint;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An engine's safe ways to make changes; found by {@link java.util.ServiceLoader}. Pure: it asks no
 * server.
 */
public interface EnginePlanner {
  /** The engine's id. */
  String engineId();

  /**
   * The steps that make all of these changes. One change may take many steps, and many changes may
   * share one (a table rebuild).
   */
  RecipeResult make(List<Change> changes, PlanningInput context);

  /**
   * The tables that become partitions, or that stop being ones: all other changes are planned for
   * them as tables of their own.
   *
   * @param desired the desired schema, in which constraints may have no name yet
   */
  default Ties ties(Dialect dialect, Catalog catalog, Schema desired, Hints hints) {
    return Ties.none(catalog.schema(), desired);
  }

  /**
   * The steps of a plan with those that tie tables to others, or that end such a tie.
   *
   * @param free the desired schema with tables as they are before they are tied
   */
  default RecipeResult tied(RecipeResult recipe, Ties ties, Schema free, PlanningInput context) {
    return recipe;
  }

  /**
   * The ordered steps, those that the engine would rather make at once put together, with what they
   * need where they stand.
   */
  default List<Step> join(List<Step> steps, PlanningInput context) {
    return steps;
  }

  /** The rules of lint that only this engine has. */
  default EngineLint lint() {
    return EngineLint.NONE;
  }

  /**
   * What a saved file begins with, so that a plain client stops at the first error and reads names
   * as they are meant.
   */
  List<String> filePrologue(String defaultNamespace);

  /**
   * Lines of a saved file that give other names to what an earlier run of it left in the trash, so
   * that the file runs any number of times. None where the engine's shell cannot do that.
   *
   * @param token what the names in the trash are marked with
   * @param tables those from which a column may lie in the trash
   */
  default List<String> renameEarlierTrash(
      Dialect dialect, String token, Collection<QualifiedName> tables) {
    return List.of();
  }

  /**
   * What all rows of a table leave behind that were written again, and how a person gives that
   * space back; empty where nothing is left.
   */
  default Optional<String> spaceLeft(Dialect dialect, QualifiedName table) {
    return Optional.empty();
  }

  /** What is locked where a few rows are written. */
  Lock rowLock();

  /**
   * What others notice of a lock.
   *
   * @param name the engine's name for it, as {@link Lock#name} has it
   */
  Lock.Blocks blocks(String name);

  /**
   * The statements that stand around a step of that mode in a file, where the runner would use its
   * own means.
   */
  Framing framing(Mode mode);

  /** True where the server runs statements that come as one text in one transaction. */
  default boolean runsTextInOneTransaction() {
    return false;
  }

  /**
   * A statement as a plain client wants it ended in a file: behind a comment to the end of its
   * line, the semicolon would be part of that.
   */
  default String ended(String statement) {
    String lastLine = statement.substring(statement.lastIndexOf('\n') + 1);
    return statement + (lastLine.contains("--") ? "\n;" : ";");
  }

  /** A file's statements without what only its plain client understands. */
  default String plain(String statements) {
    return statements;
  }

  /**
   * What stands before and after a step's statements in a file.
   *
   * @param before such as {@code BEGIN}, without semicolons
   * @param after such as {@code COMMIT}, without semicolons
   */
  record Framing(List<String> before, List<String> after) {
    /** Nothing around them. */
    public static final Framing NONE = new Framing(List.of(), List.of());

    public Framing {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }
}
