package dev.underpin.planner.postgresql;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.Probe;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changes of an existing column, one attribute after the other. */
final class ColumnChanges {
  private final Work work;
  private final NotNull notNull;

  ColumnChanges(Work work, NotNull notNull) {
    this.work = work;
    this.notNull = notNull;
  }

  void alter(QualifiedName table, Column before, Column after) {
    Chain chain = new Chain(work, table, before);
    if (before.generated().isPresent() || after.generated().isPresent()) {
      boolean computed =
          !before.generated().equals(after.generated()) || !before.type().equals(after.type());
      if (computed && !generated(chain, after)) return;
    }
    boolean renumbered = kind(before) != kind(after);
    if (renumbered && before.identity().isPresent()) stopNumbering(chain);
    if (!chain.at().type().equals(after.type())
        || !chain.at().collation().equals(after.collation())) {
      retype(chain, after);
    }
    if (!chain.at().defaultValue().equals(after.defaultValue())) changeDefault(chain, after);
    if (chain.at().nullable() != after.nullable()) nullability(chain, after);
    if (renumbered && after.identity().isPresent()) startNumbering(chain, after.identity().get());
    if (!chain.at().identity().equals(after.identity()))
      changeNumbering(chain, after.identity().orElseThrow());
    if (!chain.at().comment().equals(after.comment())) {
      chain.add(
          step(
                  Phase.EXPAND,
                  Ranks.ATTRIBUTES,
                  table,
                  "change the comment of " + after.name(),
                  Locks.COMMENT)
              .up(work.ddl.commentOnColumn(table, after.name(), after.comment()))
              .down(work.ddl.commentOnColumn(table, after.name(), before.comment())),
          chain.at().withComment(after.comment()));
    }
    if (!chain.at().options().equals(after.options())) {
      Column target = chain.at().withOptions(after.options());
      chain.add(
          step(
                  Phase.EXPAND,
                  Ranks.ATTRIBUTES,
                  table,
                  "change attributes of " + after.name(),
                  Locks.EXCLUSIVE)
              .up(work.ddl.changeColumnSettings(table, chain.at(), target))
              .down(work.ddl.changeColumnSettings(table, target, chain.at())),
          target);
    }
  }

  // --- type

