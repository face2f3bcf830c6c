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
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TrashNaming;
import dev.underpin.planner.postgresql.kit.Work;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
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
  private final Work work;
  private final Inheritance inheritance;
  private final TableCreation creation;

  public TableRecipes(Work work, Inheritance inheritance, List<Change> changes) {
    this.work = work;
    this.inheritance = inheritance;
    this.creation = new TableCreation(changes);
  }

  public void create(Table table) {
    Table inline = creation.inline(table);
    List<String> up = new ArrayList<>(work.ddl.createTable(inline, true));
    for (Index index : inline.indexes()) {
      up.add(work.ddl.createIndex(table.name(), index, false));
      comment(index)
          .ifPresent(
              c ->
                  up.add(
                      work.ddl.commentOnIndex(
                          table.name().withName(index.name()), Optional.of(c))));
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
            .down(toTrash(inline, work.backTrash))
            .effect(new CreateTable(inline))
            .creates(StepKey.table(table.name()), StepKey.relation(table.name()))
            .needs(State.NAMESPACE.of(QualifiedName.of(table.name().schema())))
            .needs(work.typesOf(table.columns()));
    names(inline).forEach(n -> step.creates(StepKey.relation(n)));
    inheritance.of(table.name()).forEach(p -> step.needs(StepKey.table(p)));
    for (Constraint constraint : inline.constraints()) {
      if (constraint instanceof PrimaryKey || constraint instanceof UniqueConstraint) {
        step.creates(StepKey.unique(table.name(), constraint.columns()));
      } else if (constraint instanceof ForeignKey f && !f.references().equals(table.name())) {
        step.needs(StepKey.table(f.references()));
      }
    }
    work.add(step);
    for (ForeignKey key : creation.later(table)) addForeignKey(table, key);
  }

  /**
   * On a new, empty table there is nothing to validate; only the short lock on the parent counts.
   */
  private void addForeignKey(Table table, ForeignKey key) {
    String name = key.name().orElseThrow();
    work.add(
        step(
                Phase.EXPAND,
                StepRanks.ADD_FOREIGN_KEY,
                table.name(),
                StepTitles.addConstraint(key),
                Locks.SHARE_ROW_EXCLUSIVE)
            .source(ObjectRef.table(table.name()).constraint(key))
            .up(work.ddl.addConstraint(table, key))
            .down(work.ddl.dropConstraint(table.name(), name))
            .effect(new AddConstraint(table.name(), key))
            .needs(StepKey.table(table.name()), StepKey.table(key.references()))
            .needs(work.needsOf(key.references(), work.standingOn(key)))
            .needs(work.keysUnder(key)));
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
        work.context.options().discard()
            || work.context.hints().discarded().contains(table.name().toString());
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
            .needs(work.renamesOf(table.name(), columnNames(table)));
    names(bare).forEach(n -> step.destroys(StepKey.relation(n)));
    if (discard) {
      step.allow(Allow.DISCARD)
          .up(work.ddl.dropTable(table.name()))
          .down(work.ddl.createTable(bare, true));
      bare.indexes().forEach(i -> step.down(work.ddl.createIndex(table.name(), i, false)));
      if (!work.isEmpty(table.name())) {
        step.hazard(Hazards.rowsLost(table.name())).allow(Allow.IRREVERSIBLE);
      }
    } else {
      step.up(toTrash(bare, work.trash)).down(fromTrash(bare));
    }
    work.add(step);
  }

  private void dropForeignKey(Table table, ForeignKey key) {
    String name = key.name().orElseThrow();
    work.add(
        step(
                Phase.CONTRACT,
                StepRanks.DROP_FOREIGN_KEY,
                table.name(),
                StepTitles.dropConstraint(key),
                Locks.EXCLUSIVE)
            .up(work.ddl.dropConstraint(table.name(), name))
            .mode(Mode.TRANSACTION, Mode.ALONE)
            .down(ConstraintRecipes.addChecked(work, table, key))
            .effect(new DropConstraint(table.name(), key))
            .needs(work.renamesOf(table.name(), key.columns()))
            .needs(work.renamesOf(key.references(), work.standingOn(key)))
            .releases(work.releasesOf(table.name(), key.columns()))
            .releases(work.releasesOf(key.references(), work.standingOn(key)))
            .releases(StepKey.unique(key.references(), key.referencedColumns())));
  }

  public void rename(QualifiedName from, QualifiedName to) {
    work.add(
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
      statements.add(work.ddl.moveTable(from, to.schema()));
      at = new QualifiedName(to.schema(), from.name());
    }
    if (!from.name().equals(to.name())) statements.add(work.ddl.renameTable(at, to.name()));
    return statements;
  }

  public void alter(Table before, Table after) {
    Table at = before;
    if (!before.comment().equals(after.comment())) {
      Table commented = at.withComment(after.comment());
      work.add(
          attribute(at, commented, StepTitles.changeComment(), Locks.COMMENT)
              .up(work.ddl.commentOnTable(after.name(), after.comment()))
              .down(work.ddl.commentOnTable(after.name(), before.comment())));
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
        work.refusals.add(Refusals.fixedOption(after.name(), key, old));
        continue;
      }
      Table changed =
          at.withOptions(dev.underpin.schema.model.Options.with(at.options(), key, value));
      Lock lock = Locks.ofTableOption(key);
      StepBuilder step =
          attribute(at, changed, StepTitles.tableOption(key, value), lock)
              .up(work.ddl.setTableOption(after.name(), key, value))
              .down(work.ddl.setTableOption(after.name(), key, old))
              .creates(StepKey.link(after.name(), "", ++link));
      if (link > 1) step.needs(StepKey.link(after.name(), "", link - 1));
      work.add(work.weigh(step, after.name(), lock));
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
        .needs(work.renamesOf(after.name(), List.of()));
  }

  // --- the trash

  /**
   * A table leaves its namespace with all the names it holds there, so that each is free again, and
   * without the foreign keys by which it could block or cascade.
   */
  private List<String> toTrash(Table table, TrashNaming trash) {
    List<String> statements = new ArrayList<>(List.of(work.createTrash()));
    for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
      if (!key.references().equals(table.name()))
        statements.add(work.ddl.dropConstraint(table.name(), key.name().orElseThrow()));
    }
    for (QualifiedName index : work.relations(table)) {
      statements.add(work.ddl.renameIndex(index, trash.name(index)));
    }
    for (QualifiedName sequence : sequences(table)) {
      statements.add(
          "ALTER SEQUENCE "
              + work.name(sequence)
              + " RENAME TO "
              + work.quote(trash.name(sequence)));
    }
    String name = trash.name(table.name());
    statements.add(work.ddl.renameTable(table.name(), name));
    statements.add(work.ddl.moveTable(table.name().withName(name), TrashNaming.NAMESPACE));
    return statements;
  }

  private List<String> fromTrash(Table table) {
    List<String> statements = new ArrayList<>();
    statements.add(work.ddl.moveTable(work.trash.place(table.name()), table.name().schema()));
    statements.add(
        work.ddl.renameTable(
            table.name().withName(work.trash.name(table.name())), table.name().name()));
    for (QualifiedName sequence : sequences(table)) {
      QualifiedName now = table.name().withName(work.trash.name(sequence));
      statements.add(
          "ALTER SEQUENCE " + work.name(now) + " RENAME TO " + work.quote(sequence.name()));
    }
    for (QualifiedName index : work.relations(table)) {
      statements.add(
          work.ddl.renameIndex(table.name().withName(work.trash.name(index)), index.name()));
    }
    return statements;
  }

  private List<QualifiedName> names(Table table) {
    List<QualifiedName> names = new ArrayList<>(work.relations(table));
    names.addAll(sequences(table));
    return names;
  }

  private List<QualifiedName> sequences(Table table) {
    return table.columns().stream().flatMap(c -> work.sequence(table.name(), c).stream()).toList();
  }

  private static Optional<String> comment(Index index) {
    return Optional.ofNullable(index.options().get("comment"));
  }

  private static List<String> columnNames(Table table) {
    return table.columns().stream().map(Column::name).toList();
  }
}
