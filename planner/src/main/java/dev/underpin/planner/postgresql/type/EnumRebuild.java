package dev.underpin.planner.postgresql.type;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.change.Change.AlterEnum;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.postgresql.kit.DependentObjects;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TrashNaming;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * PostgreSQL can add a label to an enum, and neither take one away nor change their order: for that
 * the old type goes to the trash, a new one takes its name, and every column is cast by way of its
 * text.
 */
public final class EnumRebuild {
  private final PostgresContext context;

  EnumRebuild(PostgresContext context) {
    this.context = context;
  }

  // --- what cannot stay

  /**
   * The changes as they are left to do once the enums have been recreated: what has a label as a
   * constant which is no more, and is not dropped before, goes together with it, so that no other
   * change begins with it.
   */
  public static List<Change> withoutGoneLabels(List<Change> changes, PostgresContext context) {
    Map<QualifiedName, Set<String>> gone = new LinkedHashMap<>();
    for (Change change : changes) {
      if (!(change instanceof Change.AlterEnum c)) continue;
      Set<String> labels = new LinkedHashSet<>(c.before().labels());
      c.after().labels().forEach(labels::remove);
      if (!labels.isEmpty()) gone.put(c.after().name(), labels);
    }
    if (gone.isEmpty()) return changes;
    return changes.stream()
        .map(
            change -> {
              if (change instanceof Change.AlterColumn c) {
                return new Change.AlterColumn(
                    c.table(), bare(c.before(), gone, context), c.after());
              } else if (change instanceof Change.DropColumn c) {
                return new Change.DropColumn(c.table(), bare(c.column(), gone, context));
              } else if (change instanceof Change.DropTable c) {
                return new Change.DropTable(bare(c.definition(), gone, context));
              }
              return change;
            })
        .toList();
  }

  private static Column bare(
      Column column, Map<QualifiedName, Set<String>> gone, PostgresContext context) {
    for (Map.Entry<QualifiedName, Set<String>> entry : gone.entrySet()) {
      if (hasDefaultOf(column, entry.getKey(), entry.getValue(), context))
        return column.withDefault(Optional.empty());
    }
    return column;
  }

  private static Table bare(
      Table table, Map<QualifiedName, Set<String>> gone, PostgresContext context) {
    Table result = table.mapColumns(c -> bare(c, gone, context));
    for (Map.Entry<QualifiedName, Set<String>> entry : gone.entrySet()) {
      result =
          result
              .filterConstraints(c -> !mentions(c, entry.getKey(), entry.getValue(), context))
              .withIndexes(
                  result.indexes().stream()
                      .filter(i -> !mentions(i, entry.getKey(), entry.getValue(), context))
                      .toList());
    }
    return result;
  }

  /** True where a check or an index has one of these labels as a constant. */
  private static boolean mentions(
      Object part, QualifiedName type, Collection<String> labels, PostgresContext context) {
    List<SqlText> texts = new ArrayList<>();
    if (part instanceof CheckConstraint check) texts.add(check.expression());
    if (part instanceof Index index) {
      index.where().ifPresent(texts::add);
      index.keys().forEach(k -> k.expression().ifPresent(texts::add));
    }
    String cast = "::" + context.dialect().spelledType(type, context.catalog().defaultNamespace());
    return texts.stream()
        .anyMatch(
            t ->
                labels.stream()
                    .anyMatch(l -> t.canonical().contains(context.dialect().literal(l) + cast)));
  }

  private static boolean hasDefaultOf(
      Column column, QualifiedName type, Iterable<String> labels, PostgresContext context) {
    if (column.defaultValue().isEmpty() || !context.isOf(column, type)) return false;
    String text = column.defaultValue().get().canonical();
    for (String label : labels) {
      String literal = context.dialect().literal(label);
      if (text.equals(literal) || text.contains(literal + "::")) return true;
    }
    return false;
  }

  // --- the step