  private void retype(Chain chain, Column after) {
    QualifiedName table = chain.table();
    Column before = chain.at();
    Column target =
        before
            .withType(after.type())
            .withCollation(after.collation())
            .withDefault(after.defaultValue());
    Optional<SqlText> using =
        Optional.ofNullable(work.context.hints().using().get(new ColumnRef(table, after.name())));
    TypeChange change = TypeChange.of(before.type(), after.type());
    boolean lossy =
        (using.isPresent() || change.kind() == TypeChange.Kind.LOSSY)
            && !before.type().equals(after.type());
    boolean keep = lossy && !work.isEmpty(table);
    boolean catalog = change.kind() == TypeChange.Kind.CATALOG && using.isEmpty();
    StepBuilder step =
        step(
                catalog ? Phase.EXPAND : Phase.CONTRACT,
                Ranks.RETYPE,
                table,
                before.type().equals(after.type())
                    ? "change the collation of " + after.name()
                    : "change "
                        + after.name()
                        + " from "
                        + before.type()
                        + " to "
                        + after.type()
                        + (keep ? ", keeping the old values in the trash" : ""),
                catalog || work.isEmpty(table) ? Locks.EXCLUSIVE : Locks.EXCLUSIVE_REWRITE)
            .destroys(Keys.before(table, after.name()))
            .creates(Keys.after(table, after.name()));
    Around around = around(table, after.name());
    step.up(around.down());
    SqlText conversion =
        using.orElseGet(
            () ->
                SqlText.of(TypeChange.cast(work.quote(after.name()), before.type(), after.type())));
    SqlText back =
        SqlText.of(TypeChange.cast(work.quote(after.name()), after.type(), before.type()));
    Optional<SqlText> explicit = lossy ? Optional.of(conversion) : Optional.empty();
    boolean assignableBack = TypeChange.of(after.type(), before.type()).assignable();
    Optional<SqlText> explicitBack = assignableBack ? Optional.empty() : Optional.of(back);
    if (keep) {
      String trash = work.context.trashName(after.name());
      step.allow(Allow.LOSSY)
          .hazard(
              "Values of "
                  + after.name()
                  + " may change; the old ones stay in the trash until it is purged.")
          .up(
              work.ddl.addColumn(
                  table, Column.of(trash, before.type()).withCollation(before.collation())))
          .up(
              "UPDATE "
                  + work.name(table)
                  + " SET "
                  + work.quote(trash)
                  + " = "
                  + work.quote(after.name()));
      SqlText again = work.dialect.renameColumn(conversion, after.name(), trash);
      explicitBack =
          Optional.of(
              SqlText.of(
                  "CASE WHEN "
                      + work.quote(after.name())
                      + "::text IS NOT DISTINCT FROM ("
                      + again.written()
                      + ")::text THEN "
                      + work.quote(trash)
                      + " ELSE "
                      + back.written()
                      + " END"));
    }
    if (before.defaultValue().isPresent()) step.up(work.ddl.dropDefault(table, after.name()));
    step.up(work.ddl.setType(table, target, explicit));
    sequenceType(table, before, after).ifPresent(step::up);
    after.defaultValue().ifPresent(d -> step.up(work.ddl.setDefault(table, after.name(), d)));
    step.up(around.up());
    step.down(around.down());
    if (after.defaultValue().isPresent()) step.down(work.ddl.dropDefault(table, after.name()));
    step.down(work.ddl.setType(table, before, explicitBack));
    sequenceType(table, after.withIdentity(before.identity()), before).ifPresent(step::down);
    before.defaultValue().ifPresent(d -> step.down(work.ddl.setDefault(table, before.name(), d)));
    if (keep) step.down(work.ddl.dropColumn(table, work.context.trashName(after.name())));
    step.down(around.up());
    if (!catalog && !work.isEmpty(table))
      misfits(chain, after, change, conversion, using).ifPresent(step::check);
    work.weigh(step, table, catalog ? Locks.EXCLUSIVE : Locks.EXCLUSIVE_REWRITE);
    chain.add(step, target);
  }

  /**
   * The server changes the type of an identity's sequence by itself, but not that of a serial
   * column's.
   */
  private Optional<String> sequenceType(QualifiedName table, Column before, Column after) {
    if (kind(before) != Identity.Kind.SERIAL || before.type().equals(after.type()))
      return Optional.empty();
    boolean integer = List.of("smallint", "integer", "bigint").contains(after.type());
    return work.sequence(table, before)
        .filter(n -> integer)
        .map(n -> "ALTER SEQUENCE " + work.name(n) + " AS " + after.type());
  }

  private Optional<Probe> misfits(
      Chain chain, Column after, TypeChange change, SqlText conversion, Optional<SqlText> using) {
    QualifiedName table = chain.table();
    if (using.isEmpty() && (change.kind() == TypeChange.Kind.LOSSLESS)) return Optional.empty();
    String column = work.quote(work.live(table, after.name()));
    Optional<String> condition =
        using.isEmpty() && change.misfit().isPresent()
            ? change.misfit().map(m -> m.replace("%s", column))
            : work.live(table, conversion)
                .map(c -> "(" + c + ")::text = 'no value is this one, it is only cast'");
    return condition.map(
        c ->
            new Probe(
                "cast:" + table + "." + after.name(),
                table,
                "have a value of " + after.name() + " that does not fit " + after.type(),
                work.rows(table, c),
                "Say how to convert them, under "
                    + table
                    + ", columns, "
                    + after.name()
                    + ":\n  using: \"<SQL expression>\""));
  }

  // --- default and nullability

