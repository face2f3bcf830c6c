package dev.underpin.workflow.words;

import dev.underpin.schema.model.QualifiedName;

/**
 * Names for people: the namespace that everybody means is not said.
 *
 * @param defaultNamespace empty where the engine has none
 */
public record Names(String defaultNamespace) {
  /** The name, with its namespace only where it is not the default. */
  public String of(QualifiedName name) {
    return name.schema().isEmpty() || name.schema().equals(defaultNamespace)
        ? name.name()
        : name.toString();
  }
}