  /** The step that changes the labels. */
  StepBuilder remake(EnumType before, EnumType after) {
    Schema schema = context.renamed();
    List<String> gone = before.labels().stream().filter(l -> !after.labels().contains(l)).toList();
    DependentObjects around =
        new DependentObjects(
            context,
            schema,
            // Foreign keys of a table that goes have gone before.
            (table, part) ->
                context.target().table(table).isEmpty() && !(part instanceof ForeignKey)
                    || DependentObjects.isInTarget(context, table, part));
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.TYPE,
                after.name(),
                StepTitles.recreateEnum(after.labels()),
                Locks.EXCLUSIVE_REWRITE)
            .source(ObjectRef.enumType(after.name()))
            .up(context.createTrash())
            .destroys(State.RECREATED_TYPE.of(after.name()))
            .effect(new AlterEnum(before, after));
    List<ColumnRef> users = users(context, after.name(), schema);
    for (ColumnRef user : users) {
      around.typeRemade(user.table(), user.column());
      step.needs(context.renamesOf(user.table(), List.of(user.column())));
      Column column = column(schema, user);
      if (hasDefaultOf(column, after.name(), gone, context)) {
        Column without = column.withDefault(Optional.empty());
        step.effect(new AlterColumn(user.table(), column, without));
      }
      for (String label : gone) step.check(holding(user, label, after));
      context.weigh(step, user.table(), Locks.EXCLUSIVE_REWRITE);
    }
    for (DependentObjects.Piece piece : around.pieces()) {
      if (!mentions(piece.part(), after.name(), gone, context)) continue;
      if (piece.part() instanceof CheckConstraint c)
        step.effect(new DropConstraint(piece.table(), c));
      if (piece.part() instanceof Index i) step.effect(new DropIndex(piece.table(), i));
    }
    step.needs(around.needs());
    return step.up(statements(before, after, schema, around, gone, List.of(), context.trash()))
        .down(statements(after, before, schema, around, List.of(), gone, context.backTrash()));
  }

  private DataCheck holding(ColumnRef user, String label, EnumType after) {
    return new DataCheck(
        "label:" + user + ":" + label,
        user.table(),
        CheckTexts.lostLabel(label, user.column(), after.name()),
        "SELECT "
            + context.sample(user.table())
            + " FROM "
            + context.name(context.live(user.table()))
            + " WHERE "
            + holds(
                column(context.renamed(), user), context.live(user.table(), user.column()), label),
        CheckTexts.keepLabel(label, after.name()));
  }

  /** The rollback of an added label, from where nothing but that has happened. */
  List<String> back(EnumType after, EnumType before, Schema schema) {
    DependentObjects around = new DependentObjects(context, schema, (table, part) -> true);
    users(context, after.name(), schema).forEach(u -> around.typeRemade(u.table(), u.column()));
    return statements(after, before, schema, around, List.of(), List.of(), context.backTrash());
  }

  /**
   * The statements in one direction.
   *
   * @param gone labels that go, with the defaults, checks and indexes that mention them
   * @param come labels that come back with them
   */
  private List<String> statements(
      EnumType from,
      EnumType to,
      Schema schema,
      DependentObjects around,
      List<String> gone,
      List<String> come,
      TrashNaming trash) {
    String holding =
        context.temporary(
            "old",
            from.name().toString(),
            String.join(",", from.labels()),
            String.join(",", to.labels()));
    List<String> statements =
        new ArrayList<>(around.down(p -> !mentions(p.part(), from.name(), come, context)));
    statements.add(context.ddl().renameType(from.name(), holding));
    statements.addAll(TypeRecipes.createStatements(context, to));
    for (ColumnRef user : users(context, from.name(), schema)) {
      Column column = column(schema, user);
      Optional<SqlText> value = column.defaultValue();
      boolean had = value.isPresent() && !hasDefaultOf(column, from.name(), come, context);
      if (had) statements.add(context.ddl().dropDefault(user.table(), user.column()));
      statements.add(
          context
              .ddl()
              .alterColumn(
                  user.table(),
                  user.column(),
                  column.type().endsWith("[]")
                      ? "TYPE {} USING {}::text[]::{}"
                      : "TYPE {} USING {}::text::{}",
                  SqlText.of(column.type()),
                  user.column(),
                  SqlText.of(column.type())));
      if (value.isPresent() && !hasDefaultOf(column, from.name(), gone, context))
        statements.add(context.ddl().setDefault(user.table(), user.column(), value.get()));
    }
    statements.addAll(around.up(p -> !mentions(p.part(), from.name(), gone, context)));
    statements.add(context.createTrash());
    QualifiedName held = from.name().withName(holding);
    String name = trash.name(held);
    statements.add(
        "ALTER TYPE " + context.ddl().typeName(held) + " RENAME TO " + context.quote(name));
    statements.add(
        "ALTER TYPE "
            + context.ddl().typeName(held.withName(name))
            + " SET SCHEMA "
            + context.quote(TrashNaming.NAMESPACE));
    return statements;
  }

  // --- who has the type

  static List<ColumnRef> users(PostgresContext context, QualifiedName type, Schema schema) {
    List<ColumnRef> users = new ArrayList<>();
    for (Table table : schema.tables().values()) {
      for (Column column : table.columns()) {
        if (context.isOf(column, type)) users.add(new ColumnRef(table.name(), column.name()));
      }
    }
    return users;
  }

  static Column column(Schema schema, ColumnRef ref) {
    return schema.table(ref.table()).flatMap(t -> t.column(ref.column())).orElseThrow();
  }

  /** A condition for rows that hold a label. */
  String holds(Column column, String name, String label) {
    String value = context.quote(name);
    return column.type().endsWith("[]")
        ? context.dialect().literal(label) + " = ANY (" + value + "::text[])"
        : value + "::text = " + context.dialect().literal(label);
  }
}
