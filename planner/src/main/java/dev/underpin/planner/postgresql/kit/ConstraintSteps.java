package dev.underpin.planner.postgresql.kit;

import static dev.underpin.planner.recipe.StepBuilder.contract;
import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Steps and statements that add, validate and drop constraints. */
public final class ConstraintSteps {
  private final PostgresContext context;
  private final PostgresDdl ddl;

  public ConstraintSteps(PostgresContext context) {
    this.context = context;
    this.ddl = context.ddl();
  }

  /** A step that adds a constraint by one statement. */
  public StepBuilder add(Phase phase, Table table, Constraint constraint, Lock lock) {
    QualifiedName name = table.name();
    String title =
        ConstraintTraits.isNotValid(constraint)
            ? StepTitles.addNotValid(constraint)
            : StepTitles.addConstraint(constraint);
    StepBuilder step =
        step(phase, rank(constraint), name, title, lock)
            .source(ObjectRef.table(name).constraint(constraint))
            .up(context.addConstraint(table, constraint))
            .down(ddl.dropConstraint(name, called(constraint)))
            .effect(new Change.AddConstraint(name, constraint))
            .creates(State.CONSTRAINT.of(name, called(constraint)))
            .needs(context.needsOf(name, context.mentioned(name, constraint)));
    if (constraint instanceof ForeignKey key) {
      step.needs(context.needsOf(key.references(), context.columnsUnder(key)))
          .needs(new ReferencedKeys(context).under(key));
    }
    return step;
  }

  /** A step that checks the old rows while others read and write. */
  public StepBuilder validate(Table table, Constraint pending, Constraint valid) {
    QualifiedName name = table.name();
    return contract(rank(valid), name, StepTitles.validate(valid), Locks.VALIDATE)
        .source(ObjectRef.table(name).constraint(valid))
        .up(ddl.validateConstraint(name, called(valid)))
        .down(ddl.dropConstraint(name, called(valid)), ddl.addConstraint(table, pending))
        .effect(new Change.AlterConstraint(name, pending, valid))
        .needs(State.CONSTRAINT.of(name, called(valid)));
  }

  private static int rank(Constraint constraint) {
    return constraint instanceof ForeignKey ? StepRanks.ADD_FOREIGN_KEY : StepRanks.ADD_CHECK;
  }

  /** A step that drops a constraint of the table as it is before. */
  public StepBuilder drop(Table table, Constraint constraint) {
    QualifiedName name = table.name();
    Set<String> columns = context.mentioned(name, constraint);
    int rank =
        constraint.match(
            primary -> StepRanks.DROP_INDEX,
            unique -> StepRanks.DROP_INDEX,
            foreign -> StepRanks.DROP_FOREIGN_KEY,
            check -> StepRanks.DROP_CHECK,
            exclusion -> StepRanks.DROP_INDEX);
    StepBuilder step =
        contract(rank, name, StepTitles.dropConstraint(constraint), Locks.EXCLUSIVE)
            .up(ddl.dropConstraint(name, called(constraint)))
            .mode(Mode.TRANSACTION, Mode.ALONE)
            .down(addToRows(table, constraint))
            .down(context.comment(name, constraint))
            .effect(new Change.DropConstraint(name, constraint))
            .needs(context.renamesOf(name, columns))
            .releases(context.releasesOf(name, columns))
            .destroys(State.CONSTRAINT.of(name, called(constraint)));
    if (constraint instanceof ForeignKey key) {
      step.needs(context.renamesOf(key.references(), context.columnsUnder(key)))
          .releases(context.releasesOf(key.references(), context.columnsUnder(key)))
          .releases(StepKey.unique(key.references(), key.referencedColumns()));
    }
    if (ConstraintTraits.hasIndex(constraint))
      step.destroys(StepKey.relation(name.withName(called(constraint))));
    if (!constraint.keys().isEmpty()) {
      step.destroys(StepKey.unique(name, constraint.columns()))
          .creates(State.UNIQUE_GONE.of(name, called(constraint)));
    }
    if (constraint instanceof PrimaryKey)
      constraint.columns().forEach(c -> step.releases(State.REQUIRED.of(name, c)));
    return step;
  }

  /**
   * A constraint before it is validated; empty where it cannot be: until version 18 a foreign key
   * of a partitioned table is valid from the beginning.
   */
  public Optional<Constraint> notYetValid(Table table, Constraint constraint) {
    boolean atOnce =
        constraint instanceof ForeignKey
            && PostgresContext.isPartitioned(table)
            && !context.dialect().engine().version().atLeast(18);
    return atOnce ? Optional.empty() : ConstraintTraits.notYetValid(constraint);
  }

  /** Adds a constraint to rows, each statement by itself, so that no lock is held for long. */
  public List<String> addToRows(Table table, Constraint constraint) {
    Optional<Constraint> pending = notYetValid(table, constraint);
    if (pending.isPresent()) {
      return List.of(
          ddl.addConstraint(table, pending.get()),
          ddl.validateConstraint(table.name(), called(constraint)));
    }
    return constraint.keys().isEmpty() || PostgresContext.isPartitioned(table)
        ? List.of(ddl.addConstraint(table, constraint))
        : addByIndex(table, constraint);
  }

  /**
   * The index is built while others write; making it the constraint takes a moment. No index that
   * the server builds alone becomes a key without overlaps.
   */
  public List<String> addByIndex(Table table, Constraint constraint) {
    if (ConstraintTraits.isWithoutOverlaps(constraint))
      return List.of(ddl.addConstraint(table, constraint));
    Index index = indexUnder(constraint);
    return List.of(
        ddl.createIndex(table.name(), index, true),
        ddl.addConstraintUsingIndex(table, constraint, index.name()));
  }

  /** The index that becomes that of a key. */
  public static Index indexUnder(Constraint constraint) {
    TreeMap<String, String> storage = new TreeMap<>(constraint.options());
    storage
        .keySet()
        .removeAll(List.of("comment", "of", "invalid", "tablespace", "without_overlaps"));
    return new Index(
        called(constraint),
        true,
        "",
        constraint.keys(),
        constraint.include(),
        Optional.empty(),
        constraint instanceof UniqueConstraint unique && unique.nullsNotDistinct(),
        storage,
        Options.none());
  }

  private static String called(Constraint constraint) {
    return constraint.name().orElseThrow();
  }
}