  private void changeDefault(Chain chain, Column after) {
    QualifiedName table = chain.table();
    String name = after.name();
    Optional<SqlText> before = chain.at().defaultValue();
    boolean drops = after.defaultValue().isEmpty();
    chain.add(
        step(
                drops && !after.nullable() ? Phase.CONTRACT : Phase.EXPAND,
                Ranks.ALTER_COLUMN,
                table,
                drops
                    ? "drop the default of " + name
                    : "set the default of " + name + " to " + after.defaultValue().get().written(),
                Locks.EXCLUSIVE)
            .up(
                after
                    .defaultValue()
                    .map(d -> work.ddl.setDefault(table, name, d))
                    .orElseGet(() -> work.ddl.dropDefault(table, name)))
            .down(
                before
                    .map(d -> work.ddl.setDefault(table, name, d))
                    .orElseGet(() -> work.ddl.dropDefault(table, name))),
        chain.at().withDefault(after.defaultValue()));
  }

  private void nullability(Chain chain, Column after) {
    QualifiedName table = chain.table();
    if (!after.nullable()) {
      notNull.require(
          chain,
          Optional.ofNullable(
              work.context.hints().backfills().get(new ColumnRef(table, after.name()))),
          false);
      return;
    }
    StepBuilder step =
        step(
                Phase.EXPAND,
                Ranks.ALTER_COLUMN,
                table,
                "allow NULL in " + after.name(),
                Locks.EXCLUSIVE)
            .up(work.ddl.dropNotNull(table, after.name()))
            .down(work.ddl.setNotNull(table, after.name()))
            .downCheck(
                new Probe(
                    "nulls:" + table + "." + after.name(),
                    table,
                    "have a NULL " + after.name() + ", which the old schema forbids",
                    "SELECT ctid::text FROM "
                        + work.name(table)
                        + " WHERE "
                        + work.quote(after.name())
                        + " IS NULL",
                    "Give them a value, then roll back again."));
    chain.add(step, chain.at().withNullable(true));
  }

  // --- numbering

  private void stopNumbering(Chain chain) {
    QualifiedName table = chain.table();
    Column before = chain.at();
    Identity identity = before.identity().orElseThrow();
    Optional<QualifiedName> sequence = work.sequence(table, before);
    StepBuilder step =
        step(
            Phase.CONTRACT,
            Ranks.ALTER_COLUMN,
            table,
            "stop numbering " + before.name(),
            Locks.EXCLUSIVE);
    if (identity.kind() == Identity.Kind.SERIAL && sequence.isPresent()) {
      QualifiedName name = sequence.get();
      step.up(
              work.ddl.dropDefault(table, before.name()),
              work.createTrash(),
              "ALTER SEQUENCE " + work.name(name) + " OWNED BY NONE")
          .up(SequenceRecipes.toTrash(work, name))
          .down(SequenceRecipes.fromTrash(work, name))
          .down(work.ddl.ownedBy(name, table, before.name()), setNext(table, before.name(), name));
    } else {
      step.up(work.ddl.dropIdentity(table, before.name()))
          .down(work.ddl.addIdentity(table, before.name(), identity));
      sequence.ifPresent(n -> step.down(advance(table, before.name(), n, identity.sequence())));
    }
    sequence.ifPresent(n -> step.destroys(Keys.relation(n)));
    chain.add(step, before.withIdentity(Optional.empty()));
  }

