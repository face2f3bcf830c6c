package dev.underpin.planner.lint;

import java.util.List;

/** The rules that an engine has beside those for all engines. */
public record EngineLint(List<SchemaRule> schema) {
  /** None. */
  public static final EngineLint NONE = new EngineLint(List.of());

  public EngineLint {
    schema = List.copyOf(schema);
  }
}
