package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.postgresql.kit.Trash.Kind;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * A table goes to the trash, and comes out of it, with all the names that it holds in its
 * namespace, so that each is free; and without the foreign keys by which it could block or cascade.
 */
public record TableTrash(PostgresContext context, Table table, PartitionLink partition) {
  public TableTrash(PostgresContext context, Table table) {
    this(context, table, new PartitionLink(context, table));
  }

  public List<String> in(Trash trash) {
    List<String> statements = new ArrayList<>(List.of(trash.create()));
    statements.addAll(partition.detach());
    for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
      if (!key.references().equals(table.name()))
        statements.add(context.ddl().dropConstraint(table.name(), key.name().orElseThrow()));
    }
    statements.addAll(extension().in());
    for (QualifiedName index : context.relations(extension().rest()))
      statements.add(context.ddl().renameIndex(index, trash.name(index)));
    for (QualifiedName sequence : sequences())
      statements.add(ColumnSequence.rename(context, sequence, trash.name(sequence)));
    for (QualifiedName index : partition.indexes())
      statements.add(context.ddl().renameIndexIfThere(index, trash.name(index)));
    statements.addAll(trash.move(Kind.TABLE, table.name()));
    return statements;
  }

  public List<String> out() {
    List<String> statements = new ArrayList<>(context.trash().out(Kind.TABLE, table.name()));
    for (QualifiedName sequence : sequences())
      statements.add(ColumnSequence.rename(context, inTrash(sequence), sequence.name()));
    for (QualifiedName index : context.relations(extension().rest()))
      statements.add(context.ddl().renameIndex(inTrash(index), index.name()));
    for (QualifiedName index : partition.indexes())
      statements.add(context.ddl().renameIndexIfThere(inTrash(index), index.name()));
    statements.addAll(extension().out());
    statements.addAll(partition.attach());
    return statements;
  }

  /** The names that the table holds in its namespace, beside its own. */
  public List<QualifiedName> names() {
    List<QualifiedName> names = new ArrayList<>(context.relations(table));
    names.addAll(sequences());
    return names;
  }

  private ExtensionUse extension() {
    return new ExtensionUse(context, table);
  }

  private List<QualifiedName> sequences() {
    return table.ownColumns().stream()
        .flatMap(c -> context.sequence(table.name(), c).stream())
        .map(ColumnSequence::name)
        .toList();
  }

  private QualifiedName inTrash(QualifiedName name) {
    return table.name().withName(context.trash().name(name));
  }
}
