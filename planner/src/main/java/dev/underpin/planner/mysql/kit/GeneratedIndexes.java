package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.ddl.MysqlAlter;
import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Indexes that the server may have made for a foreign key by itself, also for one that has gone
 * since: it drops them by itself too, as soon as another index or foreign key begins with their
 * columns. The catalog does not tell them from others. One that is renamed, even to its own name,
 * is an ordinary index and stays.
 */
public final class GeneratedIndexes {
  private final MysqlAlter clauses;
  private final Map<QualifiedName, Map<String, List<String>>> columns = new TreeMap<>();

  private GeneratedIndexes(PlanningInput input) {
    clauses = ((MysqlDialect) input.dialect()).alter();
    input.catalog().schema().tables().values().forEach(this::look);
  }

  private GeneratedIndexes(GeneratedIndexes other) {
    clauses = other.clauses;
    other.columns.forEach((table, indexes) -> columns.put(table, new TreeMap<>(indexes)));
  }

  /** The ordered steps, with the clauses that keep such indexes, forward and back. */
  public static List<Step> kept(PlanningInput input, List<Step> steps) {
    GeneratedIndexes indexes = new GeneratedIndexes(input);
    return steps.stream().map(indexes::kept).toList();
  }

  /** One that another index begins with would have gone when both were there. */
  private void look(Table table) {
    List<List<IndexKey>> all = new ArrayList<>();
    table.indexes().stream().filter(i -> i.method().isEmpty()).forEach(i -> all.add(i.keys()));
    table.constraints().forEach(c -> all.add(c.keys()));
    for (Index index : table.indexes()) {
      List<String> names = columns(index.keys());
      boolean plain = index.keys().equals(names.stream().map(IndexKey::column).toList());
      boolean alone = all.stream().filter(keys -> begins(keys, index.keys())).count() == 1;
      if (plain && alone && !index.unique() && index.method().isEmpty())
        of(table.name()).put(index.name(), names);
    }
  }

  private Map<String, List<String>> of(QualifiedName table) {
    return columns.computeIfAbsent(table, t -> new TreeMap<>());
  }

  private Step kept(Step step) {
    List<SqlStatement> up = kept(step.effects(), step.upStatements());
    step.effects().forEach(this::play);
    return step.withStatements(up, kept(step.undone(), step.downStatements()));
  }

  private List<SqlStatement> kept(List<Change> effects, List<SqlStatement> statements) {
    Map<QualifiedName, Set<String>> names = new TreeMap<>();
    // One effect after the other: columns that exchange their names do so for the indexes too.
    GeneratedIndexes now = new GeneratedIndexes(this);
    for (Change effect : effects) {
      if (effect instanceof Change.TableChange change)
        now.of(change.table()).entrySet().stream()
            .filter(e -> begins(added(effect), e.getValue()))
            .filter(e -> !isNamed(effect, e.getKey()))
            .filter(e -> effects.stream().noneMatch(c -> isGone(c, e.getKey())))
            .forEach(
                e -> names.computeIfAbsent(change.table(), t -> new TreeSet<>()).add(e.getKey()));
      now.play(effect);
    }
    List<SqlStatement> kept = new ArrayList<>(statements);
    names.forEach(
        (table, indexes) -> {
          List<Clause> renames = indexes.stream().map(i -> clauses.renameIndex(i, i)).toList();
          kept.replaceAll(s -> OnlineCopy.with(s, table, renames));
        });
    return kept;
  }

  private static <T> boolean begins(List<T> added, List<T> columns) {
    return added.size() >= columns.size() && added.subList(0, columns.size()).equals(columns);
  }

  /** The columns of the index that comes. */
  private static List<String> added(Change change) {
    if (change instanceof Change.AddIndex c) return columns(c.index().keys());
    if (change instanceof Change.AlterIndex c) return columns(c.after().keys());
    if (change instanceof Change.AddConstraint c) return columns(c.constraint());
    if (change instanceof Change.AlterConstraint c) return columns(c.after());
    return List.of();
  }

  private static List<String> columns(Constraint constraint) {
    return constraint instanceof ForeignKey key ? key.columnList() : columns(constraint.keys());
  }

  private static List<String> columns(List<IndexKey> keys) {
    return keys.stream().map(k -> k.column().orElse("")).toList();
  }

  private static boolean isGone(Change change, String index) {
    return gone(change).filter(index::equals).isPresent();
  }

  /** A foreign key of an index's own name would get the same index. */
  private static boolean isNamed(Change change, String index) {
    return change instanceof Change.AddConstraint c
        && c.constraint() instanceof ForeignKey key
        && key.name().filter(n -> Identifiers.isSame(index, n)).isPresent();
  }

  private static Optional<String> gone(Change change) {
    if (change instanceof Change.DropIndex c) return Optional.of(c.index().name());
    if (change instanceof Change.AlterIndex c) return Optional.of(c.before().name());
    return Optional.empty();
  }

  private void play(Change change) {
    if (change instanceof Change.RenameTable c) {
      Map<String, List<String>> indexes = columns.remove(c.from());
      if (indexes != null) columns.put(c.table(), indexes);
    } else if (change instanceof Change.RenameColumn c) {
      of(c.table())
          .replaceAll((i, all) -> all.stream().map(n -> n.equals(c.from()) ? c.to() : n).toList());
    } else if (change instanceof Change.TableChange c) {
      gone(change).ifPresent(of(c.table())::remove);
    }
  }
}
