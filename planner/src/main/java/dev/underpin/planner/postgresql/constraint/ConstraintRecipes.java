package dev.underpin.planner.postgresql.constraint;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AlterConstraint;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.List;
import java.util.Optional;

/**
 * Constraints of existing tables: first so that they hold for what is written from now on, then,
 * without a lock that anybody notices, for what is there.
 */
public final class ConstraintRecipes {
  private final PostgresContext context;
  private final StepSink sink;
  private final DataChecks checks;

  public ConstraintRecipes(PostgresContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
    this.checks = new DataChecks(context);
  }

  public void add(QualifiedName table, Constraint constraint) {
    constraint
        .<Runnable>match(
            key -> () -> addKey(table, key),
            unique -> () -> addKey(table, unique),
            foreign -> () -> addForeignKey(table, foreign),
            check -> () -> addCheck(table, check),
            exclusion -> () -> addExclusion(table, exclusion))
        .run();
  }

  private void addCheck(QualifiedName name, CheckConstraint check) {
    Table table = table(name);
    if (check.notValid() || context.isEmpty(name)) {
      sink.add(
          checked(
              adding(name, check, context.ddl().addConstraint(table, check), Locks.EXCLUSIVE),
              name,
              check));
      return;
    }
    CheckConstraint pending = check.withNotValid(true);
    sink.add(
        checked(
            adding(name, pending, context.ddl().addConstraint(table, pending), Locks.EXCLUSIVE),
            name,
            check));
    validate(name, pending, check);
  }

  private StepBuilder checked(StepBuilder step, QualifiedName table, CheckConstraint check) {
    checks.of(table, check).ifPresent(step::check);
    return step;
  }

  private void addForeignKey(QualifiedName name, ForeignKey key) {
    Table table = table(name);
    boolean direct = key.notValid() || context.isEmpty(name);
    ForeignKey first = direct ? key : key.withNotValid(true);
    StepBuilder step =
        adding(name, first, context.ddl().addConstraint(table, first), Locks.SHARE_ROW_EXCLUSIVE)
            .needs(StepKey.table(key.references()))
            .needs(context.needsOf(key.references(), context.standingOn(key)))
            .needs(context.keysUnder(key));
    checks.of(name, key).ifPresent(step::check);
    sink.add(step);
    if (!direct) validate(name, first, key);
  }

  private StepBuilder adding(
      QualifiedName table, Constraint constraint, String statement, Lock lock) {
    String name = constraint.name().orElseThrow();
    boolean pending = isNotValid(constraint);
    StepBuilder step =
        step(
                Phase.CONTRACT,
                constraint instanceof ForeignKey ? StepRanks.ADD_FOREIGN_KEY : StepRanks.ADD_CHECK,
                table,
                pending ? StepTitles.addNotValid(constraint) : StepTitles.addConstraint(constraint),
                lock)
            .source(ObjectRef.table(table).constraint(constraint))
            .up(statement)
            .down(context.ddl().dropConstraint(table, name))
            .effect(new AddConstraint(table, constraint))
            .creates(State.CONSTRAINT.of(table, name))
            .needs(context.needsOf(table, context.mentioned(table, constraint)));
    context.comment(table, constraint).ifPresent(step::up);
    return step;
  }

  private void validate(QualifiedName table, Constraint pending, Constraint valid) {
    String name = valid.name().orElseThrow();
    sink.add(
        step(
                Phase.CONTRACT,
                valid instanceof ForeignKey ? StepRanks.ADD_FOREIGN_KEY : StepRanks.ADD_CHECK,
                table,
                StepTitles.validate(valid),
                Locks.VALIDATE)
            .source(ObjectRef.table(table).constraint(valid))
            .up(context.ddl().validateConstraint(table, name))
            .down(
                context.ddl().dropConstraint(table, name),
                context.ddl().addConstraint(table(table), pending))
            .effect(new AlterConstraint(table, pending, valid))
            .needs(State.CONSTRAINT.of(table, name)));
  }

