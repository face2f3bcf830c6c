package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parts that partitions have of the indexes of their table, when a column of it gets another
 * type: the server builds the index of the table again by its definition, so that its parts get the
 * names and the attributes that they have by default. These statements give them theirs again.
 *
 * @param table the partitioned table
 * @param column the column that gets another type
 */
public record RetypedParts(PostgresContext context, QualifiedName table, String column) {
  /**
   * What parts are called and have, once the column has its type.
   *
   * @param later true where the attributes of indexes that the plan changes are changed before
   */
  public List<String> restore(boolean later) {
    List<Table> partitions = partitions();
    if (partitions.isEmpty()) return List.of();
    Set<QualifiedName> taken = new TreeSet<>();
    context.renamed().tables().values().forEach(t -> taken.addAll(context.relations(t)));
    context.target().tables().values().forEach(t -> taken.addAll(context.relations(t)));
    List<String> statements = new ArrayList<>();
    for (Table leaf : partitions) {
      for (Index part : leaf.indexes()) {
        if (!PartitionParts.isPart(part) || !uses(leaf, part)) continue;
        whole(leaf, part).ifPresent(w -> statements.addAll(index(leaf, w, part, later, taken)));
      }
    }
    return statements;
  }

  /** What the server cannot do, or does so that it cannot be told which part is which. */
  public void refuse(StepSink sink) {
    for (Table leaf : partitions()) {
      for (Constraint key : leaf.constraints()) {
        if (PartitionParts.isPart(key) && uses(leaf, key))
          refuse(
              sink,
              leaf,
              key.name().orElse(""),
              "the server cannot change the type of "
                  + column
                  + " while a key of a partition is its part of an index",
              "Drop that index in a plan of its own before, and add it again in one after.");
      }
      for (Index part : leaf.indexes()) {
        if (PartitionParts.isPart(part)
            && uses(leaf, part)
            && whole(leaf, part).isPresent()
            && alike(leaf, part) > 1)
          refuse(
              sink,
              leaf,
              part.name(),
              "the server builds the parts of two indexes of the same columns again when the type"
                  + " of "
                  + column
                  + " changes, and gives them names in no certain order",
              "Drop one of the two in a plan of its own before, and add it again in one after.");
      }
    }
  }

  private static void refuse(StepSink sink, Table leaf, String part, String why, String remedy) {
    sink.refuse(Refusals.partitioned(ObjectRef.table(leaf.name()), leaf.name(), part, why, remedy));
  }

  private List<Table> partitions() {
    return context.renamed().partitionsOf(table).stream()
        .filter(t -> context.target().table(t.name()).isPresent())
        .toList();
  }

  private boolean uses(Table leaf, Index part) {
    return context.mentioned(leaf.name(), part).contains(column);
  }

  private boolean uses(Table leaf, Constraint part) {
    return context.mentioned(leaf.name(), part).contains(column);
  }

  /** How many indexes of the tables above have parts here that the server calls alike. */
  private long alike(Table leaf, Index part) {
    String usual = context.dialect().indexName(leaf, part);
    return context.renamed().table(leaf.partition().orElseThrow().of()).stream()
        .flatMap(above -> above.indexes().stream())
        .filter(other -> context.dialect().indexName(leaf, other).equals(usual))
        .count();
  }

  /** The index that it is a part of, where that is there before and after. */
  private Optional<Index> whole(Table leaf, Index part) {
    String of = part.options().getOrDefault(PartitionParts.OF, "");
    QualifiedName above = leaf.partition().orElseThrow().of();
    Optional<Index> before = context.renamed().table(above).flatMap(t -> t.index(of));
    Optional<Index> after = context.target().table(above).flatMap(t -> t.index(of));
    boolean stays =
        before.isPresent()
            && after.isPresent()
            && (before.equals(after)
                || IndexAttributes.suffices(context, above, before.get(), after.get()));
    return stays ? before : Optional.empty();
  }

  private List<String> index(
      Table leaf, Index whole, Index part, boolean later, Set<QualifiedName> taken) {
    QualifiedName name = leaf.name().withName(part.name());
    List<String> statements = new ArrayList<>();
    QualifiedName given = free(leaf, context.dialect().indexName(leaf, part), part.name(), taken);
    if (!given.equals(name)) statements.add(context.ddl().renameIndex(given, part.name()));
    Index wanted =
        later
            ? context.target().table(leaf.name()).flatMap(t -> t.index(part.name())).orElse(part)
            : part;
    Index built = whole.withOptions(Options.with(whole.options(), "comment", Optional.empty()));
    statements.addAll(IndexAttributes.statements(context, name, built, wanted));
    return statements;
  }

  /** The first name that is free then; its own is free while the server builds the part. */
  private static QualifiedName free(
      Table leaf, String usual, String own, Set<QualifiedName> taken) {
    QualifiedName name = leaf.name().withName(usual);
    for (int i = 1; taken.contains(name) && !name.name().equals(own); i++)
      name = leaf.name().withName(usual + i);
    return name;
  }
}
