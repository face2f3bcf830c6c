package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TypeConversion;
import dev.underpin.planner.postgresql.type.SequenceRecipes;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A column that begins to number its rows, ends to, or does it in another way. */
final class IdentityRecipe {
  private final PostgresContext context;

  IdentityRecipe(PostgresContext context) {
    this.context = context;
  }

  void stop(ColumnStepChain chain) {
    QualifiedName table = chain.table();
    Column before = chain.at();
    Identity identity = before.identity().orElseThrow();
    Optional<QualifiedName> sequence = context.sequence(table, before);
    StepBuilder step =
        step(
            Phase.CONTRACT,
            StepRanks.ALTER_COLUMN,
            table,
            StepTitles.dropIdentity(before.name()),
            Locks.EXCLUSIVE);
    if (identity.kind() == Identity.Kind.SERIAL && sequence.isPresent()) {
      QualifiedName name = sequence.get();
      step.up(
              context.ddl().dropDefault(table, before.name()),
              context.createTrash(),
              "ALTER SEQUENCE " + context.name(name) + " OWNED BY NONE")
          .up(SequenceRecipes.toTrash(context, context.trash(), name))
          .down(SequenceRecipes.fromTrash(context, name))
          .down(
              context.ddl().ownedBy(name, table, before.name()),
              setNext(table, before.name(), name));
    } else {
      step.up(context.ddl().dropIdentity(table, before.name()))
          .down(context.ddl().addIdentity(table, before.name(), identity));
      sequence.ifPresent(n -> step.down(advance(table, before, n, identity.sequence())));
    }
    sequence.ifPresent(n -> step.destroys(StepKey.relation(n)));
    chain.add(step, before.withIdentity(Optional.empty()));
  }

  void start(ColumnStepChain chain, Identity identity) {
    QualifiedName table = chain.table();
    String column = chain.name();
    StepBuilder step =
        step(
                Phase.EXPAND,
                StepRanks.NOT_NULL,
                table,
                StepTitles.addIdentity(column),
                context.isEmpty(table) ? Locks.EXCLUSIVE : Locks.EXCLUSIVE_SCAN)
            .needs(State.NOT_NULL.of(table, column));
    Column numbered = chain.at().withIdentity(Optional.of(identity));
    QualifiedName name = context.sequence(table, numbered).orElseThrow();
    if (identity.kind() == Identity.Kind.SERIAL) {
      SequenceOptions options = identity.sequence().withName(Optional.empty());
      SequenceOptions typed =
          options.type().isPresent() || chain.at().type().equals("bigint")
              ? options
              : withType(options, chain.at().type());
      step.up(
              context.ddl().createSequence(new Sequence(name, typed, Optional.empty())),
              context.ddl().ownedBy(name, table, column),
              setNext(table, column, name))
          .down(
              context.ddl().dropDefault(table, column),
              context.createTrash(),
              "ALTER SEQUENCE " + context.name(name) + " OWNED BY NONE")
          .down(SequenceRecipes.toTrash(context, context.backTrash(), name));
    } else {
      step.up(context.ddl().addIdentity(table, column, identity))
          .down(context.ddl().dropIdentity(table, column));
    }
    step.up(advance(table, numbered, name, identity.sequence())).creates(StepKey.relation(name));
    chain.add(step, numbered);
  }

  private static SequenceOptions withType(SequenceOptions o, String type) {
    return new SequenceOptions(
        o.name(),
        Optional.of(type),
        o.start(),
        o.increment(),
        o.min(),
        o.max(),
        o.cache(),
        o.cycle());
  }

  void change(ColumnStepChain chain, Identity after) {
    QualifiedName table = chain.table();
    Identity before = chain.at().identity().orElseThrow();
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    numbering(table, chain.at(), before, after, up);
    numbering(table, chain.at(), after, before, down);
    chain.add(
        step(
                Phase.EXPAND,
                StepRanks.ALTER_COLUMN,
                table,
                StepTitles.changeIdentity(chain.name()),
                Locks.EXCLUSIVE)
            .up(up)
            .down(down),
        chain.at().withIdentity(Optional.of(after)));
  }

  private void numbering(
      QualifiedName table, Column column, Identity from, Identity to, List<String> statements) {
    if (from.kind() != to.kind())
      statements.add(context.ddl().setIdentityKind(table, column.name(), to.kind()));
    QualifiedName name =
        context.sequence(table, column.withIdentity(Optional.of(from))).orElseThrow();
    QualifiedName other =
        context.sequence(table, column.withIdentity(Optional.of(to))).orElseThrow();
    if (!name.equals(other)) {
      statements.add(
          "ALTER SEQUENCE " + context.name(name) + " RENAME TO " + context.quote(other.name()));
      name = other;
    }
    if (!from.sequence()
        .withName(Optional.empty())
        .equals(to.sequence().withName(Optional.empty()))) {
      statements.add(context.ddl().alterSequence(name, to.sequence(), column.type()));
    }
  }

  private String setNext(QualifiedName table, String column, QualifiedName sequence) {
    return context
        .ddl()
        .alterColumn(
            table,
            column,
            "SET DEFAULT nextval({}::regclass)",
            new Literal(context.name(sequence)));
  }

  /**
   * The next number is one beyond the highest that is there; where the sequence ends before that,
   * it has come to its end.
   */
  private String advance(
      QualifiedName table, Column column, QualifiedName sequence, SequenceOptions options) {
    boolean descending = options.increment().filter(i -> i < 0).isPresent();
    long first =
        options.start().or(descending ? options::max : options::min).orElse(descending ? -1L : 1L);
    long last =
        descending
            ? options.min().orElseGet(() -> TypeConversion.lowest(column.type()))
            : options.max().orElseGet(() -> TypeConversion.highest(column.type()));
    String most = descending ? "min" : "max";
    String further = descending ? "least" : "greatest";
    return "SELECT setval("
        + context.dialect().literal(context.name(sequence))
        + "::regclass, "
        + (descending ? "greatest" : "least")
        + "(next, "
        + last
        + ")::bigint, next "
        + (descending ? "<" : ">")
        + " "
        + last
        + ") FROM (SELECT "
        + further
        + "("
        + most
        + "("
        + context.quote(column.name())
        + ")::numeric "
        + (descending ? "- 1" : "+ 1")
        + ", "
        + first
        + ") AS next FROM "
        + context.name(table)
        + ") AS numbers";
  }
}
