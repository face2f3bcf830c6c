package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.references.SequenceReferences;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Defaults that draw from a sequence (MariaDB). The server does not accept one before the sequence
 * is there, and accepts that the sequence goes: each row after that is an error.
 */
public record SequenceUsers(MysqlContext context) {
  /** The steps, each behind those that create what its defaults draw from. */
  public List<UnorderedStep> ordered(List<UnorderedStep> steps) {
    boolean none =
        context.target().sequences().isEmpty() && context.renamed().sequences().isEmpty();
    return none ? steps : steps.stream().map(this::ordered).toList();
  }

  private UnorderedStep ordered(UnorderedStep draft) {
    Set<QualifiedName> before = new HashSet<>();
    Set<QualifiedName> after = new HashSet<>();
    for (Change effect : draft.step().effects()) {
      before.addAll(used(before(effect)));
      after.addAll(used(after(effect)));
    }
    before.removeAll(after);
    return draft.withKeys(keys(after), keys(before));
  }

  private static Set<StepKey> keys(Set<QualifiedName> sequences) {
    return sequences.stream().map(StepKey::table).collect(Collectors.toSet());
  }

  private static Collection<Column> before(Change change) {
    if (change instanceof Change.DropTable c) return c.definition().columns();
    if (change instanceof Change.DropColumn c) return List.of(c.column());
    return change instanceof Change.AlterColumn c ? List.of(c.before()) : List.of();
  }

  private static Collection<Column> after(Change change) {
    if (change instanceof Change.CreateTable c) return c.definition().columns();
    if (change instanceof Change.AddColumn c) return List.of(c.column());
    return change instanceof Change.AlterColumn c ? List.of(c.after()) : List.of();
  }

  private static Set<QualifiedName> used(Collection<Column> columns) {
    Set<QualifiedName> used = new HashSet<>();
    for (Column column : columns)
      column.defaultValue().ifPresent(d -> used.addAll(SequenceReferences.of(d)));
    return used;
  }

  /** A default of a column that stays would draw from a sequence in the trash. */
  public void refuseUsed(StepSink sink) {
    Set<QualifiedName> gone = new HashSet<>(context.renamed().sequences().keySet());
    gone.removeAll(context.target().sequences().keySet());
    if (gone.isEmpty()) return;
    for (Table table : context.target().tables().values())
      for (Column column : table.columns())
        for (QualifiedName sequence : used(List.of(column)))
          if (gone.contains(sequence))
            sink.refuse(ObjectRefusals.sequenceInUse(sequence, table.name(), column.name()));
  }
}
