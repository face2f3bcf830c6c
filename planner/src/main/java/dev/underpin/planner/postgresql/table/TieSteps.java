package dev.underpin.planner.postgresql.table;

import static dev.underpin.planner.recipe.StepBuilder.contract;

import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.ConstraintSteps;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PartitionChecks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.RecipeResult;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.recipe.Ties;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Partitions are detached before all other changes of theirs and of the table that they were of,
 * and tables are attached after them.
 *
 * <p>DETACH is a statement of a transaction: CONCURRENTLY is none, cannot be used beside a default
 * partition, and leaves a check behind; the lock is short. ATTACH does not read the rows where a
 * valid check proves that they fit, so such a check is added before, and validated while others
 * write.
 */
public record TieSteps(PostgresContext context, Ties ties, Schema free) {
  /** The steps of a plan with those that end ties and make them. */
  public RecipeResult around(RecipeResult recipe) {
    List<UnorderedStep> all = new ArrayList<>();
    Map<QualifiedName, Set<StepKey>> needs = new HashMap<>();
    Map<QualifiedName, Set<StepKey>> releases = new HashMap<>();
    for (Table partition : ties.detached().values()) {
      StepKey apart = State.BY_ITSELF.of(partition.name(), "detached");
      all.add(detach(partition).creates(apart).build());
      for (QualifiedName table : tied(partition, context.catalog().schema()))
        needs.computeIfAbsent(table, t -> new HashSet<>()).add(apart);
    }
    for (QualifiedName name : ties.attached().keySet()) {
      Table partition = context.target().table(name).orElseThrow();
      StepKey apart = State.BY_ITSELF.of(name, "attached");
      all.addAll(attach(partition, apart));
      for (QualifiedName table : tied(partition, context.target()))
        releases.computeIfAbsent(table, t -> new HashSet<>()).add(apart);
    }
    for (UnorderedStep draft : recipe.drafts()) {
      Set<StepKey> before = new HashSet<>();
      Set<StepKey> after = new HashSet<>();
      for (QualifiedName table : touched(draft)) {
        before.addAll(needs.getOrDefault(table, Set.of()));
        after.addAll(releases.getOrDefault(table, Set.of()));
      }
      all.add(draft.withKeys(before, after));
    }
    return new RecipeResult(all, recipe.refusals(), recipe.notes());
  }

  /** A partition and the tables that it is of. */
  private static List<QualifiedName> tied(Table partition, Schema side) {
    List<QualifiedName> tied = new ArrayList<>(List.of(partition.name()));
    Optional<Partition> next = partition.partition();
    while (next.isPresent()) {
      tied.add(next.get().of());
      next = side.table(next.get().of()).flatMap(Table::partition);
    }
    return tied;
  }

  private static Set<QualifiedName> touched(UnorderedStep draft) {
    Set<QualifiedName> tables = new HashSet<>();
    for (Change effect : draft.step().effects()) {
      if (effect instanceof Change.TableChange c) tables.add(c.table());
      if (effect instanceof Change.RenameTable c) tables.add(c.from());
      if (effect instanceof Change.CreateObject c) of(c.object()).ifPresent(tables::add);
      if (effect instanceof Change.DropObject c) of(c.object()).ifPresent(tables::add);
      if (effect instanceof Change.ReplaceObject c) of(c.after()).ifPresent(tables::add);
    }
    return tables;
  }

  private static Optional<QualifiedName> of(SchemaObject object) {
    return object.table();
  }

  private StepBuilder detach(Table partition) {
    QualifiedName name = partition.name();
    Partition was = partition.partition().orElseThrow();
    StepBuilder step =
        contract(
                StepRanks.DROP_OBJECT, name, StepTitles.detach(was.of()), Locks.PARTITION_EXCLUSIVE)
            .source(ObjectRef.table(name))
            .effect(new Change.ReplaceTable(partition, ties.live().table(name).orElseThrow()))
            .up(context.ddl().partitions().detach(name, was))
            .down(context.ddl().partitions().attach(name, was))
            .releases(StepKey.table(was.of()))
            .checks(new PartitionChecks(context).ofDetached(partition));
    new PartitionChecks(context).ofRollback(partition, true).forEach(step::downCheck);
    return step;
  }

