package dev.underpin.planner.postgresql.table;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AlterTable;
import dev.underpin.planner.change.Change.CreateTable;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.change.Change.DropTable;
import dev.underpin.planner.change.Change.RenameTable;
import dev.underpin.planner.postgresql.constraint.ConstraintRecipes;
import dev.underpin.planner.postgresql.kit.Inheritance;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TrashNaming;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.recipe.TableCreation;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tables as a whole. */
public final class TableRecipes {
  private final PostgresContext context;
  private final StepSink sink;
  private final Inheritance inheritance;
  private final TableCreation creation;

  public TableRecipes(
      PostgresContext context, StepSink sink, Inheritance inheritance, List<Change> changes) {
    this.context = context;
    this.sink = sink;
    this.inheritance = inheritance;
    this.creation = new TableCreation(changes);
  }

  public void create(Table table) {
    Table inline = creation.inline(table);
    List<String> up = new ArrayList<>(context.ddl().createTable(inline, true));
    for (Index index : inline.indexes()) {
      up.add(context.ddl().createIndex(table.name(), index, false));
      comment(index)
          .ifPresent(
              c ->
                  up.add(
                      context
                          .ddl()
                          .commentOnIndex(table.name().withName(index.name()), Optional.of(c))));
    }
    StepBuilder step =
        step(
                Phase.EXPAND,
                StepRanks.CREATE_TABLE,
                table.name(),
                StepTitles.createTable(inline),
                Locks.NONE)
            .source(ObjectRef.table(table.name()))
            .up(up)
            .down(toTrash(inline, context.backTrash()))
            .effect(new CreateTable(inline))
            .creates(StepKey.table(table.name()), StepKey.relation(table.name()))
            .needs(State.NAMESPACE.of(QualifiedName.of(table.name().schema())))
            .needs(context.typesOf(table.columns()));
    names(inline).forEach(n -> step.creates(StepKey.relation(n)));
    inheritance.of(table.name()).forEach(p -> step.needs(StepKey.table(p)));
    for (Constraint constraint : inline.constraints()) {
      if (constraint instanceof PrimaryKey || constraint instanceof UniqueConstraint) {
        step.creates(StepKey.unique(table.name(), constraint.columns()));
      } else if (constraint instanceof ForeignKey f && !f.references().equals(table.name())) {
        step.needs(StepKey.table(f.references()));
      }
    }
    sink.add(step);
    for (ForeignKey key : creation.later(table)) addForeignKey(table, key);
  }

  /**
   * On a new, empty table there is nothing to validate; only the short lock on the parent counts.
   */
  private void addForeignKey(Table table, ForeignKey key) {
    String name = key.name().orElseThrow();
    sink.add(
        step(
                Phase.EXPAND,
                StepRanks.ADD_FOREIGN_KEY,
                table.name(),
                StepTitles.addConstraint(key),
                Locks.SHARE_ROW_EXCLUSIVE)
            .source(ObjectRef.table(table.name()).constraint(key))
            .up(context.ddl().addConstraint(table, key))
            .down(context.ddl().dropConstraint(table.name(), name))
            .effect(new AddConstraint(table.name(), key))
            .needs(StepKey.table(table.name()), StepKey.table(key.references()))
            .needs(context.needsOf(key.references(), context.standingOn(key)))
            .needs(context.keysUnder(key)));
  }

