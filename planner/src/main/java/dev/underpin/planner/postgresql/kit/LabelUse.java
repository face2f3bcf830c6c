package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has labels of an enum as constants. */
public record LabelUse(PostgresContext context, QualifiedName type, List<String> labels) {
  /** The use of the labels that an enum loses. */
  public static LabelUse lost(PostgresContext context, EnumType before, EnumType after) {
    List<String> lost = before.labels().stream().filter(l -> !after.labels().contains(l)).toList();
    return new LabelUse(context, after.name(), lost);
  }

  /**
   * The changes that are left once the enums have been recreated: what has a lost label as a
   * constant, and is not dropped before, goes together with it, so that no other change begins with
   * it.
   */
  public static List<Change> withoutLostLabels(List<Change> changes, PostgresContext context) {
    List<LabelUse> lost = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Change.AlterEnum c) lost.add(lost(context, c.before(), c.after()));
    }
    return changes.stream().map(change -> without(change, lost)).toList();
  }

  private static Change without(Change whole, List<LabelUse> lost) {
    Change change = whole;
    for (LabelUse use : lost) {
      if (change instanceof Change.AlterColumn c) {
        change = new Change.AlterColumn(c.table(), use.without(c.before()), c.after());
      } else if (change instanceof Change.DropColumn c) {
        change = new Change.DropColumn(c.table(), use.without(c.column()));
      } else if (change instanceof Change.DropTable c) {
        change = new Change.DropTable(use.without(c.definition()));
      }
    }
    return change;
  }

  private Column without(Column column) {
    return isDefaultOf(column) ? column.withDefault(Optional.empty()) : column;
  }

  private Table without(Table table) {
    return table
        .mapColumns(this::without)
        .filterConstraints(c -> !isIn(c))
        .withIndexes(table.indexes().stream().filter(i -> !isIn(i)).toList());
  }

  /** True where a check or an index has one of these labels as a constant. */
  public boolean isIn(Object part) {
    List<SqlText> texts = new ArrayList<>();
    if (part instanceof CheckConstraint check) texts.add(check.expression());
    if (part instanceof Index index) {
      index.where().ifPresent(texts::add);
      index.keys().forEach(k -> k.expression().ifPresent(texts::add));
    }
    SqlText name =
        SqlText.of(context.dialect().spelledType(type, context.catalog().defaultNamespace()));
    return labels.stream()
        .map(l -> context.ddl().sql("{}::{}", new Literal(l), name))
        .anyMatch(c -> texts.stream().anyMatch(t -> t.canonical().contains(c)));
  }

  /** True where the default of a column is one of these labels. */
  public boolean isDefaultOf(Column column) {
    if (column.defaultValue().isEmpty() || !context.isOf(column, type)) return false;
    String text = column.defaultValue().get().canonical();
    return labels.stream()
        .map(context.dialect()::literal)
        .anyMatch(l -> text.equals(l) || text.contains(l + "::"));
  }
}
