package dev.underpin.planner.lint;

import java.util.List;

/** The rules that an engine has beside those for all engines. */
public record EngineLint(List<SchemaRule> schema, List<StatementRule> statements) {
  /** None. */
  public static final EngineLint NONE = new EngineLint(List.of(), List.of());

  public EngineLint {
    schema = List.copyOf(schema);
    statements = List.copyOf(statements);
  }
}
