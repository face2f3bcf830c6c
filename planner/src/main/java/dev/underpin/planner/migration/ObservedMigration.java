package dev.underpin.planner.migration;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SqlStatement;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.order.ObservedPromise;
import dev.underpin.planner.order.Promise;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A migration that a person wrote or edited, with what a server was seen to make of it. */
public final class ObservedMigration {
  private ObservedMigration() {}

  /**
   * The same migration, saying what it needs and leaves.
   *
   * @param schemas the schema before the first step, and after each
   * @param approved the words that a person has said, beside those of the file
   */
  public static Migration of(
      Migration migration, Dialect dialect, List<Schema> schemas, Set<Allow> approved) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < migration.steps().size(); i++)
      steps.add(step(migration.steps().get(i), schemas.get(i), schemas.get(i + 1)));
    Promise promise = ObservedPromise.of(dialect, schemas, steps);
    List<MigrationStep> told = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++)
      told.add(migration.steps().get(i).withLeaves(promise.steps().get(i).toString()));
    TreeSet<String> words = new TreeSet<>(migration.allowed());
    approved.forEach(word -> words.add(word.word()));
    return new Migration(
        migration.id(),
        migration.engineId(),
        migration.engineVersion(),
        words,
        migration.isBaseline(),
        promise.needs().toString(),
        promise.leaves().toString(),
        migration.prologue(),
        told,
        migration.seeds());
  }

  private static Step step(MigrationStep step, Schema before, Schema after) {
    List<Change> created = new ArrayList<>();
    Optional<QualifiedName> subject = Optional.empty();
    for (Table table : after.tables().values()) {
      if (!before.tables().containsKey(table.name())) created.add(new Change.CreateTable(table));
      else if (!table.equals(before.tables().get(table.name())) && subject.isEmpty())
        subject = Optional.of(table.name());
    }
    return new Step(
        step.phase(),
        step.title(),
        subject.orElse(new QualifiedName("", "")),
        Optional.empty(),
        step.mode(),
        statements(step.up()),
        step.batch(),
        step.downMode(),
        statements(step.down()),
        new Lock("", Lock.Blocks.NOTHING, Lock.Work.CATALOG),
        List.of(),
        Set.of(),
        created,
        step.checks(),
        step.downChecks());
  }

  private static List<SqlStatement> statements(List<String> texts) {
    return texts.stream().map(SqlStatement::of).toList();
  }
}