  public void drop(Table table) {
    List<ForeignKey> out =
        table.constraintsOf(ForeignKey.class).stream()
            .filter(f -> !f.references().equals(table.name()))
            .toList();
    for (ForeignKey key : out) dropForeignKey(table, key);
    Table bare =
        table.withConstraints(table.constraints().stream().filter(c -> !out.contains(c)).toList());
    boolean discard =
        context.options().discard()
            || context.hints().discarded().contains(table.name().toString());
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.DROP_TABLE,
                table.name(),
                StepTitles.dropTable(discard),
                Locks.EXCLUSIVE)
            .source(ObjectRef.table(table.name()))
            .allow(Allow.DROP_TABLE)
            .effect(new DropTable(bare))
            .destroys(StepKey.table(table.name()), StepKey.relation(table.name()))
            .needs(context.renamesOf(table.name(), columnNames(table)));
    names(bare).forEach(n -> step.destroys(StepKey.relation(n)));
    if (discard) {
      step.allow(Allow.DISCARD)
          .up(context.ddl().dropTable(table.name()))
          .down(context.ddl().createTable(bare, true));
      bare.indexes().forEach(i -> step.down(context.ddl().createIndex(table.name(), i, false)));
      if (!context.isEmpty(table.name())) {
        step.hazard(Hazards.rowsLost(table.name())).allow(Allow.IRREVERSIBLE);
      }
    } else {
      step.up(toTrash(bare, context.trash())).down(fromTrash(bare));
    }
    sink.add(step);
  }

  private void dropForeignKey(Table table, ForeignKey key) {
    String name = key.name().orElseThrow();
    sink.add(
        step(
                Phase.CONTRACT,
                StepRanks.DROP_FOREIGN_KEY,
                table.name(),
                StepTitles.dropConstraint(key),
                Locks.EXCLUSIVE)
            .up(context.ddl().dropConstraint(table.name(), name))
            .mode(Mode.TRANSACTION, Mode.ALONE)
            .down(ConstraintRecipes.addChecked(context, table, key))
            .effect(new DropConstraint(table.name(), key))
            .needs(context.renamesOf(table.name(), key.columns()))
            .needs(context.renamesOf(key.references(), context.standingOn(key)))
            .releases(context.releasesOf(table.name(), key.columns()))
            .releases(context.releasesOf(key.references(), context.standingOn(key)))
            .releases(StepKey.unique(key.references(), key.referencedColumns())));
  }

  public void rename(QualifiedName from, QualifiedName to) {
    sink.add(
        step(
                Phase.CONTRACT,
                StepRanks.RENAME_TABLE,
                to,
                StepTitles.renameTable(from, to),
                Locks.EXCLUSIVE)
            .source(ObjectRef.table(to))
            .hazard(Hazards.renamed(from.toString()))
            .up(move(from, to))
            .down(move(to, from))
            .effect(new RenameTable(from, to))
            .creates(StepKey.table(to), StepKey.relation(to))
            .destroys(StepKey.table(from), StepKey.relation(from))
            .needs(State.NAMESPACE.of(QualifiedName.of(to.schema()))));
  }

  private List<String> move(QualifiedName from, QualifiedName to) {
    List<String> statements = new ArrayList<>();
    QualifiedName at = from;
    if (!from.schema().equals(to.schema())) {
      statements.add(context.ddl().moveTable(from, to.schema()));
      at = new QualifiedName(to.schema(), from.name());
    }
    if (!from.name().equals(to.name())) statements.add(context.ddl().renameTable(at, to.name()));
    return statements;
  }

  public void alter(Table before, Table after) {
    Table at = before;
    if (!before.comment().equals(after.comment())) {
      Table commented = at.withComment(after.comment());
      sink.add(
          attribute(at, commented, StepTitles.changeComment(), Locks.COMMENT)
              .up(context.ddl().commentOnTable(after.name(), after.comment()))
              .down(context.ddl().commentOnTable(after.name(), before.comment())));
      at = commented;
    }
    Set<String> keys = new TreeSet<>(before.options().keySet());
    keys.addAll(after.options().keySet());
    int link = 0;
    for (String key : keys) {
      Optional<String> old = Optional.ofNullable(before.options().get(key));
      Optional<String> value = Optional.ofNullable(after.options().get(key));
      if (old.equals(value)) continue;
      if (key.equals("partition_by") || key.equals("inherits")) {
        sink.refuse(Refusals.fixedOption(after.name(), key, old));
        continue;
      }
      Table changed =
          at.withOptions(dev.underpin.schema.model.Options.with(at.options(), key, value));
      Lock lock = Locks.ofTableOption(key);
      StepBuilder step =
          attribute(at, changed, StepTitles.tableOption(key, value), lock)
              .up(context.ddl().setTableOption(after.name(), key, value))
              .down(context.ddl().setTableOption(after.name(), key, old))
              .creates(StepKey.link(after.name(), "", ++link));
      if (link > 1) step.needs(StepKey.link(after.name(), "", link - 1));
      sink.add(context.weigh(step, after.name(), lock));
      at = changed;
    }
  }

  private StepBuilder attribute(Table before, Table after, String title, Lock lock) {
    return step(
            lock == Locks.COMMENT ? Phase.EXPAND : Phase.CONTRACT,
            StepRanks.ATTRIBUTES,
            after.name(),
            title,
            lock)
        .source(ObjectRef.table(after.name()))
        .effect(new AlterTable(before, after))
        .needs(context.renamesOf(after.name(), List.of()));
  }

  // --- the trash

  /**
   * A table leaves its namespace with all the names it holds there, so that each is free again, and
   * without the foreign keys by which it could block or cascade.
   */
  private List<String> toTrash(Table table, TrashNaming trash) {
    List<String> statements = new ArrayList<>(List.of(context.createTrash()));
    for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
      if (!key.references().equals(table.name()))
        statements.add(context.ddl().dropConstraint(table.name(), key.name().orElseThrow()));
    }
    for (QualifiedName index : context.relations(table)) {
      statements.add(context.ddl().renameIndex(index, trash.name(index)));
    }
    for (QualifiedName sequence : sequences(table)) {
      statements.add(
          "ALTER SEQUENCE "
              + context.name(sequence)
              + " RENAME TO "
              + context.quote(trash.name(sequence)));
    }
    String name = trash.name(table.name());
    statements.add(context.ddl().renameTable(table.name(), name));
    statements.add(context.ddl().moveTable(table.name().withName(name), TrashNaming.NAMESPACE));
    return statements;
  }

  private List<String> fromTrash(Table table) {
    List<String> statements = new ArrayList<>();
    statements.add(
        context.ddl().moveTable(context.trash().place(table.name()), table.name().schema()));
    statements.add(
        context
            .ddl()
            .renameTable(
                table.name().withName(context.trash().name(table.name())), table.name().name()));
    for (QualifiedName sequence : sequences(table)) {
      QualifiedName now = table.name().withName(context.trash().name(sequence));
      statements.add(
          "ALTER SEQUENCE " + context.name(now) + " RENAME TO " + context.quote(sequence.name()));
    }
    for (QualifiedName index : context.relations(table)) {
      statements.add(
          context
              .ddl()
              .renameIndex(table.name().withName(context.trash().name(index)), index.name()));
    }
    return statements;
  }

  private List<QualifiedName> names(Table table) {
    List<QualifiedName> names = new ArrayList<>(context.relations(table));
    names.addAll(sequences(table));
    return names;
  }

  private List<QualifiedName> sequences(Table table) {
    return table.columns().stream()
        .flatMap(c -> context.sequence(table.name(), c).stream())
        .toList();
  }

  private static Optional<String> comment(Index index) {
    return Optional.ofNullable(index.options().get("comment"));
  }

  private static List<String> columnNames(Table table) {
    return table.columns().stream().map(Column::name).toList();
  }
}
