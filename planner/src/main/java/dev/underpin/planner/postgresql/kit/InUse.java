package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lowering.NotNullState;
import dev.underpin.planner.postgresql.kit.TypeConversion.Kind;
import dev.underpin.planner.recipe.PlanningContext;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A column whose type is to change while others read and write its table: what depends on it, and
 * why it cannot be done.
 *
 * @param before the column as it is
 * @param after the column with its new type
 */
public record InUse(PostgresContext context, QualifiedName name, Column before, Column after) {
  private static final Set<String> INDEX_OPTIONS =
      Set.of("cluster_on", "replica_identity", "replica_identity_index");

  /** A constraint, and the table that has it. */
  public record On(Table table, Constraint constraint) {
    public QualifiedName name() {
      return table.name();
    }

    public String called() {
      return constraint.name().orElseThrow();
    }

    /** The same before the rows are checked. */
    public Constraint pending() {
      return ConstraintTraits.notYetValid(constraint).orElseThrow();
    }
  }

  /** True where the type of a column changes so that its table would be rewritten. */
  public static boolean isWanted(
      PlanningContext context, QualifiedName table, Column before, Column after) {
    return context.changesInUse(table, before, after)
        && TypeConversion.of(before.type(), after.type()).kind() != Kind.CATALOG;
  }

  /** True where the type changes by a long lock on a large table. */
  public boolean helps() {
    return !context.isEmpty(name)
        && context.isLarge(name)
        && TypeConversion.of(before.type(), after.type()).kind() != Kind.CATALOG;
  }

  private Table table() {
    return context.renamed().table(name).orElseThrow();
  }

  private String column() {
    return after.name();
  }

  /** The indexes of the column that stay. */
  public List<Index> indexes() {
    return table().indexes().stream()
        .filter(i -> context.mentioned(name, i).contains(column()))
        .filter(i -> DependentObjects.isInTarget(context, name, i))
        .toList();
  }

  /** The primary key and the unique constraints of the column that stay. */
  public List<Constraint> keys() {
    return staying(c -> !c.keys().isEmpty());
  }

  private List<Constraint> staying(Predicate<Constraint> kind) {
    return table().constraints().stream()
        .filter(kind)
        .filter(c -> context.mentioned(name, c).contains(column()))
        .filter(c -> DependentObjects.isInTarget(context, name, c))
        .toList();
  }

  /** The checks of the column, its foreign keys and those that reference it, where they stay. */
  public List<On> others() {
    List<On> others = new ArrayList<>();
    for (Constraint c : staying(c -> c.keys().isEmpty() && !(c instanceof ForeignKey)))
      others.add(new On(table(), c));
    for (Table child : context.renamed().tables().values()) {
      for (ForeignKey key : child.constraintsOf(ForeignKey.class)) {
        if (mentions(child, key) && DependentObjects.isInTarget(context, child.name(), key))
          others.add(new On(child, key));
      }
    }
    return others.stream()
        .filter(o -> ConstraintTraits.notYetValid(o.constraint()).isPresent())
        .toList();
  }

  private boolean mentions(Table child, ForeignKey key) {
    return child.name().equals(name) && key.columnList().contains(column())
        || key.references().equals(name) && key.referencedColumns().contains(column());
  }

  /** True where a foreign key of another column references this one. */
  private boolean isReferenced(String other) {
    return context.renamed().tables().values().stream()
        .flatMap(t -> t.constraintsOf(ForeignKey.class).stream())
        .anyMatch(k -> k.references().equals(name) && k.referencedColumns().contains(other));
  }

  /** The columns whose change is over before this one begins: of the same table, one by one. */
  public Set<String> earlier() {
    Set<String> earlier = new TreeSet<>();
    for (ColumnRef ref : context.hints().online()) {
      String other = ref.column();
      if (!ref.table().equals(name) || other.equals(column()) || !changes(ref)) continue;
      int order = Boolean.compare(isReferenced(other), isReferenced(column()));
      if (order < 0 || order == 0 && other.compareTo(column()) < 0) earlier.add(other);
    }
    return earlier;
  }

  /**
   * The columns of children whose change is over before the constraints of this one are touched.
   */
  public List<ColumnRef> children() {
    return others().stream()
        .filter(o -> o.constraint() instanceof ForeignKey key && key.references().equals(name))
        .flatMap(o -> o.constraint().columns().stream().map(c -> new ColumnRef(o.name(), c)))
        .filter(ref -> !ref.equals(new ColumnRef(name, column())))
        .filter(ref -> context.hints().online().contains(ref) && changes(ref))
        .toList();
  }

  private boolean changes(ColumnRef ref) {
    Optional<Column> from =
        context.renamed().table(ref.table()).flatMap(t -> t.column(ref.column()));
    Optional<Column> to = context.target().table(ref.table()).flatMap(t -> t.column(ref.column()));
    return from.isPresent()
        && to.isPresent()
        && isWanted(context, ref.table(), from.get(), to.get());
  }

  /** The views, triggers and the like that use the column and stay, in the order of creation. */
  public List<SchemaObject> objects() {
    return new ObjectDependents(context.renamed())
        .of(o -> ObjectDependents.uses(o, name, column())).stream()
            .filter(o -> !context.drops(o))
            .toList();
  }

