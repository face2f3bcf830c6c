package dev.underpin.planner.postgresql.column;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.ColumnSequence;
import dev.underpin.planner.postgresql.kit.ColumnStepChain;
import dev.underpin.planner.postgresql.kit.ConstraintSteps;
import dev.underpin.planner.postgresql.kit.InUse;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.ObjectStatements;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.RollbackFit;
import dev.underpin.planner.postgresql.kit.SecondColumn;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TypeConversion;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.SecondColumnTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Changes a column's type while others read and write the table. A second column of the new type
 * follows the first by a trigger; its indexes are built while others write; then the two columns
 * exchange their names in one short transaction, and the second one is dropped. Nothing reads the
 * table under a lock that stops writers.
 *
 * <p>The steps after the exchange are those before it with the types exchanged, so the rollback of
 * each is as short. Only the keys are built under the lock when the exchange itself is rolled back:
 * the server cannot turn a primary key into a plain index.
 */
public final class ChangeTypeInUse implements Runnable {
  private final PostgresContext context;
  private final PostgresDdl ddl;
  private final ColumnStepChain chain;
  private final QualifiedName table;
  private final String name;
  private final Column before;
  private final Column target;
  private final SecondColumn second;
  private final InUse use;

  /** The change of the column as it is at this point of its chain to the type of another. */
  public ChangeTypeInUse(ColumnStepChain chain, Column after) {
    this.context = chain.context();
    this.ddl = chain.ddl();
    this.chain = chain;
    this.table = chain.table();
    this.name = chain.name();
    this.before = chain.at();
    this.target =
        before
            .withType(after.type())
            .withCollation(after.collation())
            .withDefault(after.defaultValue());
    this.second = new SecondColumn(context, table, name);
    this.use = new InUse(context, table, before, target);
  }

  @Override
  public void run() {
    addSecond();
    use.indexes().forEach(i -> build(i.name(), second.twin(i)));
    use.keys().forEach(k -> build(k.name().orElseThrow(), underKey(k)));
    if (!before.nullable()) rejectNulls();
    boolean others = !use.others().isEmpty();
    if (others) openConstraints();
    exchange();
    use.others().forEach(this::validate);
    if (!before.nullable()) allowNulls();
    use.indexes().forEach(this::unbuild);
    dropSecond();
  }

  // --- the second column

  private void addSecond() {
    StepBuilder add =
        chain
            .expand(StepRanks.ADD_COLUMN, SecondColumnTitles.add(target), Locks.EXCLUSIVE)
            .up(second.add(target))
            .down(second.drop())
            .effect(second.added(target))
            .needs(context.typesOf(List.of(target)));
    use.earlier().forEach(c -> add.needs(State.SETTLED.of(table, c)));
    chain.add(add);
    chain.add(
        fill(SecondColumnTitles.fill(name), Mode.BATCHES, Mode.TRANSACTION)
            .up(second.fill(target)));
  }

  private StepBuilder fill(String title, Mode forward, Mode back) {
    return StepBuilder.step(Phase.BACKFILL, StepRanks.BACKFILL, table, title, Locks.ROWS)
        .mode(forward, back)
        .batch(context.batch(table));
  }

  private void dropSecond() {
    chain.add(
        fill(SecondColumnTitles.keep(name), Mode.TRANSACTION, Mode.BATCHES)
            .down(second.fill(before)));
    chain.add(
        chain
            .contract(StepRanks.DROP_COLUMN, SecondColumnTitles.drop(before), Locks.EXCLUSIVE)
            .up(second.drop())
            .down(second.add(before))
            .effect(second.dropped(before))
            .creates(State.SETTLED.of(table, name)));
  }

  // --- its indexes

  private void build(String of, Index twin) {
    chain.add(
        StepBuilder.step(
                Phase.BACKFILL,
                StepRanks.ADD_INDEX,
                table,
                SecondColumnTitles.build(of, name),
                Locks.CONCURRENT_INDEX)
            .mode(Mode.ALONE, Mode.ALONE)
            .up(context.createIndex(table, twin, true))
            .down(ddl.dropIndex(table.withName(twin.name()), true))
            .effect(new Change.AddIndex(table, twin))
            .creates(StepKey.relation(table.withName(twin.name()))));
  }