  private List<UnorderedStep> attach(Table partition, StepKey apart) {
    QualifiedName name = partition.name();
    Partition is = partition.partition().orElseThrow();
    PartitionChecks checks = new PartitionChecks(context);
    List<Helper> helpers = helpers(partition);
    Table before = free.table(name).orElseThrow();
    List<UnorderedStep> steps = new ArrayList<>();
    List<StepKey> last = new ArrayList<>();
    for (Helper helper : helpers) {
      steps.add(helper.add(apart).build());
      steps.add(helper.validate().build());
      last.add(helper.key("valid"));
    }
    Optional<Constraint> own =
        helpers.stream()
            .filter(h -> h.table().name().equals(name))
            .map(h -> (Constraint) h.valid())
            .findFirst();
    boolean scan = own.isEmpty() && !context.isEmpty(name);
    StepBuilder step =
        contract(
                StepRanks.DROP_REST,
                name,
                StepTitles.attach(is.of()),
                scan ? Locks.ATTACH_SCAN : Locks.ATTACH)
            .source(ObjectRef.table(name))
            .effect(new Change.ReplaceTable(with(before, own), with(partition, own)))
            .up(context.ddl().partitions().attach(name, is))
            .down(context.ddl().partitions().detach(name, is))
            .creates(State.BY_ITSELF.of(name, "tied"))
            .needs(last)
            .needs(StepKey.table(is.of()), StepKey.table(name))
            .destroys(apart)
            .checks(checks.ofBound(partition));
    checks.ofDetachedAgain(partition).forEach(step::downCheck);
    steps.add(context.addLockHazards(step, name, scan ? Locks.ATTACH_SCAN : Locks.ATTACH).build());
    for (Helper helper : helpers) steps.add(helper.drop().build());
    return steps;
  }

  private static Table with(Table table, Optional<Constraint> helper) {
    if (helper.isEmpty()) return table;
    List<Constraint> all = new ArrayList<>(table.constraints());
    all.add(helper.get());
    return table.withConstraints(all);
  }

  /** For the rows of the table, and for those of the default partition. */
  private List<Helper> helpers(Table partition) {
    List<Helper> helpers = new ArrayList<>();
    PartitionChecks checks = new PartitionChecks(context);
    Optional<SqlText> proof = checks.proof(partition);
    if (proof.isEmpty()) return helpers;
    if (!context.isEmpty(partition.name()))
      helpers.add(new Helper(context, partition, partition, proof.get()));
    checks
        .defaultBeside(partition)
        .filter(d -> !context.isEmpty(d.name()))
        .ifPresent(
            d ->
                helpers.add(
                    new Helper(
                        context, partition, d, context.ddl().fragment("NOT ({})", proof.get()))));
    return helpers;
  }

  /** A check that proves where rows belong. */
  private record Helper(PostgresContext context, Table partition, Table table, SqlText condition) {
    CheckConstraint valid() {
      String name =
          context.temporary("bound", partition.name().toString(), table.name().toString());
      return CheckConstraint.of(Optional.of(name), CanonicalForm.expression(condition.written()));
    }

    private String name() {
      return valid().name().orElseThrow();
    }

    StepKey key(String part) {
      return State.BY_ITSELF.of(partition.name(), part + " " + table.name());
    }

    StepBuilder add(StepKey apart) {
      CheckConstraint pending = valid().withNotValid(true);
      PartitionChecks checks = new PartitionChecks(context);
      return contract(
              StepRanks.DROP_REST,
              table.name(),
              StepTitles.rejectOutOfBounds(partition.name()),
              Locks.EXCLUSIVE)
          .source(ObjectRef.table(partition.name()))
          .up(context.ddl().addConstraint(table, pending))
          .down(context.ddl().dropConstraint(table.name(), name()))
          .effect(new Change.AddConstraint(table.name(), pending))
          .creates(key("pending"))
          .needs(StepKey.table(table.name()))
          .destroys(apart)
          .checks(checks.ofBound(partition));
    }

    StepBuilder validate() {
      CheckConstraint pending = valid().withNotValid(true);
      return contract(
              StepRanks.DROP_REST,
              table.name(),
              StepTitles.validateBounds(partition.name()),
              Locks.VALIDATE)
          .source(ObjectRef.table(partition.name()))
          .up(context.ddl().validateConstraint(table.name(), name()))
          .down(
              context.ddl().dropConstraint(table.name(), name()),
              context.ddl().addConstraint(table, pending))
          .effect(new Change.AlterConstraint(table.name(), pending, valid()))
          .needs(key("pending"))
          .creates(key("valid"));
    }

    StepBuilder drop() {
      return contract(
              StepRanks.DROP_REST, table.name(), StepTitles.dropBoundsCheck(), Locks.EXCLUSIVE)
          .source(ObjectRef.table(partition.name()))
          .up(context.ddl().dropConstraint(table.name(), name()))
          .mode(Mode.TRANSACTION, Mode.ALONE)
          .down(new ConstraintSteps(context).addToRows(table, valid()))
          .effect(new Change.DropConstraint(table.name(), valid()))
          .needs(State.BY_ITSELF.of(partition.name(), "tied"));
    }
  }
}
