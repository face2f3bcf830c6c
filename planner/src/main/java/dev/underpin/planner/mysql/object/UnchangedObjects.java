package dev.underpin.planner.mysql.object;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.lowering.ObjectStatements;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Views, triggers, routines and events that a plan leaves as they are, declared or not, though they
 * name a column or table that it drops or renames. The server lets that happen, and they fail from
 * then on: the plan names them, and needs approval.
 */
public final class UnchangedObjects {
  private final MysqlContext context;

  private UnchangedObjects(MysqlContext context) {
    this.context = context;
  }

  /** The steps, with the objects that fail after each of them. */
  public static List<UnorderedStep> named(MysqlContext context, List<UnorderedStep> steps) {
    UnchangedObjects objects = new UnchangedObjects(context);
    return steps.stream().map(objects::named).toList();
  }

  private UnorderedStep named(UnorderedStep draft) {
    List<Finding> hazards = new ArrayList<>(draft.step().hazards());
    for (Change change : draft.step().effects()) {
      for (SchemaObject object : failing(change))
        hazards.add(Hazards.objectFails(object, name(change)));
    }
    if (hazards.size() == draft.step().hazards().size()) return draft;
    EnumSet<Allow> needs = EnumSet.of(Allow.DROP_OBJECT);
    needs.addAll(draft.step().needs());
    return draft.withStep(draft.step().withHazards(hazards.stream().distinct().toList(), needs));
  }

  /** The name that a change takes away. */
  private static String name(Change change) {
    if (change instanceof Change.DropColumn c) return c.column().name();
    if (change instanceof Change.RenameColumn c) return c.from();
    if (change instanceof Change.RenameTable c) return c.from().name();
    return change instanceof Change.DropTable c ? c.table().name() : "";
  }

  private List<SchemaObject> failing(Change change) {
    String gone = name(change);
    if (gone.isEmpty() || !(change instanceof Change.TableChange ofTable)) return List.of();
    boolean ofColumn = change instanceof Change.DropColumn || change instanceof Change.RenameColumn;
    if (ofColumn && returns(ofTable.table(), gone)) return List.of();
    List<SchemaObject> failing = new ArrayList<>();
    for (SchemaObject object : context.renamed().objects().values()) {
      if (!stays(object)) continue;
      Set<String> names = ObjectStatements.names(object.create().written());
      boolean named = names.stream().anyMatch(n -> Identifiers.isSame(gone, n));
      if (named && (!ofColumn || concerns(object, ofTable.table(), names))) failing.add(object);
    }
    return failing;
  }

  /** A column that the table has again when the plan has run. */
  private boolean returns(QualifiedName table, String column) {
    return context.target().table(table).flatMap(t -> t.column(column)).isPresent();
  }

  private boolean stays(SchemaObject object) {
    return Optional.ofNullable(context.target().objects().get(object.key()))
        .filter(o -> o.create().equals(object.create()))
        .isPresent();
  }

  /** True for an object that names the table too, by its old name or its new one. */
  private boolean concerns(SchemaObject object, QualifiedName table, Set<String> names) {
    String old = context.live(table).name();
    return object.table().filter(table::equals).isPresent()
        || object.dependsOn().contains(table)
        || names.stream()
            .anyMatch(n -> Identifiers.isSame(n, table.name()) || Identifiers.isSame(n, old));
  }
}