  private void unbuild(Index index) {
    Index twin = second.twin(index);
    chain.add(
        chain
            .contract(
                StepRanks.DROP_INDEX,
                SecondColumnTitles.dropIndex(index.name(), name),
                Locks.CONCURRENT_DROP)
            .mode(Mode.ALONE, Mode.ALONE)
            .up(ddl.dropIndex(table.withName(twin.name()), true))
            .down(context.createIndex(table, twin, true))
            .down(second.nameInIndex(twin, twin.name(), true))
            .effect(new Change.DropIndex(table, twin)));
  }

  /** The index that becomes a key's. */
  private Index underKey(Constraint key) {
    return second.twin(ConstraintSteps.indexUnder(key));
  }

  // --- its constraints

  private Table table() {
    return context.renamed().table(table).orElseThrow();
  }

  private List<CheckConstraint> notNulls() {
    return List.of(second.notNull(name), second.notNull(second.name()));
  }

  /** Both columns get a check: the second one needs it now, the first one for a rollback. */
  private void rejectNulls() {
    StepBuilder add =
        chain.contract(
            StepRanks.NOT_NULL,
            StepTitles.rejectNullsByCheck(SecondColumnTitles.name(name)),
            Locks.EXCLUSIVE);
    StepBuilder validate =
        chain.contract(
            StepRanks.NOT_NULL,
            StepTitles.validateNotNull(SecondColumnTitles.name(name)),
            Locks.VALIDATE);
    for (CheckConstraint valid : notNulls()) {
      CheckConstraint pending = valid.withNotValid(true);
      String called = valid.name().orElseThrow();
      add.up(ddl.addConstraint(table(), pending))
          .down(ddl.dropConstraint(table, called))
          .effect(new Change.AddConstraint(table, pending));
      validate
          .up(ddl.validateConstraint(table, called))
          .down(ddl.dropConstraint(table, called), ddl.addConstraint(table(), pending))
          .effect(new Change.AlterConstraint(table, pending, valid));
    }
    chain.add(add);
    chain.add(validate);
  }

  private void allowNulls() {
    StepBuilder step =
        chain
            .contract(
                StepRanks.NOT_NULL,
                StepTitles.dropHelperCheck(SecondColumnTitles.name(name)),
                Locks.EXCLUSIVE)
            .mode(Mode.TRANSACTION, Mode.ALONE);
    for (CheckConstraint valid : notNulls()) {
      step.up(ddl.dropConstraint(table, valid.name().orElseThrow()))
          .down(new ConstraintSteps(context).addToRows(table(), valid))
          .effect(new Change.DropConstraint(table, valid));
    }
    chain.add(step);
  }

  /** From here to the validation they hold for rows that are written; the old rows satisfy them. */
  private void openConstraints() {
    StepBuilder step =
        chain
            .contract(StepRanks.ADD_FOREIGN_KEY, SecondColumnTitles.open(name), Locks.EXCLUSIVE)
            .mode(Mode.TRANSACTION, Mode.ALONE);
    use.children().forEach(c -> step.needs(State.SETTLED.of(c.table(), c.column())));
    for (InUse.On other : use.others()) {
      step.up(ddl.dropConstraint(other.name(), other.called()))
          .up(context.addConstraint(other.table(), other.pending()))
          .down(ddl.validateConstraint(other.name(), other.called()))
          .effect(new Change.AlterConstraint(other.name(), other.constraint(), other.pending()));
    }
    chain.add(step);
  }

  private void validate(InUse.On other) {
    chain.add(
        chain
            .contract(
                StepRanks.ADD_FOREIGN_KEY, StepTitles.validate(other.constraint()), Locks.VALIDATE)
            .up(ddl.validateConstraint(other.name(), other.called()))
            .down(ddl.dropConstraint(other.name(), other.called()))
            .down(context.addConstraint(other.table(), other.pending()))
            .effect(new Change.AlterConstraint(other.name(), other.pending(), other.constraint())));
  }

  // --- the exchange

