package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lowering.PartitionCondition;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.ProjectedRows;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows make the server refuse to attach or detach a partition: those that it does not take,
 * those of the default partition that it takes, and rows of other tables that reference its own.
 */
public record PartitionChecks(PostgresContext context) {
  /** For a new partition, which is empty. */
  public List<DataCheck> ofNew(Table partition) {
    return inDefault(partition).stream().toList();
  }

  /** For a partition that is to take other rows. */
  public List<DataCheck> ofBound(Table after) {
    List<DataCheck> checks = new ArrayList<>();
    condition(context.target(), after)
        .flatMap(
            c ->
                check(
                    after.name(),
                    after.name(),
                    context.ddl().fragment("({}) IS NOT TRUE", c),
                    CheckTexts.outOfBounds(after.partition().orElseThrow().bound()),
                    CheckTexts.changeRowsOr("the rows that the partition takes")))
        .ifPresent(checks::add);
    inDefault(after).ifPresent(checks::add);
    return checks;
  }

  /** For a partition that is attached again with the bound that it had. */
  public List<DataCheck> ofRollback(Table before, boolean stays) {
    List<DataCheck> checks = new ArrayList<>();
    Optional<SqlText> condition = condition(context.renamed(), before);
    if (condition.isEmpty()) return checks;
    SqlText bound = before.partition().orElseThrow().bound();
    if (stays)
      checks.add(
          context.rollbackCheck(
              "bound:" + before.name(),
              before.name(),
              CheckTexts.outOfBounds(bound),
              context.ddl().fragment("({}) IS NOT TRUE", condition.get()),
              CheckTexts.CHANGE_THEN_ROLL_BACK));
    defaultBeside(context.renamed(), before)
        .filter(d -> context.target().table(d.name()).isPresent())
        .ifPresent(
            other ->
                checks.add(
                    context.rollbackCheck(
                        "default:" + before.name(),
                        other.name(),
                        CheckTexts.belongTo(before.name()),
                        condition.get(),
                        CheckTexts.CHANGE_THEN_ROLL_BACK)));
    return checks;
  }

  /** For a partition that is detached: foreign keys of other tables find its rows no longer. */
  public List<DataCheck> ofDetached(Table partition) {
    List<DataCheck> checks = new ArrayList<>();
    if (context.isEmpty(partition.name())) return checks;
    for (Table child : context.target().tables().values()) {
      for (ForeignKey key : child.constraintsOf(ForeignKey.class)) {
        if (above(partition).contains(key.references()) && wasThere(child, key))
          referencing(partition, child, key).ifPresent(checks::add);
      }
    }
    return checks;
  }

  /** For a table that stops being a partition when it is rolled back. */
  public List<DataCheck> ofDetachedAgain(Table partition) {
    List<DataCheck> checks = new ArrayList<>();
    for (Table child : context.target().tables().values()) {
      for (ForeignKey key : child.constraintsOf(ForeignKey.class)) {
        if (!above(partition).contains(key.references())) continue;
        SqlText condition =
            context
                .ddl()
                .fragment(
                    "EXISTS (SELECT 1 FROM {} AS parent WHERE {})",
                    partition.name(),
                    and(pairs(key)));
        checks.add(
            context.rollbackCheck(
                "referenced:" + partition.name() + ":" + child.name() + "." + key.name().orElse(""),
                child.name(),
                CheckTexts.referenceDetached(partition.name(), key.columnList()),
                condition,
                CheckTexts.CHANGE_THEN_ROLL_BACK));
      }
    }
    return checks;
  }

  /**
   * The condition of the rows of a partition as the server can take it for a proof: of one column,
   * since it writes that of more in a way of its own.
   */
  public Optional<SqlText> proof(Table partition) {
    Partition is = partition.partition().orElseThrow();
    return context
        .target()
        .table(is.of())
        .map(t -> t.options().get("partition_by"))
        .flatMap(by -> new PartitionCondition(by, is.of()).proof(is.bound().canonical()))
        .map(SqlText::of);
  }

  /** The default partition of the same table before the plan, where it is another one. */
  public Optional<Table> defaultBeside(Table partition) {
    return defaultBeside(context.renamed(), partition);
  }

