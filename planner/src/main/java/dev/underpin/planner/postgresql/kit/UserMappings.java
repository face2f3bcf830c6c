package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.model.SchemaObject;

/** The user mappings of foreign servers, which have passwords and are never read. */
public final class UserMappings {
  private UserMappings() {}

  /** A server does not go while it has any: they could not come back. */
  public static void refuse(SchemaObject object, StepSink sink) {
    if (object.kind() == SchemaObject.Kind.FOREIGN_SERVER && !object.facts().parts().isEmpty())
      sink.refuse(ObjectRefusals.userMappings(object));
  }
}
