package dev.underpin.planner.postgresql.column;

import dev.underpin.dialect.postgresql.ddl.ColumnOptions;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.postgresql.kit.ColumnSequence;
import dev.underpin.planner.postgresql.kit.ColumnStepChain;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.SequenceBounds;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A column begins to number its rows, stops it, or does it by another sequence or kind. */
public record ChangeIdentity(ColumnStepChain chain) {
  public void stop() {
    PostgresDdl ddl = chain.ddl();
    QualifiedName table = chain.table();
    Column before = chain.at();
    String name = before.name();
    Identity identity = before.identity().orElseThrow();
    ColumnSequence sequence = sequence(identity);
    StepBuilder step =
        chain
            .contract(StepRanks.ALTER_COLUMN, StepTitles.dropIdentity(name), Locks.EXCLUSIVE)
            .destroys(StepKey.relation(sequence.name()));
    if (sequence.isSerial()) {
      step.up(ddl.dropDefault(table, name))
          .up(sequence.in(chain.context().trash()))
          .down(sequence.out())
          .down(sequence.advance(identity.sequence(), sequence.name()));
    } else {
      step.up(ddl.dropIdentity(table, name))
          .down(ddl.addIdentity(table, name, identity))
          .down(ddl.commentOnOwnSequence(table, before).stream().toList())
          .down(sequence.advance(identity.sequence()));
    }
    // The comment of a sequence leaves with it; that of the next one is an attribute to add.
    chain.add(
        step,
        before
            .withIdentity(Optional.empty())
            .withOptions(
                Options.with(before.options(), ColumnOptions.SEQUENCE_COMMENT, Optional.empty())));
  }

  /**
   * The numbers begin after the highest value, and after those that a serial column has given.
   *
   * @param replaced how the column was numbered before
   */
  public void start(Identity identity, Optional<Identity> replaced) {
    PostgresContext context = chain.context();
    PostgresDdl ddl = chain.ddl();
    QualifiedName table = chain.table();
    String name = chain.name();
    ColumnSequence sequence = sequence(identity);
    Lock lock = context.isEmpty(table) ? Locks.EXCLUSIVE : Locks.EXCLUSIVE_SCAN;
    StepBuilder step =
        chain
            .expand(StepRanks.NOT_NULL, StepTitles.addIdentity(name), lock)
            .needs(State.NOT_NULL.of(table, name))
            .creates(StepKey.relation(sequence.name()));
    if (sequence.isSerial()) {
      SequenceOptions options = options(identity.sequence(), chain.at().type());
      step.up(ddl.createSequence(new Sequence(sequence.name(), options, Optional.empty())))
          .up(sequence.numberRows())
          .down(ddl.dropDefault(table, name))
          .down(sequence.in(context.backTrash()));
    } else {
      step.up(ddl.addIdentity(table, name, identity)).down(ddl.dropIdentity(table, name));
    }
    Optional<QualifiedName> old =
        replaced
            .filter(i -> i.kind() == Identity.Kind.SERIAL)
            .map(i -> context.trash().place(sequence(i).name()));
    String advance =
        old.map(s -> sequence.advance(identity.sequence(), s))
            .orElseGet(() -> sequence.advance(identity.sequence()));
    chain.add(step.up(advance), sequence.column());
  }

  private static SequenceOptions options(SequenceOptions o, String column) {
    Optional<String> type = o.type().or(() -> Optional.of(column).filter(t -> !t.equals("bigint")));
    return new SequenceOptions(
        Optional.empty(), type, o.start(), o.increment(), o.min(), o.max(), o.cache(), o.cycle());
  }

  /** Changes the kind, the name or the settings. */
  public void change(Identity after) {
    String title = StepTitles.changeIdentity(chain.name());
    Identity before = chain.at().identity().orElseThrow();
    StepBuilder step =
        chain
            .expand(StepRanks.ALTER_COLUMN, title, Locks.EXCLUSIVE)
            .up(change(before, after))
            .down(change(after, before));
    if (!settings(before).equals(settings(after)))
      bounds(sequence(before).name()).checks(step, before.sequence(), after.sequence());
    chain.add(step, chain.at().withIdentity(Optional.of(after)));
  }

  private List<String> change(Identity from, Identity to) {
    PostgresDdl ddl = chain.ddl();
    QualifiedName old = sequence(from).name();
    QualifiedName name = sequence(to).name();
    List<String> statements = new ArrayList<>();
    if (from.kind() != to.kind())
      statements.add(ddl.setIdentityKind(chain.table(), chain.name(), to.kind()));
    if (!old.equals(name)) statements.add(ColumnSequence.rename(chain.context(), old, name.name()));
    if (!settings(from).equals(settings(to)))
      statements.addAll(bounds(name).statements(from.sequence(), to.sequence()));
    return statements;
  }

  private SequenceBounds bounds(QualifiedName sequence) {
    return new SequenceBounds(chain.context(), sequence, chain.at().type());
  }

  private ColumnSequence sequence(Identity identity) {
    Column column = chain.at().withIdentity(Optional.of(identity));
    return chain.context().sequence(chain.table(), column).orElseThrow();
  }

  private static SequenceOptions settings(Identity identity) {
    return identity.sequence().withName(Optional.empty());
  }
}