  /** The index is built while others write; making it the constraint takes a moment. */
  private void addKey(QualifiedName name, Constraint constraint) {
    Table table = table(name);
    String constraintName = constraint.name().orElseThrow();
    boolean empty = context.isEmpty(name);
    boolean partitioned = table.options().containsKey("partition_by");
    boolean plainKeys = constraint.keys().stream().allMatch(IndexKey::isPlainColumn);
    Lock lock =
        empty
            ? Locks.EXCLUSIVE
            : partitioned || !plainKeys ? Locks.EXCLUSIVE_SCAN : Locks.KEY_THROUGH_INDEX;
    StepBuilder step =
        step(Phase.CONTRACT, StepRanks.ADD_KEY, name, StepTitles.addConstraint(constraint), lock)
            .source(ObjectRef.table(name).constraint(constraint))
            .down(context.ddl().dropConstraint(name, constraintName))
            .effect(new AddConstraint(name, constraint))
            .creates(
                State.CONSTRAINT.of(name, constraintName),
                StepKey.relation(name.withName(constraintName)),
                StepKey.unique(name, constraint.columns()))
            .needs(context.needsOf(name, context.mentioned(name, constraint)));
    constraint.columns().forEach(c -> step.needs(State.NOT_NULL.of(name, c)));
    if (lock == Locks.KEY_THROUGH_INDEX) {
      step.mode(Mode.ALONE, Mode.TRANSACTION).up(throughIndex(context, table, constraint));
    } else {
      step.up(context.ddl().addConstraint(table, constraint));
      context.weigh(step, name, lock);
    }
    context.comment(name, constraint).ifPresent(step::up);
    checks.of(name, constraint).ifPresent(step::check);
    sink.add(step);
  }

  private void addExclusion(QualifiedName name, ExclusionConstraint exclusion) {
    Lock lock = context.isEmpty(name) ? Locks.EXCLUSIVE : Locks.EXCLUSIVE_SCAN;
    StepBuilder step =
        adding(name, exclusion, context.ddl().addConstraint(table(name), exclusion), lock)
            .creates(StepKey.relation(name.withName(exclusion.name().orElseThrow())));
    if (!context.isEmpty(name)) step.hazard(Hazards.exclusionBlocksWrites());
    sink.add(context.weigh(step, name, lock));
  }

  public void drop(QualifiedName table, Constraint constraint) {
    String name = constraint.name().orElseThrow();
    boolean key = !constraint.keys().isEmpty();
    int rank =
        constraint.match(
            primary -> StepRanks.DROP_INDEX,
            unique -> StepRanks.DROP_INDEX,
            foreign -> StepRanks.DROP_FOREIGN_KEY,
            check -> StepRanks.DROP_CHECK,
            exclusion -> StepRanks.DROP_INDEX);
    StepBuilder step =
        step(Phase.CONTRACT, rank, table, StepTitles.dropConstraint(constraint), Locks.EXCLUSIVE)
            .up(context.ddl().dropConstraint(table, name))
            .mode(Mode.TRANSACTION, Mode.ALONE)
            .down(addChecked(context, renamed(table), constraint))
            .effect(new DropConstraint(table, constraint))
            .needs(context.renamesOf(table, context.mentioned(table, constraint)))
            .releases(context.releasesOf(table, context.mentioned(table, constraint)))
            .destroys(State.CONSTRAINT.of(table, name));
    context.comment(table, constraint).ifPresent(step::down);
    if (constraint instanceof ForeignKey f) {
      step.needs(context.renamesOf(f.references(), context.standingOn(f)))
          .releases(context.releasesOf(f.references(), context.standingOn(f)))
          .releases(StepKey.unique(f.references(), f.referencedColumns()));
    }
    if (PostgresContext.hasIndex(constraint)) step.destroys(StepKey.relation(table.withName(name)));
    if (key) {
      step.destroys(StepKey.unique(table, constraint.columns()))
          .creates(State.UNIQUE_GONE.of(table, name));
    }
    if (constraint instanceof PrimaryKey)
      constraint.columns().forEach(c -> step.releases(State.REQUIRED.of(table, c)));
    sink.add(step);
  }

