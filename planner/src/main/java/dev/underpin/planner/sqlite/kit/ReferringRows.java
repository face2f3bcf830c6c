package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Which rows that reference a table would not find theirs again when its values change. 1
 * references 1.0, and not '1.0', which is what a text makes of it: the value of the child is
 * compared as the parent's column has it (<a
 * href="https://sqlite.org/foreignkeys.html#fk_basics">Foreign Key Support</a>).
 */
final class ReferringRows {
  private final TableMove move;
  private final MovedRows parents;
  private final QualifiedName parent;

  /** For the rows of the table that moves, as parents. */
  ReferringRows(TableMove move) {
    this.move = move;
    this.parents = move.rows();
    this.parent = move.to().name();
  }

  List<DataCheck> all() {
    List<DataCheck> checks = new ArrayList<>();
    for (Table child : move.schemaBefore().tables().values()) {
      for (ForeignKey key : child.constraintsOf(ForeignKey.class)) {
        if (SqliteContext.same(key.references(), parent) && stays(child, key) && changes(key))
          checks.add(check(PhysicalTable.of(child), key));
      }
    }
    return checks;
  }

  /** A child that changes as well is left to the end of the step. */
  private boolean stays(Table child, ForeignKey key) {
    Optional<Table> after = move.schemaAfter().table(child.name());
    ForeignKey unnamed = key.withName(Optional.empty());
    return after.isPresent()
        && after.get().constraintsOf(ForeignKey.class).stream()
            .anyMatch(k -> k.withName(Optional.empty()).equals(unnamed))
        && key.columnList().stream()
            .allMatch(
                c -> child.column(c).isPresent() && type(child, c).equals(type(after.get(), c)));
  }

  private static Optional<String> type(Table table, String column) {
    return table.column(column).map(Column::type);
  }

  /** True where the values of the referenced key may change, as far as they can be asked. */
  private boolean changes(ForeignKey key) {
    List<String> referenced = referenced(key);
    List<String> before = ParentKeys.referenced(key, move.from().table());
    return referenced.size() == key.columnList().size()
        && before.size() == referenced.size()
        && referenced.stream().allMatch(this::isKnown)
        && (referenced.stream().anyMatch(parents::moves) || !before.equals(referenced));
  }

  private boolean isKnown(String column) {
    return move.to().table().column(column).isPresent()
        && move.from().table().column(column).isPresent()
        && !parents.isUnknown(column);
  }

  private List<String> referenced(ForeignKey key) {
    return ParentKeys.referenced(key, move.to().table());
  }

  private DataCheck check(PhysicalTable child, ForeignKey key) {
    List<String> referenced = referenced(key);
    List<String> before = ParentKeys.referenced(key, move.from().table());
    List<SqlText> now = new ArrayList<>();
    List<SqlText> later = new ArrayList<>();
    List<SqlText> conditions = new ArrayList<>();
    for (int i = 0; i < referenced.size(); i++) {
      String column = referenced.get(i);
      SqlText value = child.value(key.columnList().get(i));
      conditions.add(TEMPLATE.fragment("{} IS NOT NULL", value));
      now.add(TEMPLATE.fragment("+{}{}", value, collation(move.from(), before.get(i))));
      SqlText stored = parents.asStored(column, value);
      later.add(TEMPLATE.fragment("{}{}", stored, collation(move.to(), column)));
    }
    SqlText live = parents.source().sql();
    conditions.add(TEMPLATE.fragment("{} IN (SELECT {} FROM {})", tuple(now), before, live));
    conditions.add(TEMPLATE.fragment("{} NOT IN ({})", tuple(later), later(referenced)));
    RowSource children = move.source(child);
    return move.check(
        child.name(),
        "parent:" + parent + ":" + String.join(", ", key.columnList()),
        CheckTexts.changingKey(parent, referenced, key.columnList()),
        TEMPLATE.fragment(
            "SELECT {} FROM {} WHERE {}",
            children.key(),
            children.sql(),
            Expressions.and(conditions)),
        move.forward() ? remedy(referenced) : CheckTexts.CORRECT_ROWS);
  }

  /** A value that is computed is made by nothing but the expression of its column. */
  private String remedy(List<String> referenced) {
    return referenced.stream()
        .filter(c -> move.to().table().column(c).flatMap(Column::generated).isPresent())
        .findFirst()
        .map(c -> CheckTexts.changeRowsOr("the expression of " + c))
        .orElse(CheckTexts.CORRECT_OR_CONVERT);
  }

  /** The referenced values as they will be. */
  private SqlText later(List<String> referenced) {
    List<SqlText> selected = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<SqlText> conditions = new ArrayList<>();
    for (String column : referenced) {
      String name = "underpin_value_" + names.size();
      names.add(name);
      selected.add(TEMPLATE.fragment("{} AS {}", parents.stored(column), name));
      conditions.add(TEMPLATE.fragment("{} IS NOT NULL", parents.name(column)));
    }
    return TEMPLATE.fragment(
        "SELECT {} FROM ({})",
        names,
        parents.select(
            new LinkedHashSet<>(referenced),
            Expressions.joined(selected, ", "),
            Expressions.and(conditions)));
  }

  /** The values of a key are compared as the column that is referenced collates them. */
  private Optional<SqlText> collation(PhysicalTable parent, String column) {
    Optional<String> own = parent.table().column(column).flatMap(Column::collation);
    boolean said = own.isPresent() || parents.recollated(column).isEmpty();
    return ConstraintChecks.collate(said ? own : Optional.of(MovedRows.BINARY));
  }

  private static SqlText tuple(List<SqlText> parts) {
    return parts.size() == 1 ? parts.get(0) : TEMPLATE.fragment("({})", parts);
  }
}
