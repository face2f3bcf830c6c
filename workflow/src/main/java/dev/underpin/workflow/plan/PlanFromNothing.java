package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The plan that creates a schema in an empty database. */
public record PlanFromNothing(Settings settings, Dialect dialect) {
  /**
   * Plan.
   *
   * @param id the migration that the plan becomes
   */
  public PlanResult plan(Catalog catalog, String id) {
    Set<String> usual =
        catalog.schema().namespaces().contains(catalog.defaultNamespace())
            ? Set.of(catalog.defaultNamespace())
            : Set.of();
    Catalog empty =
        Catalog.of(
            dialect.engine(),
            catalog.database(),
            catalog.defaultNamespace(),
            Schema.EMPTY.withNamespaces(usual).withNamespaceComments(comments(usual)));
    Declared declared = new Declared(dialect.normalize(catalog.schema()), Hints.NONE, Origins.NONE);
    return new PlanMaker(dialect, Optional.empty(), settings, PlanChoices.NONE)
        .plan(empty, new DesiredSchema(declared, List.of()), Tokens.of(id), true, List.of());
  }

  /** Those that an empty database has. */
  private Map<String, String> comments(Set<String> namespaces) {
    Map<String, String> comments = new TreeMap<>();
    for (String name : namespaces)
      dialect.usualComment(name).ifPresent(text -> comments.put(name, text));
    return comments;
  }
}