  private void exchange() {
    StepBuilder step =
        chain
            .contract(
                StepRanks.RETYPE, SecondColumnTitles.exchange(before, target), Locks.EXCLUSIVE)
            .destroys(StepKey.before(table, name))
            .creates(StepKey.after(table, name))
            .effect(new Change.AlterColumn(table, second.of(target), second.of(before)));
    List<SchemaObject> objects = new ArrayList<>(use.objects());
    Collections.reverse(objects);
    for (SchemaObject object : objects) {
      step.up(object.drop()).down(object.drop()).effect(new Change.DropObject(object));
    }
    move(step::up, before, target);
    move(step::down, target, before);
    for (Index index : use.indexes()) {
      Index twin = second.twin(index);
      step.up(second.nameInIndex(twin, index.name(), true))
          .down(second.nameInIndex(twin, twin.name(), false));
    }
    for (Constraint key : use.keys()) {
      Index index = underKey(key);
      step.up(second.nameInIndex(index, index.name(), true))
          .up(ddl.addConstraintUsingIndex(table(), key, index.name()))
          .up(context.comment(table, key))
          .down(context.addConstraint(table(), key))
          .down(context.createIndex(table, index, false))
          .effect(new Change.DropIndex(table, index))
          .hazard(Hazards.rollbackBuildsKey(key.name().orElseThrow()));
    }
    for (InUse.On other : use.others()) {
      List<String> again = context.addConstraint(other.table(), other.pending());
      step.up(again).down(again);
    }
    for (SchemaObject object : use.objects()) {
      List<String> again = ObjectStatements.recreate(object);
      step.up(again).down(again).effect(new Change.CreateObject(object));
    }
    new RollbackFit(context, table, before, target)
        .check(Optional.empty())
        .ifPresent(step::downCheck);
    chain.add(step, target);
  }

  /** Takes what is on the column from the one to the other. */
  private void move(Consumer<List<String>> to, Column from, Column into) {
    for (InUse.On other : use.others())
      to.accept(List.of(ddl.dropConstraint(other.name(), other.called())));
    for (Constraint key : use.keys())
      to.accept(List.of(ddl.dropConstraint(table, key.name().orElseThrow())));
    to.accept(take(from));
    to.accept(second.exchangeNames());
    for (Index index : use.indexes()) to.accept(second.exchange(index));
    if (!before.nullable()) {
      to.accept(second.exchangeNotNull());
      to.accept(List.of(ddl.setNotNull(table, name)));
    }
    to.accept(give(into));
  }

  private List<String> take(Column from) {
    List<String> statements = new ArrayList<>();
    Optional<ColumnSequence> sequence = context.sequence(table, from);
    sequence.ifPresent(s -> statements.addAll(keepNumbers(s)));
    if (from.defaultValue().isPresent()) statements.add(ddl.dropDefault(table, name));
    if (!from.nullable()) statements.add(ddl.dropNotNull(table, name));
    Column plain = Column.of(name, from.type());
    statements.addAll(ddl.changeColumnSettings(table, withoutSequence(from), plain));
    if (from.comment().isPresent())
      statements.add(ddl.comments().onColumn(table, name, Optional.empty()));
    return statements;
  }

  private List<String> give(Column into) {
    List<String> statements = new ArrayList<>();
    into.defaultValue().ifPresent(d -> statements.add(ddl.setDefault(table, name, d)));
    context.sequence(table, into).ifPresent(s -> statements.addAll(continueNumbers(s, into)));
    Column plain = Column.of(name, into.type());
    statements.addAll(ddl.changeColumnSettings(table, plain, withoutSequence(into)));
    if (into.comment().isPresent())
      statements.add(ddl.comments().onColumn(table, name, into.comment()));
    return statements;
  }

  private static Column withoutSequence(Column column) {
    return column.withIdentity(Optional.empty());
  }

  // --- the numbers

  private static final String VALUE = "underpin.value";
  private static final String CALLED = "underpin.called";

  /** An identity's sequence goes with the column: where it is, is kept in the transaction. */
  private List<String> keepNumbers(ColumnSequence sequence) {
    if (sequence.isSerial())
      return List.of(ddl.dropDefault(table, name), ddl.ownedByNone(sequence.name()));
    return List.of(
        ddl.sql(
            "SELECT set_config({}, last_value::text, true), set_config({}, is_called::text, true) FROM {}",
            new Literal(VALUE),
            new Literal(CALLED),
            sequence.name()),
        ddl.dropIdentity(table, name));
  }

  private List<String> continueNumbers(ColumnSequence sequence, Column into) {
    List<String> statements = new ArrayList<>();
    if (sequence.isSerial()) {
      statements.addAll(sequence.numberRows());
      if (TypeConversion.isInteger(into.type()))
        statements.add(
            ddl.sql("ALTER SEQUENCE {} AS {}", sequence.name(), SqlText.of(into.type())));
      return statements;
    }
    statements.add(ddl.addIdentity(table, name, into.identity().orElseThrow()));
    ddl.commentOnOwnSequence(table, into).ifPresent(statements::add);
    statements.add(
        ddl.sql(
            "SELECT setval({}::regclass, current_setting({})::bigint, current_setting({})::boolean)",
            new Literal(ddl.name(sequence.name())),
            new Literal(VALUE),
            new Literal(CALLED)));
    return statements;
  }
}
