package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What columns say of their collation while that of their table changes: the server says none where
 * both are the same. So a column that comes or changes before its table does has the old collation
 * beside it, one that goes after it has the new one, and the change of the table changes what the
 * others say.
 */
public final class RelativeCollations {
  private final MysqlContext context;
  private final Map<QualifiedName, Change.AlterTable> changing = new HashMap<>();

  private RelativeCollations(MysqlContext context, List<UnorderedStep> steps) {
    this.context = context;
    for (UnorderedStep step : steps) {
      for (Change change : step.step().effects()) if (isRecollation(change)) add(change);
    }
  }

  private void add(Change change) {
    if (change instanceof Change.AlterTable c) changing.put(c.table(), c);
  }

  private static boolean isRecollation(Change change) {
    return change instanceof Change.AlterTable c
        && !Objects.equals(
            c.before().options().get(TableOptions.COLLATION),
            c.after().options().get(TableOptions.COLLATION));
  }

  /** The steps, with effects that say what the server says at that moment. */
  public static List<UnorderedStep> applied(MysqlContext context, List<UnorderedStep> steps) {
    RelativeCollations collations = new RelativeCollations(context, steps);
    return collations.changing.isEmpty() ? steps : steps.stream().map(collations::applied).toList();
  }

  private UnorderedStep applied(UnorderedStep draft) {
    List<Change> effects = new ArrayList<>();
    Set<StepKey> needs = new HashSet<>(draft.needs());
    for (Change effect : draft.step().effects()) {
      boolean concerned = effect instanceof Change.TableChange c && changing.containsKey(c.table());
      if (!concerned) {
        effects.add(effect);
      } else if (isRecollation(effect)) {
        effects.add(effect);
        QualifiedName table = ((Change.TableChange) effect).table();
        effects.addAll(flips(table, needs));
      } else {
        effects.add(relative(effect, needs));
      }
    }
    if (effects.equals(draft.step().effects())) return draft;
    return new UnorderedStep(
        draft.step().withEffects(effects),
        draft.rank(),
        draft.creates(),
        needs,
        draft.releases(),
        draft.destroys());
  }

  private Change relative(Change effect, Set<StepKey> needs) {
    if (effect instanceof Change.AddColumn c)
      return new Change.AddColumn(c.table(), early(c.table(), c.column()));
    if (effect instanceof Change.AlterColumn c)
      return new Change.AlterColumn(c.table(), c.before(), early(c.table(), c.after()));
    if (!(effect instanceof Change.DropColumn c)) return effect;
    needs.add(StepKey.link(c.table(), "", 2));
    Table before = context.renamed(c.table());
    Table after = context.target(c.table());
    return new Change.DropColumn(c.table(), said(before, c.column(), after));
  }

  /** A column of the target, as it is said while the table has its old collation. */
  private Column early(QualifiedName table, Column column) {
    return said(context.target(table), column, context.renamed(table));
  }

  /** A column of one table, as it is said where the table's collation is that of the other. */
  private Column said(Table owner, Column column, Table other) {
    Optional<String> own = context.collation(owner, column);
    boolean text = TypeName.parse(column.type()).filter(TypeName::isText).isPresent();
    if (!text || own.isEmpty()) return column;
    return column.withCollation(own.filter(c -> !own.equals(context.usualCollation(other))));
  }

  /** What becomes of columns that the change of their table does not touch. */
  private List<Change> flips(QualifiedName table, Set<StepKey> needs) {
    Table before = context.renamed(table);
    Table after = context.target(table);
    List<Change> flips = new ArrayList<>();
    for (Column column : after.columns()) {
      boolean same = before.column(column.name()).filter(column::equals).isPresent();
      Column early = early(table, column);
      if (before.column(column.name()).isEmpty()) needs.add(StepKey.column(table, column.name()));
      if (!same && !early.equals(column)) flips.add(new Change.AlterColumn(table, early, column));
    }
    for (Column column : before.columns()) {
      if (after.column(column.name()).isPresent()) continue;
      Column late = said(before, column, after);
      if (!late.equals(column)) flips.add(new Change.AlterColumn(table, column, late));
    }
    return flips;
  }
}
