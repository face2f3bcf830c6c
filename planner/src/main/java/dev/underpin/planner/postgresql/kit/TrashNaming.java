package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.schema.model.QualifiedName;

/**
 * The names of what one direction of a plan puts into the trash. What the way forward put there is
 * still there when the rollback puts its own beside it, which may have been called the same.
 */
public final class TrashNaming {
  /** The namespace of all that lies in the trash and is no column. */
  public static final String NAMESPACE = "underpin_trash";

  private final PlanningInput input;
  private final String token;

  private TrashNaming(PlanningInput input, String token) {
    this.input = input;
    this.token = token;
  }

  /** What the plan itself drops. */
  static TrashNaming forward(PlanningInput input) {
    return new TrashNaming(input, input.token());
  }

  /** What a rollback drops. */
  static TrashNaming back(PlanningInput input) {
    return new TrashNaming(input, TrashNames.backToken(input.token()));
  }

  public String name(String name) {
    return TrashNames.of(token, name, input.dialect().maxIdentifierBytes());
  }

  /** The name of something that is not in the default namespace has its namespace in it. */
  public String name(QualifiedName name) {
    boolean usual = name.schema().equals(input.catalog().defaultNamespace());
    return name(usual ? name.name() : name.toString());
  }

  /** Where something that is no column lies. */
  public QualifiedName place(QualifiedName name) {
    return new QualifiedName(NAMESPACE, name(name));
  }
}