  private void startNumbering(Chain chain, Identity identity) {
    QualifiedName table = chain.table();
    String column = chain.name();
    StepBuilder step =
        step(
                Phase.EXPAND,
                Ranks.NOT_NULL,
                table,
                "number " + column + " from its highest value on",
                Locks.EXCLUSIVE)
            .needs(Keys.notNull(table, column));
    Column numbered = chain.at().withIdentity(Optional.of(identity));
    QualifiedName name = work.sequence(table, numbered).orElseThrow();
    if (identity.kind() == Identity.Kind.SERIAL) {
      SequenceOptions options = identity.sequence().withName(Optional.empty());
      SequenceOptions typed =
          options.type().isPresent() || chain.at().type().equals("bigint")
              ? options
              : withType(options, chain.at().type());
      step.up(
              work.ddl.createSequence(new Sequence(name, typed, Optional.empty())),
              work.ddl.ownedBy(name, table, column),
              setNext(table, column, name))
          .down(
              work.ddl.dropDefault(table, column),
              work.createTrash(),
              "ALTER SEQUENCE " + work.name(name) + " OWNED BY NONE")
          .down(SequenceRecipes.toTrash(work, name));
    } else {
      step.up(work.ddl.addIdentity(table, column, identity))
          .down(work.ddl.dropIdentity(table, column));
    }
    step.up(advance(table, column, name, identity.sequence())).creates(Keys.relation(name));
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

  private void changeNumbering(Chain chain, Identity after) {
    QualifiedName table = chain.table();
    Identity before = chain.at().identity().orElseThrow();
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    numbering(table, chain.at(), before, after, up);
    numbering(table, chain.at(), after, before, down);
    chain.add(
        step(
                Phase.EXPAND,
                Ranks.ALTER_COLUMN,
                table,
                "change how " + chain.name() + " is numbered",
                Locks.EXCLUSIVE)
            .up(up)
            .down(down),
        chain.at().withIdentity(Optional.of(after)));
  }

  private void numbering(
      QualifiedName table, Column column, Identity from, Identity to, List<String> statements) {
    if (from.kind() != to.kind())
      statements.add(work.ddl.setIdentityKind(table, column.name(), to.kind()));
    QualifiedName name = work.sequence(table, column.withIdentity(Optional.of(from))).orElseThrow();
    QualifiedName other = work.sequence(table, column.withIdentity(Optional.of(to))).orElseThrow();
    if (!name.equals(other)) {
      statements.add(
          "ALTER SEQUENCE " + work.name(name) + " RENAME TO " + work.quote(other.name()));
      name = other;
    }
    if (!from.sequence()
        .withName(Optional.empty())
        .equals(to.sequence().withName(Optional.empty()))) {
      statements.add(work.ddl.alterSequence(name, to.sequence(), column.type()));
    }
  }

  private String setNext(QualifiedName table, String column, QualifiedName sequence) {
    return work.ddl.alterColumn(
        table,
        column,
        "SET DEFAULT nextval(" + work.dialect.literal(work.name(sequence)) + "::regclass)");
  }

  /** The next number is one beyond the highest that is there. */
  private String advance(
      QualifiedName table, String column, QualifiedName sequence, SequenceOptions options) {
    return "SELECT setval("
        + work.dialect.literal(work.name(sequence))
        + "::regclass, (SELECT greatest(coalesce(max("
        + work.quote(column)
        + "), 0)::bigint + 1, "
        + options.start().orElse(1L)
        + ") FROM "
        + work.name(table)
        + "), false)";
  }

  // --- generated columns

  /** True where the rest of the attributes is still to be compared. */
  private boolean generated(Chain chain, Column after) {
    QualifiedName table = chain.table();
    Column before = chain.at();
    Around around = around(table, after.name());
    if (after.generated().isEmpty()) return stopGenerating(chain, around);
    boolean derived = before.generated().isPresent();
    String trash = work.context.trashName(after.name());
    StepBuilder step =
        step(
                Phase.CONTRACT,
                Ranks.RETYPE,
                table,
                derived
                    ? "compute " + after.name() + " in the new way"
                    : "compute " + after.name() + ", its old values in the trash",
                Locks.EXCLUSIVE_REWRITE)
            .needs(work.needsOf(table, work.mentioned(table, after.generated().get().expression())))
            .creates(Keys.after(table, after.name()), Keys.notNull(table, after.name()))
            .destroys(Keys.before(table, after.name()))
            .up(around.down());
    if (derived) {
      step.up(work.ddl.dropColumn(table, after.name()));
      step.releases(
          work.releasesOf(table, work.mentioned(table, before.generated().get().expression())));
    } else {
      step.allow(Allow.LOSSY).up(ColumnTrash.in(work, table, before));
    }
    step.up(added(table, after))
        .up(around.up())
        .down(around.down())
        .down(work.ddl.dropColumn(table, after.name()));
    step.down(derived ? added(table, before) : ColumnTrash.out(work, table, before))
        .down(around.up());
    if (!derived && trash.isEmpty()) throw new IllegalStateException("a trash name is never empty");
    work.weigh(step, table, Locks.EXCLUSIVE_REWRITE);
    chain.add(step, after);
    return false;
  }

  private boolean stopGenerating(Chain chain, Around around) {
    QualifiedName table = chain.table();
    Column before = chain.at();
    if (!before.generated().orElseThrow().stored()) {
      work.refusals.add(
          new Refusal(
              table + "." + before.name(),
              "PostgreSQL cannot turn a virtual generated column into one that holds values.",
              "Add a column beside it with a backfill, and drop "
                  + before.name()
                  + " in a later plan.",
              Work.columnPath(table, before.name())));
      return false;
    }
    chain.add(
        step(
                Phase.CONTRACT,
                Ranks.ALTER_COLUMN,
                table,
                "stop computing " + before.name() + "; its values stay",
                Locks.EXCLUSIVE)
            .up(work.ddl.alterColumn(table, before.name(), "DROP EXPRESSION"))
            .down(around.down())
            .down(work.ddl.dropColumn(table, before.name()))
            .down(added(table, before))
            .down(around.up())
            .releases(
                work.releasesOf(
                    table, work.mentioned(table, before.generated().get().expression()))),
        before.withGenerated(Optional.empty()));
    return true;
  }

  private List<String> added(QualifiedName table, Column column) {
    List<String> statements = new ArrayList<>(List.of(work.ddl.addColumn(table, column)));
    statements.addAll(work.ddl.columnSettings(table, column));
    if (column.comment().isPresent())
      statements.add(work.ddl.commentOnColumn(table, column.name(), column.comment()));
    return statements;
  }

  // --- what stands on a column and is the same before and after

  /** Statements that take down what stands on a column, and that put it back. */
  private record Around(List<String> down, List<String> up) {}

  /**
   * Generated columns bar a change of type; what is dropped with a column would not come back by
   * itself.
   */
  private Around around(QualifiedName name, String column) {
    List<String> down = new ArrayList<>();
    List<String> up = new ArrayList<>();
    Optional<Table> before = work.context.renamed().table(name);
    Optional<Table> after = work.context.target().table(name);
    if (before.isEmpty() || after.isEmpty()) return new Around(down, up);
    boolean dropped =
        before.get().column(column).flatMap(Column::generated).isPresent()
            || after.get().column(column).flatMap(Column::generated).isPresent();
    List<String> gone = new ArrayList<>();
    for (Column other : before.get().columns()) {
      boolean stands =
          other
              .generated()
              .filter(g -> work.dialect.mentionsColumn(g.expression(), column))
              .isPresent();
      if (stands && !other.name().equals(column) && after.get().columns().contains(other)) {
        gone.add(other.name());
        up.addAll(added(name, other));
      }
    }
    List<String> bare = new ArrayList<>(gone);
    if (dropped) bare.add(column);
    for (Constraint constraint : before.get().constraints()) {
      if (constraint instanceof ForeignKey || !after.get().constraints().contains(constraint))
        continue;
      if (work.mentioned(name, constraint).stream().anyMatch(bare::contains)) {
        down.add(work.ddl.dropConstraint(name, constraint.name().orElseThrow()));
        up.add(work.ddl.addConstraint(after.get(), constraint));
      }
    }
    for (Index index : before.get().indexes()) {
      if (after.get().indexes().contains(index)
          && work.mentioned(name, index).stream().anyMatch(bare::contains)) {
        down.add(work.ddl.dropIndex(name.withName(index.name()), false));
        up.add(work.ddl.createIndex(name, index, false));
      }
    }
    gone.forEach(g -> down.add(work.ddl.dropColumn(name, g)));
    return new Around(down, up);
  }

  private static Identity.@org.jspecify.annotations.Nullable Kind kind(Column column) {
    return column
        .identity()
        .map(i -> i.kind() == Identity.Kind.ALWAYS ? Identity.Kind.BY_DEFAULT : i.kind())
        .orElse(null);
  }
}
