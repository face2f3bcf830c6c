package dev.underpin.planner.postgresql.type;

import static dev.underpin.planner.recipe.StepBuilder.step;
import static java.util.Objects.requireNonNull;

import dev.underpin.planner.change.Change.AlterEnum;
import dev.underpin.planner.change.Change.CreateEnum;
import dev.underpin.planner.change.Change.CreateNamespace;
import dev.underpin.planner.change.Change.DropEnum;
import dev.underpin.planner.change.Change.RenameLabel;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TrashNaming;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.ModelState;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Namespaces and enums. */
public final class TypeRecipes {
  private final PostgresContext context;
  private final StepSink sink;
  private final EnumRebuild remaking;

  /** What is live, but for the labels that have been renamed. */
  private final ModelState schema;

  public TypeRecipes(PostgresContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
    this.remaking = new EnumRebuild(context);
    this.schema = new ModelState(context.catalog().schema(), context.dialect());
  }

  public void createNamespace(String namespace) {
    QualifiedName name = QualifiedName.of(namespace);
    sink.add(
        step(Phase.EXPAND, StepRanks.NAMESPACE, name, StepTitles.createNamespace(), Locks.NONE)
            .up(context.ddl().createNamespace(namespace))
            .down(context.ddl().dropNamespace(namespace))
            .effect(new CreateNamespace(namespace))
            .creates(State.NAMESPACE.of(QualifiedName.of(namespace))));
  }

  public void create(EnumType type) {
    sink.add(
        step(
                Phase.EXPAND,
                StepRanks.TYPE,
                type.name(),
                StepTitles.createEnum(type.labels()),
                Locks.NONE)
            .source(ObjectRef.enumType(type.name()))
            .up(createStatements(context, type))
            .down(context.createTrash())
            .down(toTrash(type, context.backTrash()))
            .effect(new CreateEnum(type))
            .creates(State.TYPE.of(type.name()), StepKey.relation(type.name()))
            .needs(State.NAMESPACE.of(QualifiedName.of(type.name().schema()))));
  }

  /** A column in the trash may still have the type, so the type goes to the trash as well. */
  public void drop(EnumType type) {
    sink.add(
        step(Phase.CONTRACT, StepRanks.DROP_REST, type.name(), StepTitles.dropEnum(), Locks.NONE)
            .allow(Allow.DROP_OBJECT)
            .up(context.createTrash())
            .up(toTrash(type, context.trash()))
            .down(fromTrash(type))
            .effect(new DropEnum(type))
            .destroys(State.TYPE.of(type.name()), StepKey.relation(type.name())));
  }

  public void alter(EnumType before, EnumType after) {
    EnumType at = before;
    if (isSubsequence(at.labels(), after.labels())) {
      for (int i = 0; i < after.labels().size(); i++) {
        String label = after.labels().get(i);
        if (!at.labels().contains(label)) at = addLabel(at, label, i, after);
      }
    } else {
      EnumType changed = at.withLabels(after.labels());
      sink.add(
          remaking
              .remake(at, changed)
              .needs(linkNeed(at))
              .creates(link(changed), State.TYPE.of(after.name())));
      at = changed;
    }
    if (!at.comment().equals(after.comment())) {
      sink.add(
          step(
                  Phase.EXPAND,
                  StepRanks.ATTRIBUTES,
                  after.name(),
                  StepTitles.changeComment(),
                  Locks.NONE)
              .up(context.ddl().commentOnType(after.name(), after.comment()))
              .down(context.ddl().commentOnType(after.name(), before.comment()))
              .needs(State.TYPE.of(after.name()))
              .effect(new AlterEnum(at, after)));
    }
  }

  /** A label gets another name before anything else that is for the contract phase. */
  public void renameLabel(QualifiedName name, String from, String to) {
    EnumType type = requireNonNull(schema.schema().enums().get(name));
    RenameLabel effect = new RenameLabel(name, from, to);
    schema.apply(effect);
    sink.add(
        step(Phase.CONTRACT, StepRanks.TYPE, name, StepTitles.renameLabel(from, to), Locks.NONE)
            .source(ObjectRef.enumType(name))
            .hazard(Hazards.renamed("'" + from + "'"))
            .up(context.ddl().renameLabel(name, from, to))
            .down(context.ddl().renameLabel(name, to, from))
            .effect(effect)
            .needs(linkNeed(type))
            .creates(link(requireNonNull(schema.schema().enums().get(name))), State.TYPE.of(name)));
  }

  /**
   * A new label can be used only once the statement that adds it is committed, so it is a step
   * alone.
   */
  private EnumType addLabel(EnumType type, String label, int at, EnumType target) {
    List<String> labels = new ArrayList<>(type.labels());
    Optional<String> previous =
        at == 0 ? Optional.empty() : Optional.of(target.labels().get(at - 1));
    labels.add(previous.map(p -> labels.indexOf(p) + 1).orElse(0), label);
    EnumType after = type.withLabels(labels);
    StepBuilder step =
        step(Phase.EXPAND, StepRanks.TYPE, type.name(), StepTitles.addLabel(label), Locks.NONE)
            .source(ObjectRef.enumType(type.name()))
            .hazard(Hazards.addedLabel(label))
            .up(context.ddl().addLabel(type, label, previous))
            .mode(Mode.ALONE, Mode.TRANSACTION)
            .down(remaking.back(after, type, schema.schema()))
            .effect(new AlterEnum(type, after))
            .needs(linkNeed(type))
            .creates(link(after), State.TYPE.of(type.name()));
    for (ColumnRef user : EnumRebuild.users(context, type.name(), context.target())) {
      step.downCheck(
          new DataCheck(
              "label:" + user + ":" + label,
              user.table(),
              CheckTexts.label(label, user.column()),
              "SELECT ctid::text FROM "
                  + context.name(user.table())
                  + " WHERE "
                  + remaking.holds(
                      EnumRebuild.column(context.target(), user), user.column(), label),
              CheckTexts.CHANGE_THEN_ROLL_BACK));
    }
    sink.add(step);
    return after;
  }

  static List<String> createStatements(PostgresContext context, EnumType type) {
    List<String> statements = new ArrayList<>(List.of(context.ddl().createEnum(type)));
    if (type.comment().isPresent())
      statements.add(context.ddl().commentOnType(type.name(), type.comment()));
    return statements;
  }

  private List<String> toTrash(EnumType type, TrashNaming trash) {
    String name = trash.name(type.name());
    return List.of(
        context.ddl().renameType(type.name(), name),
        "ALTER TYPE "
            + context.ddl().typeName(type.name().withName(name))
            + " SET SCHEMA "
            + context.quote(TrashNaming.NAMESPACE));
  }

  private List<String> fromTrash(EnumType type) {
    String trash = context.trash().name(type.name());
    return List.of(
        "ALTER TYPE "
            + context.ddl().typeName(context.trash().place(type.name()))
            + " SET SCHEMA "
            + context.quote(type.name().schema()),
        context.ddl().renameType(type.name().withName(trash), type.name().name()));
  }

  private static boolean isSubsequence(List<String> part, List<String> whole) {
    return whole.stream().filter(part::contains).collect(Collectors.toList()).equals(part);
  }

  private static StepKey link(EnumType type) {
    return State.LINK.of(type.name(), type.labels().toString());
  }

  private static List<StepKey> linkNeed(EnumType type) {
    return List.of(link(type));
  }
}