  private boolean wasThere(Table child, ForeignKey key) {
    return context
        .renamed()
        .table(child.name())
        .filter(t -> t.constraintsOf(ForeignKey.class).stream().anyMatch(key::equals))
        .isPresent();
  }

  private Set<QualifiedName> above(Table partition) {
    Set<QualifiedName> above = new LinkedHashSet<>();
    new PartitionLink(context, partition).above().forEach(t -> above.add(t.name()));
    return above;
  }

  private Optional<DataCheck> referencing(Table partition, Table child, ForeignKey key) {
    Optional<ProjectedRows.Source> rows =
        context.projected().of(child.name(), key.columnList(), List.of());
    List<SqlText> pairs = pairs(key);
    return rows.map(
        source ->
            new DataCheck(
                "referenced:" + partition.name() + ":" + child.name() + "." + key.name().orElse(""),
                child.name(),
                CheckTexts.referenceDetached(partition.name(), key.columnList()),
                context
                    .ddl()
                    .sql(
                        "SELECT {} FROM {} WHERE EXISTS (SELECT 1 FROM {} AS parent WHERE {})",
                        source.key(),
                        source.from(),
                        context.live(partition.name()),
                        and(pairs)),
                CheckTexts.changeRowsOr("what is declared")));
  }

  private List<SqlText> pairs(ForeignKey key) {
    List<SqlText> pairs = new ArrayList<>();
    for (int i = 0; i < key.columnList().size(); i++)
      pairs.add(
          context
              .ddl()
              .fragment(
                  "{}.{} = {}",
                  SqlText.of("parent"),
                  key.referencedColumns().get(i),
                  key.columnList().get(i)));
    return pairs;
  }

  private static SqlText and(List<SqlText> conditions) {
    return SqlText.of(String.join(" AND ", conditions.stream().map(SqlText::written).toList()));
  }

  private Optional<DataCheck> inDefault(Table partition) {
    Optional<Table> other = defaultBeside(context.renamed(), partition);
    return other.flatMap(
        d ->
            condition(context.target(), partition)
                .flatMap(
                    c ->
                        check(
                            partition.name(),
                            d.name(),
                            c,
                            CheckTexts.belongTo(partition.name()),
                            CheckTexts.moveRows())));
  }

  private Optional<DataCheck> check(
      QualifiedName partition,
      QualifiedName table,
      SqlText condition,
      Finding finding,
      String remedy) {
    if (context.isEmpty(table)) return Optional.empty();
    return context
        .projected()
        .of(table, context.mentioned(table, condition), List.of(condition))
        .map(
            rows ->
                new DataCheck(
                    "bound:" + partition + ":" + table,
                    table,
                    finding,
                    context
                        .ddl()
                        .sql("SELECT {} FROM {} WHERE {}", rows.key(), rows.from(), condition),
                    remedy));
  }

  /** The default partition of the same table, where it is another one. */
  private static Optional<Table> defaultBeside(Schema schema, Table partition) {
    QualifiedName of = partition.partition().orElseThrow().of();
    return schema.partitionsOf(of).stream()
        .filter(t -> t.partition().filter(p -> p.isDefault() && p.of().equals(of)).isPresent())
        .filter(t -> !t.name().equals(partition.name()))
        .findFirst();
  }

  /** The rows that it takes; those of a default partition are the rows that no other one takes. */
  private Optional<SqlText> condition(Schema schema, Table partition) {
    Partition is = partition.partition().orElseThrow();
    Optional<PartitionCondition> key =
        schema
            .table(is.of())
            .map(t -> t.options().get("partition_by"))
            .map(by -> new PartitionCondition(by, is.of()));
    if (key.isEmpty()) return Optional.empty();
    if (!is.isDefault()) return key.get().of(is.bound().canonical()).map(SqlText::of);
    List<String> others = new ArrayList<>();
    for (Table other : schema.partitionsOf(is.of())) {
      Partition bound = other.partition().orElseThrow();
      if (other.name().equals(partition.name()) || !bound.of().equals(is.of())) continue;
      Optional<String> condition = key.get().of(bound.bound().canonical());
      if (condition.isEmpty()) return Optional.empty();
      others.add("(" + condition.get() + ")");
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(SqlText.of("(" + String.join(" OR ", others) + ") IS NOT TRUE"));
  }
}
