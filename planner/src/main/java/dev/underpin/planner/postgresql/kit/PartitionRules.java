package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the server refuses on a partitioned table (<a
 * href="https://www.postgresql.org/docs/current/ddl-partitioning.html">documentation</a>), found
 * before anything is run.
 */
public record PartitionRules(PostgresContext context, StepSink sink) {
  /** The attributes of a partitioned table; all others are of its partitions. */
  private static final Set<String> OPTIONS =
      Set.of(
          "partition_by",
          "inherits",
          "tablespace",
          "access_method",
          "row_level_security",
          "force_row_level_security",
          "replica_identity");

  public void refuse(List<Change> changes) {
    for (Change change : changes) {
      if (change instanceof Change.CreateTable c) {
        if (PostgresContext.isPartitioned(c.definition())) created(c.definition());
      } else if (change instanceof Change.TableChange c) {
        context
            .target()
            .table(c.table())
            .filter(PostgresContext::isPartitioned)
            .ifPresent(t -> changed(t, c));
      }
    }
  }

  private void created(Table table) {
    options(table, Set.of());
    table.constraints().forEach(c -> constraint(table, c));
    table.indexes().forEach(i -> index(table, i));
  }

  private void changed(Table table, Change.TableChange change) {
    if (change instanceof Change.AddConstraint c) constraint(table, c.constraint());
    if (change instanceof Change.AlterConstraint c && !sameButName(c)) constraint(table, c.after());
    if (change instanceof Change.AddIndex c) index(table, c.index());
    if (change instanceof Change.AlterIndex c) index(table, c.after());
    if (change instanceof Change.AlterTable c) options(table, c.before().options().keySet());
    if (change instanceof Change.AddColumn c) added(table, c.column());
    if (change instanceof Change.DropColumn c && Key.of(table).columns.contains(c.column().name()))
      refuse(table.name(), c.column().name(), "a column of the partition key cannot be dropped");
    if (change instanceof Change.AlterColumn c
        && !c.before().type().equals(c.after().type())
        && Key.of(table).columns.contains(c.after().name()))
      refuse(
          table.name(),
          c.after().name(),
          "the type of a column of the partition key cannot be changed");
  }

  private static boolean sameButName(Change.AlterConstraint change) {
    return ConstraintTraits.withoutComment(change.before().withName(change.after().name()))
        .equals(ConstraintTraits.withoutComment(change.after()));
  }

  private void options(Table table, Set<String> old) {
    for (String key : table.options().keySet()) {
      if (!OPTIONS.contains(key) && !old.contains(key))
        refuse(
            table.name(), key, "storage belongs to the partitions, and the table itself has none");
    }
  }

  private void added(Table table, Column column) {
    boolean identity = column.identity().filter(i -> i.kind() != Identity.Kind.SERIAL).isPresent();
    if (identity && !atLeast(17))
      refuse(table.name(), column.name(), "an identity column can be added from version 17 on");
  }

  private void constraint(Table table, Constraint constraint) {
    String name = constraint.name().orElse("");
    if (constraint instanceof ExclusionConstraint && !atLeast(17))
      refuse(table.name(), name, "exclusion constraints come with version 17");
    if (constraint instanceof ForeignKey key && key.notValid() && !atLeast(18))
      refuse(table.name(), name, "a foreign key that is not valid comes with version 18");
    if (constraint instanceof CheckConstraint check && check.noInherit())
      refuse(table.name(), name, "a check is always inherited");
    if (!constraint.keys().isEmpty()) unique(table, name, constraint.columns(), true);
  }

  private void index(Table table, Index index) {
    if (index.unique()) unique(table, index.name(), index.keyColumns(), false);
  }

  private void unique(Table table, String name, Set<String> columns, boolean constraint) {
    Key key = Key.of(table);
    if (constraint && key.expressions || !columns.containsAll(key.columns))
      refuse(
          table.name(),
          name,
          "what is unique has to include all columns of the partition key, and that may have no"
              + " expressions");
  }

  private void refuse(QualifiedName table, String part, String rule) {
    sink.refuse(Refusals.partitioned(ObjectRef.table(table), table, part, rule));
  }

  private boolean atLeast(int major) {
    return context.dialect().engine().version().atLeast(major);
  }

  /** The partition key: its columns, and whether it has expressions beside them. */
  private record Key(Set<String> columns, boolean expressions) {
    static Key of(Table table) {
      List<Token> tokens =
          Lexer.tokens(Optional.ofNullable(table.options().get("partition_by")).orElse(""));
      Set<String> columns = new LinkedHashSet<>();
      boolean expressions = false;
      int depth = 0;
      boolean first = false;
      for (Token token : tokens) {
        if (token.is("(") && depth++ == 0) {
          first = true;
          continue;
        }
        if (token.is(")")) depth--;
        if (token.is("(") && depth == 2 && !first) expressions = true;
        if (first && token.identifier()) columns.add(token.name());
        else if (first && token.is("(")) expressions = true;
        first = token.is(",") && depth == 1;
      }
      columns.removeIf(c -> table.column(c).isEmpty());
      return new Key(columns, expressions);
    }
  }
}