  private boolean changes(SchemaObject object) {
    SchemaObject desired = context.target().objects().get(object.key());
    return desired != null && !desired.equals(object);
  }

  // --- why not

  /** Why it cannot be done while the table is in use; empty where it can. */
  public Optional<String> obstacle() {
    if (context.hints().using().containsKey(new ColumnRef(name, column())))
      return Optional.of("the column has using:, and only a conversion by assignment is made so");
    TypeConversion conversion = TypeConversion.of(before.type(), after.type());
    if (conversion.kind() != Kind.LOSSLESS)
      return Optional.of(
          "a value may not fit " + after.type() + ", or change, and a writer would fail");
    if (before.generated().isPresent()) return Optional.of("the column is generated");
    if (NotNullState.of(before) == NotNullState.NOT_VALID)
      return Optional.of("its NOT NULL is not validated; validate it first");
    return obstacleOfTable().or(this::ofParts);
  }

  /** Why no second column can be beside this one; empty where it can. */
  public Optional<String> obstacleOfTable() {
    Table table = table();
    if (PostgresContext.isPartitioned(table) || table.partition().isPresent())
      return Optional.of("the table is partitioned, or is a partition");
    if (context.renamed().tables().values().stream().anyMatch(this::inherits))
      return Optional.of("the table takes part in inheritance");
    if (table.options().keySet().stream().anyMatch(INDEX_OPTIONS::contains))
      return Optional.of("the table is clustered by an index or identifies its rows by one");
    boolean granted =
        context.catalog().schema().access().values().stream()
            .filter(a -> a.key().kind() == Access.Kind.GRANTS)
            .filter(a -> a.key().name().equals(context.live(name)))
            .anyMatch(a -> a.grants().columns().contains(before.name()));
    return granted ? Optional.of("a role has privileges on this column alone") : Optional.empty();
  }

  /**
   * An index or a constraint of the column that gets another name or another attribute: the second
   * column would have none in its place.
   */
  private Optional<String> changingPart() {
    for (Index index : table().indexes()) {
      boolean changes =
          context.mentioned(name, index).contains(column())
              && !DependentObjects.isInTarget(context, name, index)
              && context.target().table(name).flatMap(t -> t.index(index.name())).isPresent();
      if (changes) return Optional.of("index " + index.name());
    }
    for (Table table : context.renamed().tables().values()) {
      for (Constraint constraint : table.constraints()) {
        boolean mentions =
            constraint instanceof ForeignKey key
                ? mentions(table, key)
                : table.name().equals(name)
                    && context.mentioned(name, constraint).contains(column());
        if (mentions && changes(table.name(), constraint))
          return Optional.of("constraint " + constraint.name().orElseThrow());
      }
    }
    return Optional.empty();
  }

  private boolean changes(QualifiedName table, Constraint constraint) {
    if (DependentObjects.isInTarget(context, table, constraint)) return false;
    return context.target().table(table).stream()
        .flatMap(t -> t.constraints().stream())
        .anyMatch(
            c ->
                c.name().equals(constraint.name())
                    || c.equals(constraint.withName(c.name()))
                        && !context.renamed().table(table).orElseThrow().constraints().contains(c));
  }

  /** True where that table inherits, and it is this one or its child. */
  private boolean inherits(Table other) {
    return context.dialect().parents(other).stream()
        .anyMatch(
            p ->
                other.name().equals(name)
                    || p.name().equals(name.name())
                        && (p.schema().isEmpty() || p.schema().equals(name.schema())));
  }

  private Optional<String> ofParts() {
    Table table = table();
    for (Column other : table.columns()) {
      boolean computed =
          other.generated().isPresent()
              && context.dialect().mentionsColumn(other.generated().get().expression(), column());
      if (computed) return Optional.of("column " + other.name() + " is computed from it");
    }
    Optional<String> changing = changingPart();
    if (changing.isPresent())
      return Optional.of(changing.get() + " changes in the same plan; do that in another one");
    for (Constraint c : staying(ExclusionConstraint.class::isInstance))
      return Optional.of("exclusion constraint " + c.name().orElseThrow() + " is on it");
    for (Constraint c : staying(ConstraintTraits::isWithoutOverlaps))
      return Optional.of("key " + c.name().orElseThrow() + " without overlaps is on it");
    for (SchemaObject object : objects()) {
      String called = object.kind().words() + " " + object.name().name();
      if (object.kind() == SchemaObject.Kind.MATERIALIZED_VIEW)
        return Optional.of(called + " would be filled again under the lock");
      if (changes(object)) return Optional.of(called + " uses it and changes in the same plan");
      if (object.facts().foreignOwner().isPresent())
        return Optional.of(called + " uses it and belongs to another role");
    }
    for (On other : others()) {
      if (PostgresContext.isPartitioned(other.table()) || other.table().partition().isPresent())
        return Optional.of(
            "foreign key " + other.called() + " belongs to partitioned table " + other.name());
    }
    return Optional.empty();
  }
}