  public void alter(QualifiedName table, Constraint before, Constraint after) {
    if (before.withName(after.name()).equals(after)) {
      rename(table, before, after);
    } else if (onlyValidated(before, after)) {
      validate(table, before, after);
    } else if (withoutComment(before).equals(withoutComment(after))) {
      sink.add(
          step(
                  Phase.EXPAND,
                  StepRanks.ATTRIBUTES,
                  table,
                  StepTitles.changeComment(StepTitles.constraint(after)),
                  Locks.COMMENT)
              .source(ObjectRef.table(table).constraint(after))
              .up(
                  context
                      .ddl()
                      .commentOnConstraint(
                          table,
                          after.name().orElseThrow(),
                          Optional.ofNullable(after.options().get("comment"))))
              .down(
                  context
                      .ddl()
                      .commentOnConstraint(
                          table,
                          after.name().orElseThrow(),
                          Optional.ofNullable(before.options().get("comment"))))
              .effect(new AlterConstraint(table, before, after)));
    } else {
      drop(table, before);
      add(table, after);
    }
  }

  private void rename(QualifiedName table, Constraint before, Constraint after) {
    String from = before.name().orElseThrow();
    String to = after.name().orElseThrow();
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.RENAME_COLUMN,
                table,
                StepTitles.renameConstraint(before, to),
                Locks.EXCLUSIVE)
            .source(ObjectRef.table(table).constraint(after))
            .up(context.ddl().renameConstraint(table, from, to))
            .down(context.ddl().renameConstraint(table, to, from))
            .effect(new AlterConstraint(table, before, after))
            .needs(context.renamesOf(table, context.mentioned(table, before)))
            .releases(context.releasesOf(table, context.mentioned(table, before)))
            .destroys(State.CONSTRAINT.of(table, from))
            .creates(State.CONSTRAINT.of(table, to));
    if (after instanceof ForeignKey f)
      step.needs(context.renamesOf(f.references(), context.standingOn(f)));
    if (PostgresContext.hasIndex(after)) {
      step.destroys(StepKey.relation(table.withName(from)))
          .creates(StepKey.relation(table.withName(to)));
    }
    sink.add(step);
  }

  // --- statements

  /**
   * Put a constraint on rows that are there, each statement by itself, so that no lock is held for
   * long.
   */
  public static List<String> addChecked(
      PostgresContext context, Table table, Constraint constraint) {
    if (constraint instanceof CheckConstraint check && !check.notValid()) {
      return List.of(
          context.ddl().addConstraint(table, check.withNotValid(true)),
          context.ddl().validateConstraint(table.name(), check.name().orElseThrow()));
    } else if (constraint instanceof ForeignKey key && !key.notValid()) {
      return List.of(
          context.ddl().addConstraint(table, key.withNotValid(true)),
          context.ddl().validateConstraint(table.name(), key.name().orElseThrow()));
    } else if (constraint.keys().isEmpty() || table.options().containsKey("partition_by")) {
      return List.of(context.ddl().addConstraint(table, constraint));
    }
    return throughIndex(context, table, constraint);
  }

  private static List<String> throughIndex(
      PostgresContext context, Table table, Constraint constraint) {
    String name = constraint.name().orElseThrow();
    boolean nullsNotDistinct = constraint instanceof UniqueConstraint u && u.nullsNotDistinct();
    java.util.TreeMap<String, String> storage = new java.util.TreeMap<>(constraint.options());
    storage
        .keySet()
        .removeAll(
            List.of("comment", "clustered", "replica_identity", "tablespace", "without_overlaps"));
    Index index =
        new Index(
            name,
            true,
            "",
            constraint.keys(),
            constraint.include(),
            Optional.empty(),
            nullsNotDistinct,
            storage,
            Options.none());
    return List.of(
        context.ddl().createIndex(table.name(), index, true),
        context.ddl().addConstraintUsingIndex(table, constraint, name));
  }

  // --- small questions

  private Table table(QualifiedName name) {
    return context.target().table(name).orElseThrow();
  }

  private Table renamed(QualifiedName name) {
    return context.renamed().table(name).orElseThrow();
  }

  private static boolean isNotValid(Constraint constraint) {
    return constraint instanceof CheckConstraint c && c.notValid()
        || constraint instanceof ForeignKey f && f.notValid();
  }

  private static boolean onlyValidated(Constraint before, Constraint after) {
    return before instanceof CheckConstraint b
            && b.notValid()
            && b.withNotValid(false).equals(after)
        || before instanceof ForeignKey f && f.notValid() && f.withNotValid(false).equals(after);
  }

  static Constraint withoutComment(Constraint constraint) {
    return constraint.withOptions(Options.with(constraint.options(), "comment", Optional.empty()));
  }
}
